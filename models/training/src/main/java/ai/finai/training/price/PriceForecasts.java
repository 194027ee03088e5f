package ai.finai.training.price;

import ai.finai.models.WindowModel;
import java.util.stream.IntStream;

/** Foretells samples with a model as it is served. */
public final class PriceForecasts {

    private PriceForecasts() {}

    /**
     * @param from first sample
     * @param until exclusive
     * @return log returns, as many a sample as the model has quantiles
     * @throws IllegalStateException if the model gives no forecast for one
     */
    public static float[] of(WindowModel model, PriceSamples samples, int from, int until) {
        return of(model, samples, IntStream.range(from, until).toArray());
    }

    static float[] of(WindowModel model, PriceSamples samples, int[] chosen) {
        int quantiles = model.contract().quantiles().size();
        float[] all = new float[chosen.length * quantiles];
        float[] one = new float[quantiles];
        for (int from = 0; from < chosen.length; from += WindowModel.LARGEST_BATCH) {
            int rows = Math.min(WindowModel.LARGEST_BATCH, chosen.length - from);
            boolean good = true;
            for (int row = 0; row < rows; row++) {
                int sample = chosen[from + row];
                good &= model.put(row, samples.features(sample), samples.offset(sample));
            }
            if (good) {
                model.run(rows);
            }
            for (int row = 0; row < rows; row++) {
                good &= good && model.forecast(row, one);
                System.arraycopy(one, 0, all, (from + row) * quantiles, quantiles);
            }
            if (!good) {
                throw new IllegalStateException("the model gives no forecast for a window between samples "
                        + chosen[from] + " and " + chosen[from + rows - 1]);
            }
        }
        return all;
    }
}
