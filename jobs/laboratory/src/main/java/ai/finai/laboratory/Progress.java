package ai.finai.laboratory;

import ai.finai.cli.Terminal;
import java.io.PrintWriter;

/** A line on standard error that says what is going on, for a person who waits; nothing where none is there. */
public final class Progress {

    private static final String CLEAR = "\r\033[K";

    private final PrintWriter err;
    private final boolean interactive = Terminal.isInteractive();
    private boolean shown;

    public Progress(PrintWriter err) {
        this.err = err;
    }

    PrintWriter err() {
        return err;
    }

    /** In place of what it said before. */
    public void says(String format, Object... arguments) {
        if (interactive) {
            err.printf(CLEAR + format, arguments);
            err.flush();
            shown = true;
        }
    }

    /** A line that stays, also where no person waits. */
    public void line(String format, Object... arguments) {
        ends();
        err.printf(format + "%n", arguments);
        err.flush();
    }

    /** The last step has ended: what comes next has the line to itself. */
    public void ends() {
        if (shown) {
            err.print(CLEAR);
            err.flush();
            shown = false;
        }
    }
}
