package ai.finai.cli.input.rows;

import ai.finai.events.RejectionReason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads times; the last one is kept, because neighbouring rows often have the same. */
final class RepeatedTimes implements ColumnSources.Source {

    interface Reading {
        Instant read(String text);
    }

    private final ColumnSources.Source text;
    private final Reading reading;
    private final String problem;
    private String lastText = "";
    private String lastTime = "";

    RepeatedTimes(ColumnSources.Source text, Reading reading, String problem) {
        this.text = text;
        this.reading = reading;
        this.problem = problem;
    }

    @Override
    public @Nullable String text(List<String> cells, int file, long line) throws UnmappableRow {
        String written = text.text(cells, file, line);
        if (written == null || written.isEmpty()) {
            return null;
        }
        if (!written.equals(lastText)) {
            try {
                lastTime = reading.read(written).toString();
                lastText = written;
            } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
                throw new UnmappableRow(
                        RejectionReason.INVALID_EVENT_TIME, problem + "; correct the row or the mapping");
            }
        }
        return lastTime;
    }
}
