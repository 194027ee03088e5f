package ai.finai.events.market;

import ai.finai.events.JsonWriter;
import java.time.Duration;

/**
 * Bars, news and splits as records of their topics, canonically: all fields, in the order of their schemas, absent ones as
 * null, times in UTC. The readers read back equal events.
 *
 * <p>Not thread-safe: it keeps its buffer. One a task.
 */
public final class MarketJson {

    public static final int SCHEMA_VERSION = 1;

    private final JsonWriter json = new JsonWriter();

    /** The bytes of a record's value. The origin is not part of it. */
    public byte[] write(PriceBar bar) {
        return json.clear()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("symbol")
                .text(bar.symbol())
                .name("start")
                .instant(bar.start())
                .name("interval")
                .text(Duration.ofMillis(bar.interval()).toString())
                .name("open")
                .text(PriceText.of(bar.open()))
                .name("high")
                .text(PriceText.of(bar.high()))
                .name("low")
                .text(PriceText.of(bar.low()))
                .name("close")
                .text(PriceText.of(bar.close()))
                .name("volume")
                .number(bar.volume())
                .name("currency")
                .text(bar.currency())
                .endObject()
                .toBytes();
    }

    /** As {@link #write(PriceBar)}. */
    public byte[] write(NewsItem news) {
        json.clear()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("newsId")
                .text(news.id())
                .name("published")
                .instant(news.published())
                .name("headline")
                .text(news.headline())
                .name("body")
                .text(news.body())
                .name("source")
                .text(news.source())
                .name("symbols")
                .startArray();
        news.symbols().forEach(json::text);
        return json.endArray().endObject().toBytes();
    }

    /** As {@link #write(PriceBar)}. */
    public byte[] write(Split split) {
        return json.clear()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("symbol")
                .text(split.symbol())
                .name("effective")
                .instant(split.effective())
                .name("ratio")
                .text(PriceText.of(split.ratio()))
                .endObject()
                .toBytes();
    }
}
