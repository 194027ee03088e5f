package ai.finai.models.contract;

/** Keys of a file's metadata. */
final class Keys {
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
    static final String WINDOW_LENGTH = "finai.window.length";
    static final String WINDOW_INTERVAL = "finai.window.interval";
    static final String WINDOW_TARGET = "finai.window.target";
    static final String WINDOW_QUANTILES = "finai.window.quantiles";
    static final String VOCABULARY = "finai.text.vocabulary";
    static final String VOCABULARY_SHA256 = "finai.text.vocabulary.sha256";
    static final String VOCABULARY_SIZE = "finai.text.vocabulary.size";
    static final String LOWER_CASE = "finai.text.lowerCase";
    static final String LONGEST = "finai.text.longest";
    static final String CLASSES = "finai.text.classes";
    static final String OUTPUT = "finai.text.output";
    static final String TRAINING_DATA = "finai.training.data";
    static final String SEED = "finai.training.seed";
    static final String METRICS = "finai.metrics";
    static final String REFERENCE = "finai.reference";

    private Keys() {}
}
