package ai.finai.training.price;

import ai.finai.training.forecast.Pinball;
import ai.finai.training.lstm.AdamW;
import ai.finai.training.lstm.DivergedException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Trains a network on the training part of a fold, until its validation part no longer gets better. The same samples,
 * settings and machine give the same weights.
 *
 * <p>What is validated and kept is a running mean of the weights, not where the last step happened to leave them (Polyak and
 * Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992).
 */
final class PriceTrainer {

    /** Steps over which the mean runs, about; fewer at the begin. */
    private static final double SPAN = 200;

    private static final int VALIDATION_BATCH = 512;

    private final PriceSamples samples;
    private final Fold fold;
    private final PriceSettings settings;
    private final double[] levels;
    private final PriceScaling scaling;
    private final PriceWeights weights;
    private final PriceWeights mean;
    private final AdamW optimizer;

    /** What training gave: the best weights, and how well they do on the validation part, in units of volatility. */
    record Trained(PriceWeights weights, PriceScaling scaling, double validation, int epochs) {}

    PriceTrainer(PriceSamples samples, Fold fold, PriceSettings settings) {
        this.samples = samples;
        this.fold = fold;
        this.settings = settings;
        levels = settings.levels().stream().mapToDouble(Double::doubleValue).toArray();
        scaling = PriceScaling.of(samples, fold.train());
        weights = PriceWeights.initial(settings.layout(), settings.levels(), new SplittableRandom(settings.seed()));
        mean = weights.copy();
        optimizer = new AdamW(settings.layout().matrices(), settings.weightDecay());
    }

    /** @throws DivergedException if a gradient is not finite */
    Trained run(Consumer<PriceEpoch> progress) {
        long begin = System.nanoTime();
        PriceWeights best = mean.copy();
        double least = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        int epoch = 0;
        try (PriceNetwork network = new PriceNetwork(settings.layout(), samples.length(), settings.threads())) {
            while (epoch < settings.epochs() && epoch - bestEpoch < settings.patience()) {
                double loss = epoch(network, epoch);
                epoch++;
                double validation = validate(network);
                boolean better = validation < least;
                if (better) {
                    best = mean.copy();
                    least = validation;
                    bestEpoch = epoch;
                }
                int left = Math.min(settings.epochs() - epoch, settings.patience() - (epoch - bestEpoch));
                long each = (System.nanoTime() - begin) / epoch;
                progress.accept(new PriceEpoch(
                        epoch, settings.epochs(), loss, validation, better, Duration.ofNanos(each * left)));
            }
        }
        return new Trained(best, scaling, least, bestEpoch);
    }

    /** Mean loss of a window's quantiles. */
    private double epoch(PriceNetwork network, int epoch) {
        SplittableRandom random = new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L + epoch + 1);
        int[] drawn = draw(random);
        double sum = 0;
        int count = 0;
        for (int from = 0; from < drawn.length; from += settings.batch()) {
            int[] chosen = Arrays.copyOfRange(drawn, from, Math.min(drawn.length, from + settings.batch()));
            PriceBatch batch = PriceBatch.of(samples, scaling, chosen);
            PriceNetwork.Gradients gradients = network.backward(
                    weights, batch.inputs(), batch.size(), quantiles -> slopes(quantiles, batch.targets()));
            sum += loss(gradients.quantiles(), batch.targets());
            count += batch.size() * levels.length;
            step(gradients.values(), epoch + 1);
        }
        return sum / count;
    }

    /** Windows of the training part, no window twice, in the order that they are drawn in. */
    private int[] draw(SplittableRandom random) {
        int[] all = IntStream.range(0, fold.train()).toArray();
        int count = Math.min(settings.windows(), all.length);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, all.length);
            int drawn = all[other];
            all[other] = all[i];
            all[i] = drawn;
        }
        return Arrays.copyOf(all, count);
    }

    private float[] slopes(float[] quantiles, float[] targets) {
        float[] slopes = new float[quantiles.length];
        for (int i = 0; i < slopes.length; i++) {
            double slope = Pinball.slope(levels[i % levels.length], quantiles[i], targets[i / levels.length]);
            slopes[i] = (float) (slope / slopes.length);
        }
        return slopes;
    }

    private double loss(float[] quantiles, float[] targets) {
        double sum = 0;
        for (int i = 0; i < quantiles.length; i++) {
            sum += Pinball.loss(levels[i % levels.length], quantiles[i], targets[i / levels.length]);
        }
        return sum;
    }

    private void step(float[] gradients, int epoch) {
        double squares = 0;
        for (float gradient : gradients) {
            squares += (double) gradient * gradient;
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            throw new DivergedException("training diverged in epoch " + epoch + ": a gradient is not finite; lower"
                    + " learningRate " + settings.learningRate() + " or clip " + settings.clip());
        }
        if (norm > settings.clip()) {
            float factor = (float) (settings.clip() / norm);
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] *= factor;
            }
        }
        optimizer.step(weights.values(), gradients, settings.learningRate());
        double share = Math.max(1 / SPAN, 1.0 / optimizer.steps());
        for (int i = 0; i < gradients.length; i++) {
            mean.values()[i] += (float) (share * (weights.values()[i] - mean.values()[i]));
        }
    }

    /** Mean loss of the validation part's quantiles. */
    private double validate(PriceNetwork network) {
        double sum = 0;
        int count = 0;
        for (int from = fold.validationFrom(); from < fold.validationUntil(); from += VALIDATION_BATCH) {
            int[] chosen = IntStream.range(from, Math.min(fold.validationUntil(), from + VALIDATION_BATCH))
                    .toArray();
            PriceBatch batch = PriceBatch.of(samples, scaling, chosen);
            sum += loss(network.forward(mean, batch.inputs(), batch.size()), batch.targets());
            count += batch.size() * levels.length;
        }
        return sum / count;
    }
}
