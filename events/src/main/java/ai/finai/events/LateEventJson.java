package ai.finai.events;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A late event as a record of the {@code late-events} topic: {@code schema/late-event.schema.json}. */
public final class LateEventJson {

    public static final int SCHEMA_VERSION = 1;

    /** What stands for the watermark at the end of a bounded input, which is beyond any calendar. */
    private static final long LATEST = Instants.parse("9999-12-31T23:59:59.999Z");

    private LateEventJson() {}

    /** @param baseCurrency what base amounts are in, ISO 4217 */
    public static byte[] write(LateEvent event, String baseCurrency) {
        JsonWriter json = new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("reason")
                .text(event.reason().name())
                .name("watermark");
        // Before the first watermark there is none: only an unrated posting can come then.
        if (event.watermark() == Long.MIN_VALUE) {
            json.text(null);
        } else {
            json.instant(Math.min(event.watermark(), LATEST));
        }
        json.name("posting");
        PostingJson.write(json, event.posting(), baseCurrency);
        return json.endObject().toBytes();
    }

    /**
     * The record for Kafka, keyed by account.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord record(String topic, LateEvent event, String baseCurrency, long madeAt) {
        return new OutgoingRecord(
                topic,
                event.posting().account().getBytes(StandardCharsets.UTF_8),
                write(event, baseCurrency),
                List.of(),
                madeAt);
    }
}
