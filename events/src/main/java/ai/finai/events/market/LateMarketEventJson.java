package ai.finai.events.market;

import ai.finai.events.Instants;
import ai.finai.events.JsonWriter;
import ai.finai.events.OutgoingRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A late event as a record of its topic: {@code schema/market-late-event.schema.json}. */
public final class LateMarketEventJson {

    public static final int SCHEMA_VERSION = 1;

    /** What stands for the watermark at the end of a bounded input, which is beyond any calendar. */
    private static final long LATEST = Instants.parse("9999-12-31T23:59:59.999Z");

    private LateMarketEventJson() {}

    public static byte[] write(LateMarketEvent event) {
        return new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("kind")
                .text(event.kind())
                .name("id")
                .text(event.id())
                .name("symbol")
                .text(event.symbol())
                .name("eventTime")
                .instant(event.eventTime())
                .name("watermark")
                .instant(Math.min(event.watermark(), LATEST))
                .name("source")
                .text(event.origin().toString())
                .endObject()
                .toBytes();
    }

    /**
     * The record for Kafka, keyed by symbol.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord record(String topic, LateMarketEvent event, long madeAt) {
        return new OutgoingRecord(
                topic, event.symbol().getBytes(StandardCharsets.UTF_8), write(event), List.of(), madeAt);
    }
}
