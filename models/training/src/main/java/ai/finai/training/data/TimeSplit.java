package ai.finai.training.data;

/**
 * Cuts rows at points in time: what comes first trains, what follows decides when to stop and how to calibrate, what
 * comes last tests. Between them rows are left out, so that an episode that lies across a cut does not tell what comes.
 *
 * <p>Rows are in order of time, so each part is a range. Features and states of the later parts know the earlier ones, as
 * they do in production.
 *
 * @param train rows from 0 to before this one train
 * @param validationFrom rows from this one…
 * @param validationUntil …to before this one validate
 * @param testFrom rows from this one to the last test
 */
public record TimeSplit(int train, int validationFrom, int validationUntil, int testFrom) {

    /**
     * @param validation share of the time from first to last row, over 0
     * @param test share of the same, over 0; both together below 1
     * @param gap milliseconds left out between the parts
     * @throws IllegalArgumentException if a part would have no rows
     */
    public static TimeSplit of(LabelledPostings postings, double validation, double test, long gap) {
        if (!(validation > 0 && test > 0 && validation + test < 1)) {
            throw new IllegalArgumentException("shares of validation " + validation + " and test " + test
                    + ": each must be over 0, and both together below 1");
        }
        int size = postings.size();
        if (size == 0) {
            throw new IllegalArgumentException("there are no postings");
        }
        long first = postings.time(0);
        double span = postings.time(size - 1) - first;
        long validationTime = first + (long) (span * (1 - validation - test));
        long testTime = first + (long) (span * (1 - test));
        TimeSplit split = new TimeSplit(
                firstAtOrAfter(postings, validationTime - gap),
                firstAtOrAfter(postings, validationTime),
                firstAtOrAfter(postings, testTime - gap),
                firstAtOrAfter(postings, testTime));
        if (split.train == 0 || split.validationFrom >= split.validationUntil || split.testFrom >= size) {
            throw new IllegalArgumentException("the postings span " + (long) (span / 86_400_000)
                    + " days: too little for the gap of " + gap / 86_400_000 + " days between training, validation and"
                    + " test; give more, or a smaller gap");
        }
        return split;
    }

    private static int firstAtOrAfter(LabelledPostings postings, long time) {
        int low = 0;
        int high = postings.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (postings.time(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
