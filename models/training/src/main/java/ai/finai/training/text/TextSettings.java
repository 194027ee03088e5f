package ai.finai.training.text;

import org.jspecify.annotations.Nullable;

/**
 * How a classifier of headlines is trained. {@link #DEFAULTS} are those that did best on validation parts when tried.
 *
 * @param pieces in the vocabulary, at most
 * @param longest pieces of a headline that are read, the two at its ends included
 * @param width of a piece's embedding
 * @param buckets into which the characters' n-grams of pieces are hashed
 * @param reach how many pieces in a row a filter sees, at most; there are filters for 1, 2 and so on
 * @param filters for each reach
 * @param members networks whose logits are averaged
 * @param specialists how many of them, the last ones, are fitted to headlines of the classifier's own source alone; at most
 *     {@code members}
 * @param batch headlines in a step
 * @param learningRate of the first step; it falls to 0 until the last
 * @param weightDecay of all but biases
 * @param dropout share of what the filters found that is hidden while training
 * @param pieceDropout share of pieces that are made unknown while training
 * @param swap how often a company's name is replaced by another's while training, from 0 to 1
 * @param smoothing share of certainty taken from the label and given to all classes alike
 * @param epochs at most
 * @param patience epochs without a better validation after which a network's training ends
 * @param seed of everything that is drawn at random
 * @param threads of PyTorch; other numbers of them can change last digits
 */
public record TextSettings(
        int pieces,
        int longest,
        int width,
        int buckets,
        int reach,
        int filters,
        int members,
        int specialists,
        int batch,
        double learningRate,
        double weightDecay,
        double dropout,
        double pieceDropout,
        double swap,
        double smoothing,
        int epochs,
        int patience,
        long seed,
        int threads) {

    public static final TextSettings DEFAULTS =
            new TextSettings(4_000, 64, 64, 1 << 14, 3, 96, 5, 0, 64, 2e-3, 0.01, 0.5, 0.1, 0.5, 0.1, 10, 4, 1, 1);

    /** @throws IllegalArgumentException that names the first setting out of its range, its value and the range */
    public TextSettings {
        whole("pieces", pieces, 100, 200_000);
        whole("longest", longest, 3, 512);
        whole("width", width, 1, 1_024);
        whole("buckets", buckets, 1, 1 << 20);
        whole("reach", reach, 1, 8);
        whole("filters", filters, 1, 2_048);
        whole("members", members, 1, 16);
        whole("specialists", specialists, 0, members);
        whole("batch", batch, 1, 4_096);
        between("learningRate", learningRate, Double.MIN_VALUE, 1);
        between("weightDecay", weightDecay, 0, 1);
        between("dropout", dropout, 0, 0.95);
        between("pieceDropout", pieceDropout, 0, 0.95);
        between("swap", swap, 0, 1);
        between("smoothing", smoothing, 0, 0.9);
        whole("epochs", epochs, 1, 10_000);
        whole("patience", patience, 1, 10_000);
        whole("threads", threads, 1, 1_024);
    }

    /** The same with another seed. */
    public TextSettings seed(long other) {
        return new TextSettings(
                pieces,
                longest,
                width,
                buckets,
                reach,
                filters,
                members,
                specialists,
                batch,
                learningRate,
                weightDecay,
                dropout,
                pieceDropout,
                swap,
                smoothing,
                epochs,
                patience,
                other,
                threads);
    }

    /**
     * The same with other values; null leaves one as it is.
     *
     * @throws IllegalArgumentException if one is out of its range
     */
    public TextSettings with(
            @Nullable Integer otherMembers,
            @Nullable Integer otherSpecialists,
            @Nullable Integer otherEpochs,
            @Nullable Integer otherThreads) {
        return new TextSettings(
                pieces,
                longest,
                width,
                buckets,
                reach,
                filters,
                otherMembers == null ? members : otherMembers,
                otherSpecialists == null ? specialists : otherSpecialists,
                batch,
                learningRate,
                weightDecay,
                dropout,
                pieceDropout,
                swap,
                smoothing,
                otherEpochs == null ? epochs : otherEpochs,
                patience,
                seed,
                otherThreads == null ? threads : otherThreads);
    }

    private static void whole(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ' ' + value + ": must be from " + least + " to " + most);
        }
    }

    private static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + ' ' + value + ": must be "
                    + (least == Double.MIN_VALUE ? "over 0" : "from " + least) + " to " + most);
        }
    }

    /** Features of a headline: what each filter found, and the mean embedding. */
    int features() {
        return reach * filters + width;
    }
}
