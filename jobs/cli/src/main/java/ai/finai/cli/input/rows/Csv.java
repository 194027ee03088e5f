package ai.finai.cli.input.rows;

import java.util.List;

/** Parts a CSV record into cells, as RFC 4180 says: cells with quotes around them may hold delimiters, line ends and doubled quotes. */
public final class Csv {

    /** What splitting came to. */
    public enum Outcome {
        /** The record has all its cells. */
        WHOLE,
        /** The last cell's quote is not closed: the record goes on in the next line. */
        OPEN,
        /** There is text behind a closing quote. */
        BROKEN
    }

    private static final char QUOTE = '"';

    private Csv() {}

    /** Fills {@code cells}; they are of use only if the outcome is {@link Outcome#WHOLE}. */
    public static Outcome split(String record, char delimiter, List<String> cells) {
        cells.clear();
        int at = 0;
        while (true) {
            if (at < record.length() && record.charAt(at) == QUOTE) {
                int close = closingQuote(record, at + 1);
                if (close < 0) {
                    return Outcome.OPEN;
                }
                cells.add(record.substring(at + 1, close).replace("\"\"", "\""));
                at = close + 1;
                if (at < record.length() && record.charAt(at) != delimiter) {
                    return Outcome.BROKEN;
                }
            } else {
                int next = record.indexOf(delimiter, at);
                int until = next < 0 ? record.length() : next;
                cells.add(record.substring(at, until));
                at = until;
            }
            if (at >= record.length()) {
                return Outcome.WHOLE;
            }
            at++; // the delimiter
        }
    }

    private static int closingQuote(String record, int from) {
        int quote = record.indexOf(QUOTE, from);
        while (quote >= 0 && quote + 1 < record.length() && record.charAt(quote + 1) == QUOTE) {
            quote = record.indexOf(QUOTE, quote + 2);
        }
        return quote;
    }
}
