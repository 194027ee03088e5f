package ai.finai.patterns.market;

import ai.finai.events.Instants;
import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.events.market.WatchedBar;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bar in the making, with figures of which a test shows only what matters to it; and news. */
public final class Bars {

    public static final ModelName PRICES = new ModelName("price-lstm", "3", "ab");
    public static final ModelName WORDS = new ModelName("sentiment", "1", "cd");

    private static final double NONE = Double.NaN;

    private final String symbol;
    private final long end;
    private long interval = 60_000;
    private long volume = 1_000;
    private double logReturn = NONE;
    private double gap = NONE;
    private double volatility = NONE;
    private double longVolatility = NONE;
    private double z = NONE;
    private double volumeZ = NONE;
    private @Nullable Forecast forecast;

    private Bars(String symbol, long end) {
        this.symbol = symbol;
        this.end = end;
    }

    public static Bars bar(String symbol, long end) {
        return new Bars(symbol, end);
    }

    /** @param end such as {@code 2026-01-05T21:00:00Z} */
    public static Bars bar(String symbol, String end) {
        return bar(symbol, Instants.parse(end));
    }

    public Bars of(Duration length) {
        interval = length.toMillis();
        return this;
    }

    public Bars daily() {
        return of(Duration.ofDays(1));
    }

    /** @param change the simple return: -0.084 for a fall of 8.4 % */
    public Bars moved(double change, double zScore) {
        return logMoved(Math.log1p(change), zScore);
    }

    public Bars logMoved(double logReturn, double zScore) {
        this.logReturn = logReturn;
        this.z = zScore;
        return this;
    }

    public Bars gapped(double change) {
        gap = Math.log1p(change);
        return this;
    }

    public Bars volatility(double now, double past) {
        volatility = now;
        longVolatility = past;
        return this;
    }

    public Bars traded(long units, double zScore) {
        volume = units;
        volumeZ = zScore;
        return this;
    }

    /** Of the log return. */
    public Bars expected(double low, double median, double high) {
        forecast = new Forecast(low, median, high, PRICES);
        return this;
    }

    public WatchedBar watched() {
        PriceBar bar = new PriceBar(
                symbol,
                end - interval,
                interval,
                100.5,
                102,
                99.25,
                101,
                volume,
                "USD",
                new Origin("prices", 0, end / 1_000));
        return new WatchedBar(
                bar, false, logReturn, gap, volatility, longVolatility, z, volumeZ, NONE, NONE, NONE, forecast);
    }

    /** News that no model read. */
    public static ScoredNews news(String id, long published) {
        return ScoredNews.unscored(new NewsItem(
                id,
                published,
                "Headline of " + id,
                null,
                "Reuters",
                List.of("AAPL"),
                new Origin("news", 0, published / 1_000)));
    }

    /** @param balance from -1 to 1 */
    public static ScoredNews news(String id, long published, float balance) {
        Sentiment sentiment = new Sentiment(Math.max(0, -balance), 1 - Math.abs(balance), Math.max(0, balance));
        return new ScoredNews(news(id, published).news(), sentiment, WORDS);
    }

    /** As evidence. */
    public static MarketAlert.Headline headline(String text, String published, @Nullable Double sentiment) {
        return new MarketAlert.Headline(
                "N1",
                Instants.parse(published),
                text,
                "Reuters",
                sentiment,
                sentiment == null ? null : WORDS,
                new Origin("news", 0, 1));
    }
}
