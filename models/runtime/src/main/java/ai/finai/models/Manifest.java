package ai.finai.models;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code manifest.json}, beside a model's file: what the file's bytes and scores must be.
 *
 * @param name as in the file
 * @param version as in the file
 * @param sha256 of the file, lower-case hex
 * @param size of the file in bytes
 * @param golden rows and the scores that they must give
 * @param metrics measured on held-out data, by name
 * @param trainingData hash of what it was trained on; empty if unknown
 * @param seed of the training; empty if unknown
 * @param madeWith software and its version, by name
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Manifest(
        String name,
        String version,
        String sha256,
        long size,
        GoldenVectors golden,
        Map<String, Double> metrics,
        String trainingData,
        String seed,
        Map<String, String> madeWith) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** @throws InvalidModelException if it is no manifest; the message says where */
    public static Manifest read(byte[] json) throws InvalidModelException {
        try {
            Manifest manifest = JSON.readValue(json, Manifest.class);
            if (manifest == null) {
                throw new InvalidModelException("manifest.json: null is no manifest");
            }
            return manifest;
        } catch (IOException e) {
            throw new InvalidModelException("manifest.json: " + JsonProblem.of(e));
        }
    }

    /** As it is read; the same manifest gives the same bytes. */
    public byte[] toJson() {
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest always becomes JSON", e);
        }
    }
}
