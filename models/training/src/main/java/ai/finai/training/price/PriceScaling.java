package ai.finai.training.price;

import ai.finai.models.market.MarketFeature;
import java.util.Arrays;

/**
 * Makes a window's features numbers of about one size, for the network; the graph that is served does the same. What is in
 * log returns is divided by the volatility of the window's last bar, so that a calm and a wild symbol look alike. A volatility
 * v against that one, w, becomes {@code 2 (v - w) / (v + w)}: near the logarithm of their ratio, from -2 to 2, and unlike a
 * logarithm the same to the last bit in every batch. Then each is centred and stretched by what the training part had.
 *
 * @param means by feature
 * @param factors one over the deviations
 */
record PriceScaling(float[] means, float[] factors) {

    static final int FEATURES = MarketFeature.COUNT;

    /** What lies further out is taken to be here. */
    static final float FURTHEST = 8;

    /** Windows that are looked at: more of them do not change a mean. */
    private static final int ENOUGH = 4_000;

    private static final double LEAST_DEVIATION = 1e-3;

    /** @param until sample from which on nothing is looked at */
    static PriceScaling of(PriceSamples samples, int until) {
        float[] means = new float[FEATURES];
        float[] factors = new float[FEATURES];
        Arrays.fill(factors, 1);
        PriceScaling plain = new PriceScaling(means.clone(), factors.clone());
        double[] sums = new double[FEATURES];
        double[] squares = new double[FEATURES];
        float[] window = new float[samples.length() * FEATURES];
        long count = 0;
        int step = Math.max(1, until / ENOUGH);
        for (int sample = 0; sample < until; sample += step) {
            plain.scale(samples, sample, window, 0, FEATURES);
            for (int i = 0; i < window.length; i++) {
                sums[i % FEATURES] += window[i];
                squares[i % FEATURES] += (double) window[i] * window[i];
            }
            count += samples.length();
        }
        for (int i = 0; i < FEATURES; i++) {
            double mean = sums[i] / count;
            double deviation = Math.sqrt(Math.max(0, squares[i] / count - mean * mean));
            means[i] = (float) mean;
            factors[i] = (float) (1 / Math.max(deviation, LEAST_DEVIATION));
        }
        return new PriceScaling(means, factors);
    }

    /**
     * Scales a window.
     *
     * @param at where in {@code out} its first bar goes
     * @param stride from there to the next bar's place
     */
    void scale(PriceSamples samples, int sample, float[] out, int at, int stride) {
        float[] features = samples.features(sample);
        float volatility = samples.volatility(sample);
        int from = samples.offset(sample);
        for (int bar = 0; bar < samples.length(); bar++) {
            for (MarketFeature feature : MarketFeature.all()) {
                int i = feature.ordinal();
                float value = features[from + bar * FEATURES + i];
                float scaled =
                        switch (feature) {
                            case RETURN, GAP, RANGE -> value / volatility;
                            case PLACE, VOLUME_SURPRISE -> value;
                            case VOLATILITY, VOLATILITY_SLOW -> 2 * (value - volatility) / (value + volatility);
                        };
                float stretched = (scaled - means[i]) * factors[i];
                out[at + bar * stride + i] = Math.min(Math.max(stretched, -FURTHEST), FURTHEST);
            }
        }
    }
}
