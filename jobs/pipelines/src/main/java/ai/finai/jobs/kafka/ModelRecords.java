package ai.finai.jobs.kafka;

import ai.finai.events.OutgoingRecord;
import ai.finai.models.ModelStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is said of models, as records for Kafka. */
public final class ModelRecords {

    private ModelRecords() {}

    /**
     * A status, keyed by role.
     *
     * @param madeAt the clock's time, milliseconds since 1970-01-01T00:00:00Z: retention counts from it
     */
    public static OutgoingRecord status(String topic, ModelStatus status, long madeAt) {
        return new OutgoingRecord(
                topic, status.role().code().getBytes(StandardCharsets.UTF_8), status.toJson(), List.of(), madeAt);
    }
}
