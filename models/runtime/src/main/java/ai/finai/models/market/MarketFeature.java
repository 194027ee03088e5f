package ai.finai.models.market;

import ai.finai.events.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a window model may see of a bar of a symbol. {@link BarFeatures} computes them; a model's file names those it takes,
 * in its order.
 *
 * <p>Each is known once its bar has ended: it depends on the bar and on those before it alone. Returns are natural logarithms
 * of ratios of prices, so they need no currency and add up. They are not scaled: a model's graph divides what is in log
 * returns by the {@link #VOLATILITY} of its window's last bar, so that one model serves calm and wild symbols, and
 * multiplies its forecast by the same.
 *
 * <p>A name stands for a definition: whoever changes how a feature is computed gives it a new {@link #REVISION}, so that
 * models trained on the old one are refused and not misled.
 */
public enum MarketFeature {
    RETURN("log return", -2, 2, "ln(close / close before): what is to be foretold, as it was."),
    GAP("log return", -2, 2, "ln(open / close before): what happened while nobody traded."),
    RANGE(
            "log return",
            0,
            2,
            "ln(high / low): says more of how wild a bar was than its return does (Parkinson, The extreme value method,"
                    + " Journal of Business 53, 1980)."),
    PLACE(
            "place",
            -1,
            1,
            "Where the close lies between low (-1) and high (1); 0 where they are the same: who had the last word."),
    VOLUME_SURPRISE(
            "log ratio",
            -6,
            6,
            "ln(volume + 1) less its mean over the last 20 bars or so before: volume and volatility go together (Karpoff,"
                    + " The relation between price changes and trading volume, JFQA 22, 1987)."),
    VOLATILITY(
            "log return",
            0x1p-16,
            2,
            "Root of the mean squared return, this bar's included, where a bar weighs 0.94 of the one after it"
                    + " (RiskMetrics technical document, 1996): how far the next bar is expected to go."),
    VOLATILITY_SLOW(
            "log return",
            0x1p-16,
            2,
            "As volatility, with 0.99: what is usual for the symbol, and what volatility returns to.");

    /** Raised when the definition of any feature changes. */
    private static final int REVISION = 1;

    private static final List<MarketFeature> ALL = List.of(values());

    /** How many there are. */
    public static final int COUNT = ALL.size();

    private final String unit;
    private final double lowest;
    private final double highest;
    private final String description;
    private final String title = name().toLowerCase(Locale.ROOT);

    MarketFeature(String unit, double lowest, double highest, String description) {
        this.unit = unit;
        this.lowest = lowest;
        this.highest = highest;
        this.description = description;
    }

    /** As models, files and metrics name it. */
    public String title() {
        return title;
    }

    public String unit() {
        return unit;
    }

    /** No value is below it. */
    public double lowest() {
        return lowest;
    }

    /** No value is above it. */
    public double highest() {
        return highest;
    }

    /** What it is and why it is there. */
    public String description() {
        return description;
    }

    /** Every one, in order. */
    public static List<MarketFeature> all() {
        return ALL;
    }

    /** By it a model's file and this release agree on what its features are: lower-case hex. */
    public static String sha256(List<MarketFeature> features) {
        String definitions = features.stream()
                .map(feature -> feature.title + '|' + feature.unit + '|' + feature.lowest + '|' + feature.highest)
                .collect(Collectors.joining("\n", "finai-market-features-" + REVISION + "\n", "\n"));
        return Hashes.sha256(definitions.getBytes(StandardCharsets.UTF_8));
    }
}
