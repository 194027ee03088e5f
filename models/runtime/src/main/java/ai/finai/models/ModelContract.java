package ai.finai.models;

import ai.finai.models.features.Feature;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a step model says of itself, in the {@code metadata_props} of its ONNX file: everything that serving needs to know
 * lies in the one file that is hashed. Keys begin with {@code finai.}; src/docs/models.md lists them.
 *
 * <p>Its graph has the signature {@code (x[N,F], state[N,S]) -> (y[N,1], state_out[N,S])}, all float32: a row a posting,
 * its account's state before and after it, and the score. Scaling of features is part of the graph. A new account's state
 * is all 0.
 *
 * @param name lower-case letters, digits and hyphens; names the model in alerts, metrics and the registry
 * @param version letters, digits, dots, hyphens and underscores
 * @param features the columns of {@code x}, in order
 * @param baseCurrency ISO 4217; amounts in features are in its units
 * @param stateSize S, from 1 to {@link #LARGEST_STATE}
 * @param stateSchema names what a state row means: rows of another schema are not reused, accounts are warmed up instead
 * @param threshold at or above which a score is worth an alert, from 0 to 1
 * @param trainingData hash of what it was trained on; empty if it does not say
 * @param seed of the training; empty if it does not say
 * @param metrics measured on held-out data, by name; empty if it does not say
 * @param reference distributions of the training data; {@link Reference#NONE} if it does not say
 */
public record ModelContract(
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
        Reference reference) {

    /** Of the contract itself; a file of another one is refused. */
    public static final String CONTRACT = "1";

    /** The only kind so far: one posting at a time, with a state row. */
    public static final String STEP = "step";

    public static final int LARGEST_STATE = 4_096;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern TEXT = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{0,200}");
    private static final String TEXT_IS = "up to 200 letters, digits, signs and spaces";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Keys in the file. */
    static final class Keys {
        static final String CONTRACT = "finai.contract";
        static final String KIND = "finai.kind";
        static final String NAME = "finai.name";
        static final String VERSION = "finai.version";
        static final String FEATURES = "finai.features";
        static final String FEATURES_SHA256 = "finai.features.sha256";
        static final String BASE_CURRENCY = "finai.baseCurrency";
        static final String STATE_SIZE = "finai.state.size";
        static final String STATE_SCHEMA = "finai.state.schema";
        static final String THRESHOLD = "finai.threshold";
        static final String TRAINING_DATA = "finai.training.data";
        static final String SEED = "finai.training.seed";
        static final String METRICS = "finai.metrics";
        static final String REFERENCE = "finai.reference";

        private Keys() {}
    }

    public ModelContract {
        features = List.copyOf(features);
        metrics = Map.copyOf(metrics);
    }

    /** By which states of one schema are told from those of another. */
    public long stateSchemaHash() {
        long hash = 0xcbf29ce484222325L; // FNV-1a
        for (int i = 0; i < stateSchema.length(); i++) {
            hash = (hash ^ stateSchema.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** As the file's metadata, in a fixed order. */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Keys.CONTRACT, CONTRACT);
        metadata.put(Keys.KIND, STEP);
        metadata.put(Keys.NAME, name);
        metadata.put(Keys.VERSION, version);
        metadata.put(Keys.FEATURES, features.stream().map(Feature::title).collect(Collectors.joining(",")));
        metadata.put(Keys.FEATURES_SHA256, Feature.sha256(features));
        metadata.put(Keys.BASE_CURRENCY, baseCurrency);
        metadata.put(Keys.STATE_SIZE, Integer.toString(stateSize));
        metadata.put(Keys.STATE_SCHEMA, stateSchema);
        metadata.put(Keys.THRESHOLD, Double.toString(threshold));
        putUnlessEmpty(metadata, Keys.TRAINING_DATA, trainingData);
        putUnlessEmpty(metadata, Keys.SEED, seed);
        try {
            if (!metrics.isEmpty()) {
                metadata.put(Keys.METRICS, JSON.writeValueAsString(new TreeMap<>(metrics)));
            }
            if (!reference.features().isEmpty() || reference.score() != null) {
                Map<String, Object> written = new LinkedHashMap<>();
                written.put("features", new TreeMap<>(reference.features()));
                if (reference.score() != null) {
                    written.put("score", reference.score());
                }
                metadata.put(Keys.REFERENCE, JSON.writeValueAsString(written));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers always become JSON", e);
        }
        return metadata;
    }

    private static void putUnlessEmpty(Map<String, String> metadata, String key, String value) {
        if (!value.isEmpty()) {
            metadata.put(key, value);
        }
    }

    /** @throws InvalidModelException with everything that is missing or wrong */
    public static ModelContract of(Map<String, String> metadata) throws InvalidModelException {
        return new Reading(metadata).read();
    }

    /** Collects every problem before it complains. */
    private static final class Reading {

        private final Map<String, String> metadata;
        private final List<String> problems = new ArrayList<>();

        Reading(Map<String, String> metadata) {
            this.metadata = metadata;
        }

        ModelContract read() throws InvalidModelException {
            String contract = required(Keys.CONTRACT);
            check(contract.isEmpty() || contract.equals(CONTRACT), Keys.CONTRACT, contract, "expected " + CONTRACT);
            String kind = required(Keys.KIND);
            check(kind.isEmpty() || kind.equals(STEP), Keys.KIND, kind, "expected " + STEP);
            String name = matching(Keys.NAME, NAME, "1 to 64 lower-case letters, digits and hyphens");
            String version = matching(Keys.VERSION, VERSION, "1 to 64 letters, digits, dots, hyphens, underscores");
            List<Feature> features = features();
            String hash = required(Keys.FEATURES_SHA256);
            check(
                    hash.isEmpty() || features.isEmpty() || hash.equals(Feature.sha256(features)),
                    Keys.FEATURES_SHA256,
                    hash,
                    "this release defines these features as " + Feature.sha256(features)
                            + ": the model was made for other definitions");
            String currency = matching(Keys.BASE_CURRENCY, CURRENCY, "an ISO 4217 code");
            int stateSize = (int) number(Keys.STATE_SIZE, 1, LARGEST_STATE, true);
            String schema = matching(Keys.STATE_SCHEMA, TEXT, TEXT_IS);
            double threshold = number(Keys.THRESHOLD, 0, 1, false);
            String trainingData = optional(Keys.TRAINING_DATA);
            String seed = optional(Keys.SEED);
            Map<String, Double> metrics = metrics();
            Reference reference = reference(features);
            if (!problems.isEmpty()) {
                throw new InvalidModelException(problems);
            }
            return new ModelContract(
                    name,
                    version,
                    features,
                    currency,
                    stateSize,
                    schema,
                    threshold,
                    trainingData,
                    seed,
                    metrics,
                    reference);
        }

        private String required(String key) {
            String value = metadata.get(key);
            if (value == null || value.isBlank()) {
                problems.add("metadata " + key + " is missing");
                return "";
            }
            return value.strip();
        }

        private void check(boolean holds, String key, String value, String expected) {
            if (!holds) {
                problems.add("metadata " + key + " is '" + shortened(value) + "': " + expected);
            }
        }

        private static String shortened(String value) {
            return value.length() <= 80 ? value : value.substring(0, 80) + "…";
        }

        private String matching(String key, Pattern pattern, String expected) {
            String value = required(key);
            check(value.isEmpty() || pattern.matcher(value).matches(), key, value, "allowed are " + expected);
            return value;
        }

        private String optional(String key) {
            String value = metadata.getOrDefault(key, "");
            check(TEXT.matcher(value).matches(), key, value, "allowed are " + TEXT_IS);
            return value;
        }

        private double number(String key, double least, double most, boolean whole) {
            String value = required(key);
            double number = Double.NaN;
            try {
                number = value.isEmpty() ? least : whole ? Integer.parseInt(value) : Double.parseDouble(value);
            } catch (NumberFormatException e) {
                // Complained about below, as what is out of range is.
            }
            check(
                    number >= least && number <= most,
                    key,
                    value,
                    whole
                            ? "a whole number from " + (long) least + " to " + (long) most
                            : "a number from " + least + " to " + most);
            return number;
        }

        private List<Feature> features() {
            List<Feature> features = new ArrayList<>();
            String value = required(Keys.FEATURES);
            if (value.isEmpty()) {
                return features;
            }
            List<String> titles = Arrays.asList(value.split(",", -1));
            if (titles.size() > Feature.COUNT) {
                problems.add("metadata " + Keys.FEATURES + " names " + titles.size() + " features; there are only "
                        + Feature.COUNT);
                return features;
            }
            for (String title : titles) {
                @Nullable Feature feature = Feature.named(title.strip());
                if (feature == null) {
                    problems.add("metadata " + Keys.FEATURES + " names '" + shortened(title) + "': there are "
                            + Feature.titles());
                } else if (features.contains(feature)) {
                    problems.add("metadata " + Keys.FEATURES + " names " + title + " twice");
                } else {
                    features.add(feature);
                }
            }
            return features;
        }

        private Map<String, Double> metrics() {
            String value = metadata.get(Keys.METRICS);
            if (value == null) {
                return Map.of();
            }
            try {
                Map<String, Double> metrics = JSON.readValue(value, new TypeReference<TreeMap<String, Double>>() {});
                return Map.copyOf(metrics);
            } catch (JsonProcessingException | RuntimeException e) {
                problems.add("metadata " + Keys.METRICS + " is no JSON object of numbers");
                return Map.of();
            }
        }

        private Reference reference(List<Feature> features) {
            String value = metadata.get(Keys.REFERENCE);
            if (value == null) {
                return Reference.NONE;
            }
            try {
                Reference reference = JSON.readValue(value, Reference.class);
                Set<String> unknown = new TreeSet<>(reference.features().keySet());
                features.forEach(feature -> unknown.remove(feature.title()));
                check(unknown.isEmpty(), Keys.REFERENCE, String.join(", ", unknown), "none of the model's features");
                return reference;
            } catch (JsonProcessingException | RuntimeException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                problems.add("metadata " + Keys.REFERENCE + " is not as it should be: "
                        + String.valueOf(cause.getMessage()).lines().findFirst().orElse("no JSON object"));
                return Reference.NONE;
            }
        }
    }
}
