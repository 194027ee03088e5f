package ai.finai.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells a running job which model to use: a record of the {@code models} topic, keyed by role, so that the topic's
 * compaction keeps the latest of each.
 *
 * @param orderId under which every subtask answers; unique
 * @param role of the model
 * @param model to use; null for the configured one, or for a challenger, none
 * @param registry where it is: a folder of a file system that Flink knows
 * @param previous what the order before this one told to use, for a rollback; null if there is none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder("schemaVersion")
public record ModelOrder(
        String orderId,
        ModelRole role,
        @Nullable ModelReference model,
        String registry,
        @Nullable ModelReference previous) {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_REGISTRY = 2_000;
    private static final int SCHEMA_VERSION = 1;

    /** Strict: what an order leaves out or mistypes must not be carried out as something else. New fields are ignored. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    public ModelOrder {
        if (orderId == null || orderId.isEmpty() || role == null || registry == null) {
            throw new IllegalArgumentException("an order needs orderId, role and registry");
        }
        if (orderId.length() > LONGEST_ID || registry.length() > LONGEST_REGISTRY) {
            throw new IllegalArgumentException("an order's orderId has at most " + LONGEST_ID
                    + " characters, its registry at most " + LONGEST_REGISTRY);
        }
        if (hasControl(orderId) || hasControl(registry)) {
            throw new IllegalArgumentException(
                    "an order's orderId and registry have no control characters: they are shown");
        }
    }

    static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Of the record: {@code schema/model-order.schema.json}. */
    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    public int schemaVersion() {
        return SCHEMA_VERSION;
    }

    /** @throws IllegalArgumentException if it is none; the message says why */
    public static ModelOrder read(byte[] json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("no model order: not one JSON object");
            }
            if (tree.path("schemaVersion").asInt() != SCHEMA_VERSION) {
                throw new IllegalArgumentException(
                        "no model order: schemaVersion is not " + SCHEMA_VERSION + ", which this release reads");
            }
            if (!tree.has("model")) {
                throw new IllegalArgumentException("no model order: model is missing; null is for the configured one");
            }
            return JSON.treeToValue(tree, ModelOrder.class);
        } catch (IOException e) {
            throw new IllegalArgumentException("no model order: " + JsonProblem.of(e), e);
        }
    }

    /** The same order gives the same bytes. */
    public byte[] toJson() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an order always becomes JSON", e);
        }
    }
}
