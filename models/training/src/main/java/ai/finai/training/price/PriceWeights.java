package ai.finai.training.price;

import ai.finai.training.price.PriceLayout.Part;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Every weight of a network, in one array.
 *
 * @param values of the layout's size; kept, not copied
 */
record PriceWeights(PriceLayout layout, float[] values) {

    /**
     * What training begins with: even within one over the root of a part's inputs. Forget gates begin open (Jozefowicz et
     * al., An Empirical Exploration of Recurrent Network Architectures, 2015). The output begins near the quantiles of a
     * normal distribution of the window's volatility, which is the forecast to beat.
     */
    static PriceWeights initial(PriceLayout layout, List<Double> levels, SplittableRandom random) {
        float[] values = new float[layout.size()];
        for (Part part : Part.values()) {
            int inputs = part == Part.OUTPUT || part == Part.OUTPUT_BIAS ? layout.dense() : layout.hidden();
            double bound = (part == Part.OUTPUT ? 0.1 : 1) / Math.sqrt(inputs);
            int offset = layout.offset(part);
            for (int i = 0; i < layout.size(part); i++) {
                values[offset + i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
        }
        for (Part biases : List.of(Part.INPUT_BIAS_1, Part.INPUT_BIAS_2)) {
            int forget = layout.offset(biases) + layout.hidden();
            Arrays.fill(values, forget, forget + layout.hidden(), 1);
        }
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        int middle = levels.size() / 2;
        int offset = layout.offset(Part.OUTPUT_BIAS);
        for (int i = 0; i < levels.size(); i++) {
            int inner = i < middle ? i + 1 : i - 1;
            double step = i == middle
                    ? 0
                    : Math.abs(normal.inverseCumulativeProbability(levels.get(i))
                            - normal.inverseCumulativeProbability(levels.get(inner)));
            // What (x + sqrt(x * x + 4)) / 2 makes that step.
            values[offset + i] = i == middle ? 0 : (float) (step - 1 / step);
        }
        return new PriceWeights(layout, values);
    }

    /** A copy of a part. */
    float[] part(Part part) {
        int offset = layout.offset(part);
        return Arrays.copyOfRange(values, offset, offset + layout.size(part));
    }

    PriceWeights copy() {
        return new PriceWeights(layout, values.clone());
    }

    /**
     * Turns steps into quantiles, as the network's last matrix [Q, Q]: the middle one as it is, those above it by adding
     * steps, those below it by taking them away. Steps are {@code (x + sqrt(x * x + 4)) / 2} (Barron, Squareplus, 2021), and
     * so never negative: no quantile is below the one before it. Softplus would do, were it the same in every batch.
     */
    static float[] cumulative(int quantiles) {
        int middle = quantiles / 2;
        float[] matrix = new float[quantiles * quantiles];
        for (int step = 0; step < quantiles; step++) {
            for (int quantile = 0; quantile < quantiles; quantile++) {
                boolean above = step > middle && quantile >= step;
                boolean below = step < middle && quantile <= step;
                matrix[step * quantiles + quantile] = step == middle || above ? 1 : below ? -1 : 0;
            }
        }
        return matrix;
    }

    /** 1 for the middle quantile, 0 for the others. */
    static float[] middle(int quantiles) {
        float[] middle = new float[quantiles];
        middle[quantiles / 2] = 1;
        return middle;
    }
}
