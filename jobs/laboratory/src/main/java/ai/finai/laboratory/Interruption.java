package ai.finai.laboratory;

import java.io.PrintWriter;

/**
 * Says on standard error, when Ctrl-C or SIGTERM ends the program in the midst of a training, what that leaves behind. The
 * JVM ends as it would without; checkpoints are replaced in one step, so none is damaged.
 */
final class Interruption implements AutoCloseable {

    private final PrintWriter err;
    private final Thread hook = new Thread(this::say, "finai-interruption");
    private volatile String left;

    private Interruption(PrintWriter err, String left) {
        this.err = err;
        this.left = left;
    }

    /** @param left what is there now, in words */
    static Interruption watching(PrintWriter err, String left) {
        Interruption interruption = new Interruption(err, left);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** What is there from now on. */
    void leaves(String what) {
        left = what;
    }

    void say() {
        err.printf("%n%s%n", left);
        err.flush();
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: it is being said.
            return;
        }
    }
}
