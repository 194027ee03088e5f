package ai.finai.cli.input.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.RejectionReason;
import ai.finai.events.TransactionReader;
import org.jspecify.annotations.Nullable;

/**
 * A row that is no bar, news or split.
 *
 * @param file as it was named
 * @param origin its file's number and line
 * @param column which one is wrong, as the file calls it; null where it is the row
 * @param sentence what is there, what was expected, what to do
 * @param row as it stands in the file; not copied. Its beginning where it is too large for a record
 */
public record BadRow(String file, Origin origin, @Nullable String column, String sentence, byte[] row) {

    /** Without the file's name, as results have it. */
    public DeadLetter deadLetter() {
        return DeadLetters.of(origin, TransactionReader.NO_TIMESTAMP, RejectionReason.MALFORMED, problem(), null, row);
    }

    private String problem() {
        return column == null ? sentence : column + ": " + sentence;
    }

    /** For a person: {@code prices.csv:17: close: 12.30 is above high, 12.10; ...}. */
    @Override
    public String toString() {
        return file + ':' + origin.offset() + ": " + problem();
    }
}
