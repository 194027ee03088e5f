package ai.finai.models.contract;

import ai.finai.models.Reference;
import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.models.onnx.Limits;
import ai.finai.models.onnx.Signature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a step model says of itself. Its graph has the signature {@code (x[N,F], state[N,S]) -> (y[N,1], state_out[N,S])},
 * all float32: a row a posting, its account's state before and after it, and the score. Scaling of features is part of the
 * graph. A new account's state is all 0.
 *
 * @param features the columns of {@code x}, in order
 * @param baseCurrency ISO 4217; amounts in features are in its units
 * @param stateSize S, from 1 to {@link #LARGEST_STATE}
 * @param stateSchema names what a state row means: rows of another schema are not reused, accounts are warmed up instead
 * @param threshold at or above which a score is worth an alert, from 0 to 1
 * @param reference distributions of the training data; {@link Reference#NONE} if it does not say
 */
public record StepContract(
        String name,
        String version,
        List<Feature> features,
        String baseCurrency,
        int stateSize,
        String stateSchema,
        double threshold,
        String trainingData,
        String seed,
        Map<String, Double> metrics,
        Reference reference)
        implements ModelContract {

    public static final int LARGEST_STATE = 4_096;

    public StepContract {
        features = List.copyOf(features);
        metrics = Map.copyOf(metrics);
    }

    @Override
    public ModelKind kind() {
        return ModelKind.STEP;
    }

    /** By which states of one schema are told from those of another. */
    public long stateSchemaHash() {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < stateSchema.length(); i++) {
            hash = (hash ^ stateSchema.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public Signature signature() {
        return Signature.step(features.size(), stateSize);
    }

    @Override
    public Limits limits() {
        return Limits.ofRows(StepModel.LARGEST_BATCH);
    }

    @Override
    public Map<String, String> toMetadata() {
        Writing metadata = new Writing(this)
                .put(Keys.FEATURES, features.stream().map(Feature::title).collect(Collectors.joining(",")))
                .put(Keys.FEATURES_SHA256, Feature.sha256(features))
                .put(Keys.BASE_CURRENCY, baseCurrency)
                .put(Keys.STATE_SIZE, Integer.toString(stateSize))
                .put(Keys.STATE_SCHEMA, stateSchema)
                .put(Keys.THRESHOLD, Double.toString(threshold))
                .putTraining(this);
        if (!reference.features().isEmpty() || reference.score() != null) {
            Map<String, Object> written = new LinkedHashMap<>();
            written.put("features", new TreeMap<>(reference.features()));
            if (reference.score() != null) {
                written.put("score", reference.score());
            }
            metadata.putJson(Keys.REFERENCE, written);
        }
        return metadata.toMetadata();
    }
}
