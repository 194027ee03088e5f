package ai.finai.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a message for a person: what is wrong and what to do. The stack trace is for {@code --debug}. */
public final class CommandFailed extends RuntimeException {

    private final int exitCode;

    private CommandFailed(int exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** The command ran and failed. */
    public static CommandFailed failed(String message) {
        return new CommandFailed(ExitCode.FAILED, message, null);
    }

    public static CommandFailed failed(String message, Throwable cause) {
        return new CommandFailed(ExitCode.FAILED, message, cause);
    }

    /** The command line, or a file named on it, is wrong. */
    public static CommandFailed usage(String message) {
        return new CommandFailed(ExitCode.USAGE, message, null);
    }

    public static CommandFailed usage(String message, Throwable cause) {
        return new CommandFailed(ExitCode.USAGE, message, cause);
    }

    /** Something the command needs is not there. */
    public static CommandFailed missing(String message) {
        return new CommandFailed(ExitCode.MISSING, message, null);
    }

    public static CommandFailed missing(String message, Throwable cause) {
        return new CommandFailed(ExitCode.MISSING, message, cause);
    }

    /** What is at the bottom: Flink and Kafka wrap errors many times. */
    public static Throwable rootCause(Throwable e) {
        Throwable root = e;
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }

    public int exitCode() {
        return exitCode;
    }
}
