package ai.finai.cli.state;

import ai.finai.cli.Figures;
import ai.finai.state.reading.ReadListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** How far a first read is, in one line of a terminal that is written again and again; where there is none, nothing. */
final class ReadingLine implements ReadListener, AutoCloseable {

    private static final int BAR = 20;

    private final String snapshot;
    private final PrintWriter err;
    private final boolean interactive;
    private final LongSupplier nanos;
    private final long start;

    private long readingSince;
    private double shareBefore;
    private long keysBefore;
    private boolean shown;

    /** @param nanos a clock that only goes forward */
    ReadingLine(String snapshot, PrintWriter err, boolean interactive, LongSupplier nanos) {
        this.snapshot = snapshot;
        this.err = err;
        this.interactive = interactive;
        this.nanos = nanos;
        start = nanos.getAsLong();
    }

    @Override
    public void read(long keys, double share) {
        if (!interactive) {
            return;
        }
        long now = nanos.getAsLong();
        if (readingSince == 0 && share > 0) { // before, nothing can be told of the rate
            readingSince = now;
            shareBefore = share;
            keysBefore = keys;
        }
        int full = (int) (BAR * share);
        StringBuilder line = new StringBuilder("\r\033[Kreading ")
                .append(snapshot)
                .append(" [")
                .append("=".repeat(full))
                .append(" ".repeat(BAR - full))
                .append(String.format(Locale.ROOT, "] %3.0f %%  ", 100 * share));
        double seconds = (now - readingSince) / 1e9;
        if (readingSince == 0) {
            line.append("making its state ready, ").append(Figures.elapsed(Duration.ofNanos(now - start)));
        } else {
            line.append(Figures.count(keys, "key"));
            if (share > shareBefore) {
                long left = (long) (1e9 * seconds * (1 - share) / (share - shareBefore));
                line.append(", ")
                        .append(Figures.rate(keys - keysBefore, Duration.ofNanos(now - readingSince)))
                        .append(", about ")
                        .append(Figures.elapsed(Duration.ofNanos(left)))
                        .append(" left");
            }
        }
        err.print(line);
        err.flush();
        shown = true;
    }

    /** Where a person looks, whether at a terminal or not. */
    @Override
    public void warning(String line) {
        close();
        err.println("finai: " + line);
        err.flush();
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
            shown = false;
        }
    }
}
