package ai.finai.patterns.market.kinds;

import ai.finai.events.Alert;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.yaml.Durations;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.market.MarketRuleKind;
import java.time.Duration;
import java.util.List;

/**
 * News sentiment: the news about a symbol has turned good or bad.
 *
 * <p>Looks, at each piece of news that a model read, at the mean of the balances (positive less negative, -1 to 1) of the news
 * from less than {@code window} before it until it, it included. With fewer than {@code minNews} of them, the sentiment is
 * neutral. Else it is good from {@code mean >= level} on until {@code mean < level * (1 - hysteresis)}, and bad the same way
 * with the sign turned; else neutral, as at first. News that no model read is not there for it.
 *
 * <p>Alerts: on the news with which it becomes good or bad. News that comes late counts at its own time: it may make such an
 * alert, change its figures, or withdraw it.
 *
 * <p>The exact semantics are in {@code src/docs/market-rules.md}.
 *
 * @param level size of the mean balance from which on news is good or bad
 * @param minNews fewer say nothing
 * @param window event time over which the mean is taken
 * @param hysteresis the part of the level that the mean must come back to be neutral again
 */
public record NewsSentiment(double level, int minNews, Duration window, double hysteresis) implements MarketRuleKind {

    static final String NAME = "news-sentiment";

    static final Parameter<Double> LEVEL =
            Parameter.number("level", 0.5, 0.05, 1, "mean of positive less negative, up or down, at least");
    static final Parameter<Integer> MIN_NEWS = Parameter.count("minNews", 3, 1, 32, "news in the window, at least");
    static final Parameter<Duration> WINDOW = Parameter.duration(
            "window",
            Duration.ofHours(24),
            Duration.ofMinutes(1),
            Duration.ofDays(31),
            "event time over which the mean is taken");
    static final Parameter<Double> HYSTERESIS = Parameter.number(
            "hysteresis", 0.5, 0, 1, "part of the level that the mean must come back to be neutral again");

    static final KindDefinition<MarketRuleKind> DEFINITION =
            new KindDefinition<>(NAME, NewsSentiment.class, List.<Parameter<?>>of(LEVEL, MIN_NEWS, WINDOW, HYSTERESIS));

    /** @throws InvalidValues naming every parameter that is out of range */
    public NewsSentiment {
        InvalidValues.throwIfAny(
                LEVEL.check(level), MIN_NEWS.check(minNews), WINDOW.check(window), HYSTERESIS.check(hysteresis));
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * What the sentiment is after some news: 1 good, -1 bad, 0 neutral.
     *
     * @param before what it was
     * @param count of the news in the window, at least 1
     * @param mean of their balances
     */
    public int level(int before, int count, double mean) {
        if (count < minNews) {
            return 0;
        }
        double held = level * (1 - hysteresis);
        if (mean >= level || (before > 0 && mean >= held)) {
            return 1;
        }
        return mean <= -level || (before < 0 && mean <= -held) ? -1 : 0;
    }

    /**
     * Says what was found.
     *
     * @param latest the news with which it became so
     * @param sentiment 1 good, -1 bad
     */
    public Narrative narrate(String symbol, MarketAlert.Headline latest, int sentiment, int count, double mean) {
        String sentence = "News about " + symbol + " turned " + (sentiment > 0 ? "good" : "bad") + ": mean sentiment "
                + MarketFigures.balance(mean) + " over " + MarketFigures.count(count, "headline") + " in the "
                + Durations.text(window) + " to " + MarketFigures.moment(latest.published()) + ", the latest "
                + MarketFigures.quote(latest);
        return new Narrative(sentence, facts(count, mean));
    }

    /**
     * Says that late news shows that it was not so.
     *
     * @param latest the news with which it had become so
     * @param sentiment what it had become: 1 good, -1 bad
     * @param count of the news in the window, now
     * @param mean of their balances, now
     */
    public Narrative narrateWithdrawn(
            String symbol, MarketAlert.Headline latest, int sentiment, int count, double mean) {
        String turned =
                " turned " + (sentiment > 0 ? "good" : "bad") + " at " + MarketFigures.moment(latest.published());
        String sentence = level(0, count, mean) == sentiment
                ? "That news about " + symbol + turned + " is no longer said: with news that came late there is a turn"
                        + " before it"
                : "That news about " + symbol + turned + " does not hold: with news that came late, mean sentiment was "
                        + MarketFigures.balance(mean) + " over " + MarketFigures.count(count, "headline");
        return new Narrative(sentence, facts(count, mean));
    }

    private List<Alert.Fact> facts(int count, double mean) {
        return List.of(
                MarketFigures.number("meanSentiment", mean, 4),
                MarketFigures.number("headlines", count),
                MarketFigures.text("window", window.toString()),
                MarketFigures.number("level", level, 4));
    }
}
