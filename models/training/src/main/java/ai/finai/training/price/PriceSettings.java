package ai.finai.training.price;

import java.util.List;

/**
 * How a network is made and trained.
 *
 * @param length bars in a window
 * @param levels of the quantiles, rising, an odd number of them with 0.5 in the middle
 * @param hidden units of each of the two LSTM layers
 * @param dense units of the rectified layer after them
 * @param batch windows in a step
 * @param windows in an epoch, drawn from the training part
 * @param epochs at most
 * @param patience epochs without a better validation after which training ends
 * @param learningRate of AdamW
 * @param weightDecay of matrices
 * @param clip length that a gradient is shortened to where it is longer
 * @param seed of everything that is drawn
 * @param threads of PyTorch; another number can change last digits
 */
public record PriceSettings(
        int length,
        List<Double> levels,
        int hidden,
        int dense,
        int batch,
        int windows,
        int epochs,
        int patience,
        double learningRate,
        double weightDecay,
        double clip,
        long seed,
        int threads) {

    /** Sixty bars, two layers of 50, a layer of 25: what was asked for to begin with. */
    public static final PriceSettings DEFAULT = new PriceSettings(
            60, List.of(0.025, 0.25, 0.5, 0.75, 0.975), 50, 25, 128, 20_000, 40, 6, 1e-3, 1e-2, 1, 1, 1);

    public PriceSettings {
        levels = List.copyOf(levels);
        int middle = levels.size() / 2;
        if (levels.size() % 2 == 0 || levels.get(middle) != 0.5) {
            throw new IllegalArgumentException(
                    "levels " + levels + ": must be an odd number of them, with 0.5 in the middle");
        }
        for (int i = 0; i < levels.size(); i++) {
            if (!(levels.get(i) > (i == 0 ? 0 : levels.get(i - 1)) && levels.get(i) < 1)) {
                throw new IllegalArgumentException("levels " + levels + ": must rise, above 0 and below 1");
            }
        }
        atLeastOne("length", length);
        atLeastOne("hidden", hidden);
        atLeastOne("dense", dense);
        atLeastOne("batch", batch);
        atLeastOne("windows", windows);
        atLeastOne("epochs", epochs);
        atLeastOne("patience", patience);
        atLeastOne("threads", threads);
        if (!(learningRate > 0 && clip > 0 && weightDecay >= 0)) {
            throw new IllegalArgumentException("learningRate " + learningRate + " and clip " + clip
                    + " must be above 0, weightDecay " + weightDecay + " not below it");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ' ' + value + ": must be at least 1");
        }
    }

    public PriceSettings withSeed(long other) {
        return new PriceSettings(
                length,
                levels,
                hidden,
                dense,
                batch,
                windows,
                epochs,
                patience,
                learningRate,
                weightDecay,
                clip,
                other,
                threads);
    }

    public PriceSettings withEpochs(int other) {
        return new PriceSettings(
                length,
                levels,
                hidden,
                dense,
                batch,
                windows,
                other,
                patience,
                learningRate,
                weightDecay,
                clip,
                seed,
                threads);
    }

    public PriceSettings withThreads(int other) {
        return new PriceSettings(
                length,
                levels,
                hidden,
                dense,
                batch,
                windows,
                epochs,
                patience,
                learningRate,
                weightDecay,
                clip,
                seed,
                other);
    }

    PriceLayout layout() {
        return new PriceLayout(hidden, dense, levels.size());
    }
}
