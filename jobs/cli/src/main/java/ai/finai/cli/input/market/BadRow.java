package ai.finai.cli.input.market;

import ai.finai.events.DeadLetter;

/**
 * A row that is no bar, news or split.
 *
 * @param file as it was named; results have its number
 * @param letter its file's number and line, what is there, what was expected, what to do, and the row as it stands in the file
 */
public record BadRow(String file, DeadLetter letter) {

    /** For a person: {@code prices.csv:17: inconsistent-prices: close: 12.3 is above high, 12.1; ...}. */
    @Override
    public String toString() {
        return file + ':' + letter.origin().offset() + ": " + letter.reason().code() + ": " + letter.sentence();
    }
}
