package ai.finai.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a subtask says of a model: a record of the {@code model-status} topic.
 *
 * @param job its name
 * @param subtask from 0
 * @param parallelism how many subtasks there are: an order is carried out once all have answered
 * @param orderId of the order that it answers; empty for what nobody ordered
 * @param source where that order lies, as {@code models-0@17}; empty where there is none, or it is not known
 * @param role of the model
 * @param model that it is about; null for none
 * @param state what became of it
 * @param reason why, for a person; empty where the state says all
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder("schemaVersion")
public record ModelStatus(
        String job,
        int subtask,
        int parallelism,
        String orderId,
        String source,
        ModelRole role,
        @Nullable ModelReference model,
        State state,
        String reason) {

    /** Of a reason: longer ones are cut. */
    private static final int LONGEST_REASON = 2_000;

    public ModelStatus {
        source = source == null ? "" : source; // of a release that did not say
        if (reason != null && reason.length() > LONGEST_REASON) {
            reason = reason.substring(0, LONGEST_REASON) + "…";
        }
    }

    /** What became of a model. */
    public enum State {
        /** It scores from now on. */
        ACTIVE,
        /** It was not taken; what scored before goes on. */
        REFUSED,
        /** It was in force when the job was restored, and cannot be loaded: there are no scores, forecasts or sentiments until it can. */
        UNAVAILABLE,
        /** The data is no longer like that which it was trained on. */
        DRIFT
    }

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Of the record: {@code schema/model-status.schema.json}. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public int schemaVersion() {
        return 1;
    }

    /** @throws IllegalArgumentException if it is none */
    public static ModelStatus read(byte[] json) {
        try {
            ModelStatus status = JSON.readValue(json, ModelStatus.class);
            if (status == null) {
                throw new IllegalArgumentException("no model status: null");
            }
            return status;
        } catch (IOException e) {
            throw new IllegalArgumentException("no model status: " + JsonProblem.of(e), e);
        }
    }

    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status always becomes JSON", e);
        }
    }
}
