package ai.finai.patterns.market.kinds;

import ai.finai.events.Alert;
import ai.finai.events.market.PriceText;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.Parameter;
import java.util.ArrayList;
import java.util.List;

/** What the kinds that look for large moves have in common. */
final class Moves {

    /** Of a large move: the z-score of its return, at least. */
    static final Parameter<Double> MIN_Z = Parameter.number(
            "minZ", 5, 1, 1_000, "robust z-score of the return among those before, up or down, at least");

    /** Of a large move: the return itself, at least. */
    static final Parameter<Double> MIN_RETURN =
            Parameter.number("minReturn", 0.01, 0, 10, "size of the return, up or down, at least: 0.01 is 1 %");

    private Moves() {}

    /**
     * Whether a bar's return is far out among those before, and large by itself. Both ends included; never where a figure is
     * undefined.
     */
    static boolean isLarge(WatchedBar bar, double minZ, double minReturn) {
        return Double.isFinite(bar.zScore())
                && Math.abs(bar.zScore()) >= minZ
                && Math.abs(MarketFigures.simple(bar.logReturn())) >= minReturn;
    }

    /** {@code AAPL fell 8.4 % in the day to 2026-01-05 21:00Z}. */
    static String sentence(WatchedBar bar) {
        double change = MarketFigures.simple(bar.logReturn());
        double gap = MarketFigures.simple(bar.gap());
        String sentence = bar.bar().symbol() + (change < 0 ? " fell " : " rose ") + MarketFigures.percent(change)
                + " in the " + MarketFigures.interval(bar.bar().interval()) + " to "
                + MarketFigures.moment(bar.bar().end());
        boolean gapped = change * gap > 0 && Math.abs(gap) >= Math.abs(change) / 2;
        return gapped ? sentence + " (opening " + MarketFigures.percent(gap) + " from the close before)" : sentence;
    }

    /** {@code 7.1 times its usual move}. */
    static String times(WatchedBar bar) {
        return MarketFigures.decimal(Math.abs(bar.zScore()), 1) + " times its usual move";
    }

    /** Return, z-score, gap and close: the first facts of every alert about a move. */
    static List<Alert.Fact> facts(WatchedBar bar) {
        List<Alert.Fact> facts = new ArrayList<>();
        facts.add(MarketFigures.number("return", MarketFigures.simple(bar.logReturn()), 6));
        facts.add(MarketFigures.number("zScore", bar.zScore(), 2));
        facts.add(MarketFigures.number("gap", MarketFigures.simple(bar.gap()), 6));
        facts.add(MarketFigures.text("close", PriceText.of(bar.bar().close())));
        facts.add(MarketFigures.text("currency", bar.bar().currency()));
        return facts;
    }
}
