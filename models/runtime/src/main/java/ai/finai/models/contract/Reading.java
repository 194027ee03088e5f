package ai.finai.models.contract;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Reference;
import ai.finai.models.contract.TextContract.Output;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.features.Feature;
import ai.finai.models.market.MarketFeature;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes metadata a contract. */
final class Reading {

    static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern TRUTH = Pattern.compile("true|false");

    private final Entries entries;

    Reading(Map<String, String> metadata) {
        entries = new Entries(metadata);
    }

    ModelContract read() throws InvalidModelException {
        String contract = entries.required(Keys.CONTRACT);
        entries.check(
                contract.isEmpty() || contract.equals(ModelContract.CONTRACT),
                Keys.CONTRACT,
                contract,
                "expected " + ModelContract.CONTRACT);
        String code = entries.required(Keys.KIND);
        @Nullable
        ModelKind kind = Arrays.stream(ModelKind.values())
                .filter(candidate -> candidate.code().equals(code))
                .findFirst()
                .orElse(null);
        entries.check(code.isEmpty() || kind != null, Keys.KIND, code, "there are " + ModelKind.codes());
        // What says no kind is told what a step model needs: most are.
        return switch (kind == null ? ModelKind.STEP : kind) {
            case STEP -> step();
            case WINDOW -> window();
            case TEXT -> text();
        };
    }

    private String name() {
        return entries.matching(Keys.NAME, NAME, "1 to 64 lower-case letters, digits and hyphens");
    }

    private String version() {
        return entries.matching(Keys.VERSION, VERSION, "1 to 64 letters, digits, dots, hyphens, underscores");
    }

    private String trainingData() {
        return entries.optionalText(Keys.TRAINING_DATA);
    }

    private String seed() {
        return entries.optionalText(Keys.SEED);
    }

    private Map<String, Double> metrics() {
        return entries.metrics(Keys.METRICS);
    }

    /** @param definitions hash of the features as this release defines them */
    private void checkFeatures(List<?> features, String definitions) {
        String hash = entries.required(Keys.FEATURES_SHA256);
        entries.check(
                hash.isEmpty() || features.isEmpty() || hash.equals(definitions),
                Keys.FEATURES_SHA256,
                hash,
                "this release defines these features as " + definitions + ": the model was made for other definitions");
    }

    private StepContract step() throws InvalidModelException {
        String name = name();
        String version = version();
        List<Feature> features = entries.named(Keys.FEATURES, Feature.all(), Feature::title, "features");
        checkFeatures(features, Feature.sha256(features));
        String currency = entries.matching(Keys.BASE_CURRENCY, CURRENCY, "an ISO 4217 code");
        int stateSize = entries.whole(Keys.STATE_SIZE, 1, StepContract.LARGEST_STATE);
        String schema = entries.text(Keys.STATE_SCHEMA);
        double threshold = entries.number(Keys.THRESHOLD, 0, 1);
        String trainingData = trainingData();
        String seed = seed();
        Map<String, Double> metrics = metrics();
        Reference reference = entries.reference(Keys.REFERENCE);
        Set<String> unknown = new TreeSet<>(reference.features().keySet());
        features.forEach(feature -> unknown.remove(feature.title()));
        entries.check(unknown.isEmpty(), Keys.REFERENCE, String.join(", ", unknown), "none of the model's features");
        entries.requireNoProblems();
        return new StepContract(
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

    private WindowContract window() throws InvalidModelException {
        String name = name();
        String version = version();
        List<MarketFeature> features =
                entries.named(Keys.FEATURES, MarketFeature.all(), MarketFeature::title, "features");
        checkFeatures(features, MarketFeature.sha256(features));
        int length = entries.whole(Keys.WINDOW_LENGTH, 1, WindowContract.LONGEST);
        Duration interval = interval();
        String target = entries.required(Keys.WINDOW_TARGET);
        entries.check(
                target.isEmpty() || target.equals(WindowContract.TARGET),
                Keys.WINDOW_TARGET,
                target,
                "expected " + WindowContract.TARGET);
        List<Double> quantiles = entries.levels(Keys.WINDOW_QUANTILES, WindowContract.MOST_QUANTILES);
        String trainingData = trainingData();
        String seed = seed();
        Map<String, Double> metrics = metrics();
        entries.requireNoProblems();
        return new WindowContract(name, version, features, length, interval, quantiles, trainingData, seed, metrics);
    }

    private Duration interval() {
        String value = entries.required(Keys.WINDOW_INTERVAL);
        Duration interval = Duration.ZERO;
        try {
            interval = value.isEmpty() ? interval : Duration.parse(value);
        } catch (DateTimeParseException e) {
            // Complained about below, as what is no length is.
        }
        boolean good = !interval.isNegative() && !interval.isZero() && interval.compareTo(Duration.ofDays(366)) <= 0;
        entries.check(value.isEmpty() || good, Keys.WINDOW_INTERVAL, value, "a length of time such as PT1M or P1D");
        return interval;
    }

    private TextContract text() throws InvalidModelException {
        String name = name();
        String version = version();
        String file = entries.matching(
                Keys.VOCABULARY,
                FILE,
                "1 to 64 letters, digits, dots, hyphens, underscores: a file beside the model's");
        String sha256 = entries.matching(Keys.VOCABULARY_SHA256, SHA256, "64 lower-case hex digits");
        int size = entries.whole(Keys.VOCABULARY_SIZE, 1, TextContract.LARGEST_VOCABULARY);
        boolean lowerCase =
                entries.matching(Keys.LOWER_CASE, TRUTH, "true and false").equals("true");
        int longest = entries.whole(Keys.LONGEST, 1, TextContract.LONGEST);
        List<Sentiment> all = List.of(Sentiment.values());
        List<Sentiment> classes = entries.named(Keys.CLASSES, all, Sentiment::code, "classes");
        entries.check(
                classes.isEmpty() || classes.size() == all.size(),
                Keys.CLASSES,
                classes.stream().map(Sentiment::code).toList().toString(),
                "all three, in the order of y");
        @Nullable Output output = entries.oneOf(Keys.OUTPUT, List.of(Output.values()), Output::code);
        String trainingData = trainingData();
        String seed = seed();
        Map<String, Double> metrics = metrics();
        entries.requireNoProblems();
        return new TextContract(
                name,
                version,
                new TextContract.Vocabulary(file, sha256, size, lowerCase),
                longest,
                classes,
                Objects.requireNonNull(output, Keys.OUTPUT),
                trainingData,
                seed,
                metrics);
    }
}
