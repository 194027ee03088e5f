package ai.finai.events.market;

import ai.finai.events.AlertJson;
import ai.finai.events.AlertParts;
import ai.finai.events.Instants;
import ai.finai.events.JsonObject;
import ai.finai.events.JsonWriter;
import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An alert about a symbol as a record of the {@code market-alerts} topic: {@code schema/market-alert.schema.json}. Equal
 * alerts give the same bytes, on every machine and Java release, so a replay can be compared byte for byte; when an alert
 * was made is therefore a header.
 */
public final class MarketAlertJson {

    /** Of sentiment, half to even. */
    private static final int SENTIMENT_DECIMALS = 6;

    private MarketAlertJson() {}

    /** @throws NumberFormatException if a price, a score or a sentiment is not finite */
    public static byte[] write(MarketAlert alert) {
        JsonWriter json = new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(MarketAlert.SCHEMA_VERSION)
                .name("alertId")
                .text(alert.alertId())
                .name("revision")
                .number(alert.revision())
                .name("status")
                .text(alert.status().name());
        AlertParts.rule(json, alert.rule());
        AlertParts.subject(json, alert.subject());
        json.name("severity")
                .text(alert.severity().name())
                .name("eventTime")
                .instant(alert.eventTime())
                .name("narrative")
                .text(alert.narrative());
        AlertParts.facts(json, alert.facts());
        writeBars(json.name("bars"), alert.bars());
        writeHeadlines(json.name("headlines"), alert.headlines());
        AlertParts.scores(json, alert.scores());
        return json.name("provenance")
                .startObject()
                .name("ruleBook")
                .text(alert.provenance().ruleBook())
                .name("job")
                .text(alert.provenance().job())
                .name("release")
                .text(alert.provenance().release())
                .endObject()
                .endObject()
                .toBytes();
    }

    /** The field {@code facts} alone, for a table's column; as the others. */
    public static String facts(MarketAlert alert) {
        return text(json -> AlertParts.factValues(json, alert.facts()));
    }

    public static String bars(MarketAlert alert) {
        return text(json -> writeBars(json, alert.bars()));
    }

    public static String headlines(MarketAlert alert) {
        return text(json -> writeHeadlines(json, alert.headlines()));
    }

    private static String text(Consumer<JsonWriter> write) {
        JsonWriter json = new JsonWriter();
        write.accept(json);
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }

    private static void writeBars(JsonWriter json, List<MarketAlert.Bar> bars) {
        json.startArray();
        for (MarketAlert.Bar bar : bars) {
            json.startObject()
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
                    .name("source")
                    .text(bar.source().toString())
                    .endObject();
        }
        json.endArray();
    }

    private static void writeHeadlines(JsonWriter json, List<MarketAlert.Headline> headlines) {
        json.startArray();
        for (MarketAlert.Headline headline : headlines) {
            json.startObject()
                    .name("newsId")
                    .text(headline.newsId())
                    .name("published")
                    .instant(headline.published())
                    .name("headline")
                    .text(headline.headline())
                    .name("publisher")
                    .text(headline.publisher())
                    .name("sentiment");
            Double sentiment = headline.sentiment();
            if (sentiment == null) {
                json.text(null);
            } else {
                json.number(sentiment, SENTIMENT_DECIMALS);
            }
            writeModel(json.name("model"), headline.model());
            json.name("source").text(headline.source().toString()).endObject();
        }
        json.endArray();
    }

    private static void writeModel(JsonWriter json, @Nullable ModelName model) {
        if (model == null) {
            json.text(null);
        } else {
            json.startObject()
                    .name("name")
                    .text(model.name())
                    .name("version")
                    .text(model.version())
                    .name("sha256")
                    .text(model.sha256())
                    .endObject();
        }
    }

    /**
     * The record for Kafka. Its key is {@code symbol:AAPL}: all that is said of a symbol, corrections too, is in one
     * partition and in order.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord record(String topic, MarketAlert alert, long madeAt) {
        return new OutgoingRecord(
                topic,
                AlertJson.key(alert.subject()),
                write(alert),
                List.of(OutgoingRecord.Header.of(AlertJson.MADE_AT, Instants.format(madeAt))),
                madeAt);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalArgumentException if it is no alert of a schema version that this release reads; says which field
     */
    public static MarketAlert read(byte[] bytes) {
        JsonObject json = JsonObject.parse(bytes);
        if (json.wholeNumber("schemaVersion") != MarketAlert.SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    "schemaVersion: this release reads version " + MarketAlert.SCHEMA_VERSION);
        }
        JsonObject provenance = json.object("provenance");
        return new MarketAlert(
                json.text("alertId"),
                Math.toIntExact(json.wholeNumber("revision")),
                json.constant("status", MarketAlert.Status.class),
                AlertParts.readRule(json),
                AlertParts.readSubject(json),
                json.constant("severity", Severity.class),
                json.instant("eventTime"),
                json.text("narrative"),
                AlertParts.readFacts(json),
                json.objects("bars").stream().map(MarketAlertJson::readBar).toList(),
                json.objects("headlines").stream()
                        .map(MarketAlertJson::readHeadline)
                        .toList(),
                AlertParts.readScores(json),
                new MarketAlert.Provenance(
                        provenance.text("ruleBook"), provenance.text("job"), provenance.text("release")));
    }

    private static MarketAlert.Bar readBar(JsonObject bar) {
        return new MarketAlert.Bar(
                bar.instant("start"),
                bar.duration("interval"),
                bar.decimal("open"),
                bar.decimal("high"),
                bar.decimal("low"),
                bar.decimal("close"),
                bar.wholeNumber("volume"),
                bar.text("currency"),
                Origin.parse(bar.text("source")));
    }

    private static MarketAlert.Headline readHeadline(JsonObject headline) {
        JsonObject model = headline.optionalObject("model");
        return new MarketAlert.Headline(
                headline.text("newsId"),
                headline.instant("published"),
                headline.text("headline"),
                headline.optionalText("publisher"),
                headline.optionalNumber("sentiment"),
                model == null ? null : new ModelName(model.text("name"), model.text("version"), model.text("sha256")),
                Origin.parse(headline.text("source")));
    }
}
