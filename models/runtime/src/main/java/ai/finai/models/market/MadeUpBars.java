package ai.finai.models.market;

import java.util.SplittableRandom;

/** Bars of a symbol that there is not, to try models on: a walk whose steps are sometimes large. */
public final class MadeUpBars {

    private MadeUpBars() {}

    /**
     * Features of bars, one after the other.
     *
     * @param bars how many
     * @param random decides how wild the symbol is, and each bar
     * @return {@link MarketFeature#COUNT} a bar
     */
    public static float[] features(int bars, SplittableRandom random) {
        float[] features = new float[bars * MarketFeature.COUNT];
        BarHistory history = new BarHistory();
        double scale = StrictMath.exp(-7 + 4 * random.nextDouble());
        double price = 100;
        for (int bar = -1; bar < bars; bar++) {
            double open = price * StrictMath.exp(scale * normal(random) / 2);
            double close = open * StrictMath.exp(scale * normal(random) * (random.nextInt(20) == 0 ? 5 : 1));
            double high = Math.max(open, close) * StrictMath.exp(scale * random.nextDouble());
            double low = Math.min(open, close) / StrictMath.exp(scale * random.nextDouble());
            double volume = 1_000_000 * StrictMath.exp(normal(random) / 2);
            BarFeatures.next(history, open, high, low, close, volume, features, Math.max(bar, 0) * MarketFeature.COUNT);
            price = close;
        }
        return features;
    }

    /** Near enough to a normal distribution (Irwin and Hall), and the same on every machine. */
    private static double normal(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}
