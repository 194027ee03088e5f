package ai.finai.models.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Makes a contract metadata: what all kinds say first goes before, and what they say last comes after, a kind's own. */
final class Writing {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> metadata = new LinkedHashMap<>();

    Writing(ModelContract contract) {
        put(Keys.CONTRACT, ModelContract.CONTRACT);
        put(Keys.KIND, contract.kind().code());
        put(Keys.NAME, contract.name());
        put(Keys.VERSION, contract.version());
    }

    Writing put(String key, String value) {
        metadata.put(key, value);
        return this;
    }

    Writing putUnlessEmpty(String key, String value) {
        return value.isEmpty() ? this : put(key, value);
    }

    Writing putJson(String key, Object value) {
        try {
            return put(key, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers always become JSON", e);
        }
    }

    /** What it was trained on, and what it reached. */
    Writing putTraining(ModelContract contract) {
        putUnlessEmpty(Keys.TRAINING_DATA, contract.trainingData());
        putUnlessEmpty(Keys.SEED, contract.seed());
        return contract.metrics().isEmpty() ? this : putJson(Keys.METRICS, new TreeMap<>(contract.metrics()));
    }

    Map<String, String> toMetadata() {
        return metadata;
    }
}
