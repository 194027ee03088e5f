package ai.finai.events;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A comparison of two models as a record of the {@code model-scores} topic: {@code schema/model-score.schema.json}. */
public final class ModelScoreJson {

    public static final int SCHEMA_VERSION = 1;

    private ModelScoreJson() {}

    /** A score is null where the model gave none. */
    public static byte[] write(ModelScore score) {
        JsonWriter json = new JsonWriter()
                .startObject()
                .name("schemaVersion")
                .number(SCHEMA_VERSION)
                .name("transactionId")
                .text(score.transactionId())
                .name("direction")
                .text(score.direction().name())
                .name("account")
                .text(score.account())
                .name("eventTime")
                .instant(score.eventTime());
        model(json.name("champion"), score.champion(), score.championScore());
        model(json.name("challenger"), score.challenger(), score.challengerScore());
        return json.endObject().toBytes();
    }

    private static void model(JsonWriter json, String model, float score) {
        json.startObject().name("model").text(model).name("score");
        if (Float.isNaN(score)) {
            json.text(null);
        } else {
            json.number(Float.toString(score));
        }
        json.endObject();
    }

    /**
     * The record for Kafka, keyed by account.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord record(String topic, ModelScore score, long madeAt) {
        return new OutgoingRecord(
                topic, score.account().getBytes(StandardCharsets.UTF_8), write(score), List.of(), madeAt);
    }
}
