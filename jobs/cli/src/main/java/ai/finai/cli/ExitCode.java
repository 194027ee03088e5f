package ai.finai.cli;

/** What the process ends with. The {@code finai} script uses the same codes. */
public final class ExitCode {

    public static final int OK = 0;
    /** The command ran and failed, or its result does not add up. */
    public static final int FAILED = 1;
    /** The command line, or a file named on it, is wrong: nothing was run. */
    public static final int USAGE = 2;
    /** Something the command needs is missing: a JDK, Maven, a free port, a build. */
    public static final int MISSING = 3;

    private ExitCode() {}
}
