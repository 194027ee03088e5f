package ai.finai.training.price;

/**
 * Windows side by side, as the network takes them.
 *
 * @param samples which
 * @param inputs scaled, bar by bar, and in each bar window by window
 * @param targets the next return of each, in units of its volatility
 */
record PriceBatch(int[] samples, float[] inputs, float[] targets) {

    static PriceBatch of(PriceSamples all, PriceScaling scaling, int[] samples) {
        int stride = samples.length * PriceScaling.FEATURES;
        float[] inputs = new float[all.length() * stride];
        float[] targets = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            scaling.scale(all, samples[i], inputs, i * PriceScaling.FEATURES, stride);
            targets[i] = (float) (all.target(samples[i]) / all.volatility(samples[i]));
        }
        return new PriceBatch(samples, inputs, targets);
    }

    int size() {
        return samples.length;
    }
}
