package ai.finai.events;

/**
 * Where a record was read: a topic's partition and offset, or a file's number and line.
 *
 * @param source the topic's name; for a backtest the constant {@code "input"}, so that outputs hold no path
 * @param partition the topic's partition; for a backtest the place of the file on the command line, from 0
 * @param offset the record's offset; for a file its line, from 1
 */
public record Origin(String source, int partition, long offset) {

    /**
     * Reads {@link #toString} back.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Origin parse(String text) {
        int at = text.lastIndexOf('@');
        int dash = text.lastIndexOf('-', at);
        if (dash > 0) {
            try {
                return new Origin(
                        text.substring(0, dash),
                        Integer.parseInt(text, dash + 1, at, 10),
                        Long.parseLong(text, at + 1, text.length(), 10));
            } catch (NumberFormatException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException("not a place such as transactions-3@120881");
    }

    /** As it stands in evidence and messages: {@code transactions-3@120881}. */
    @Override
    public String toString() {
        return source + '-' + partition + '@' + offset;
    }
}
