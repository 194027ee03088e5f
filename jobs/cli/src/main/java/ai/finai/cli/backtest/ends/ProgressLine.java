package ai.finai.cli.backtest.ends;

import ai.finai.cli.Figures;
import ai.finai.cli.Terminal;
import java.io.PrintWriter;

/** Tells a person who waits at a terminal how far a backtest is; silent where there is none. */
public final class ProgressLine {

    private final PrintWriter err;
    private final boolean interactive = Terminal.isInteractive();

    public ProgressLine(PrintWriter err) {
        this.err = err;
    }

    /** @param rows read so far, of all files */
    public void reading(String file, long rows) {
        if (interactive) {
            err.printf("\r\033[Kreading %s: %s", file, Figures.count(rows, "row"));
            err.flush();
        }
    }

    public void running(long rows) {
        if (interactive) {
            err.printf("\r\033[Krunning the rules over %s ...%n", Figures.count(rows, "row"));
            err.flush();
        }
    }
}
