package ai.finai.models.contract;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Reference;
import ai.finai.models.contract.TextContract.Output;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.contract.TextContract.Vocabulary;
import ai.finai.models.features.Feature;
import ai.finai.models.market.MarketFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a model says of itself; that what is wrong is refused, HostileFilesTest has. */
class ModelContractTest {

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        StepContract contract = MODEL.contract();
        assertThat(ModelContract.of(contract.toMetadata())).isEqualTo(contract);
    }

    @Test
    void anyContractIsReadAsItWasWritten() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            List<Feature> features = random.ints(0, Feature.COUNT)
                    .distinct()
                    .limit(1 + random.nextInt(Feature.COUNT))
                    .mapToObj(Feature.all()::get)
                    .collect(Collectors.toList());
            StepContract contract = new StepContract(
                    "m" + random.nextInt(1_000),
                    "v" + random.nextInt(1_000) + ".1_a-b",
                    features,
                    "EUR",
                    1 + random.nextInt(StepContract.LARGEST_STATE),
                    "schema " + random.nextInt(),
                    random.nextDouble(),
                    random.nextBoolean() ? "" : Long.toHexString(random.nextLong()),
                    random.nextBoolean() ? "" : Long.toString(random.nextLong()),
                    random.nextBoolean() ? Map.of() : Map.of("prAuc", random.nextDouble(), "a \"b\"", -1e-300),
                    random.nextBoolean() ? Reference.NONE : reference(features.get(0), random));
            assertThat(ModelContract.of(contract.toMetadata()))
                    .as("seed %d, contract %d", seed, i)
                    .isEqualTo(contract);
        }
    }

    private static Reference reference(Feature feature, Random random) {
        double share = random.nextDouble();
        Reference.Distribution distribution = new Reference.Distribution(
                random.nextGaussian(), List.of(random.nextGaussian()), List.of(share, 1 - share));
        return new Reference(Map.of(feature.title(), distribution), random.nextBoolean() ? null : distribution);
    }

    @Test
    void theSameContractIsWrittenInTheSameOrder() {
        assertThat(MODEL.contract().toMetadata().entrySet())
                .containsExactlyElementsOf(MODEL.contract().toMetadata().entrySet());
        assertThat(MODEL.contract().toMetadata().keySet())
                .containsExactly(
                        "finai.contract",
                        "finai.kind",
                        "finai.name",
                        "finai.version",
                        "finai.features",
                        "finai.features.sha256",
                        "finai.baseCurrency",
                        "finai.state.size",
                        "finai.state.schema",
                        "finai.threshold",
                        "finai.training.data",
                        "finai.training.seed",
                        "finai.metrics",
                        "finai.reference");
    }

    @Test
    void whatOthersAddIsLeftAlone() throws Exception {
        Map<String, String> metadata = new HashMap<>(MODEL.contract().toMetadata());
        metadata.put("author", "someone");
        metadata.put("finai.note", "of a later release");
        assertThat(ModelContract.of(metadata)).isEqualTo(MODEL.contract());
    }

    @Test
    void spacesAroundValuesDoNotMatter() throws Exception {
        Map<String, String> metadata = new HashMap<>();
        MODEL.contract()
                .toMetadata()
                .forEach((key, value) -> metadata.put(key, "  " + value.replace(",", ", ") + "\n"));
        metadata.put("finai.training.data", "none");
        metadata.put("finai.training.seed", "7");
        assertThat(ModelContract.of(metadata)).isEqualTo(MODEL.contract());
    }

    @Test
    void textsAreNoLongerThanALineAndOfNoControlCharacters() {
        for (String key : new String[] {"finai.state.schema", "finai.training.data", "finai.training.seed"}) {
            for (String bad : new String[] {"a".repeat(201), "a\nb", "a\u001b[2Jb", "a\u2028b"}) {
                Map<String, String> metadata = new HashMap<>(MODEL.contract().toMetadata());
                metadata.put(key, bad);
                assertThatThrownBy(() -> ModelContract.of(metadata))
                        .isInstanceOf(InvalidModelException.class)
                        .hasMessageContainingAll("metadata " + key, "up to 200 letters");
            }
        }
    }

    @Test
    void statesOfOneSchemaHaveOneHashAndOthersOthers() {
        assertThat(MODEL.schema("a").contract().stateSchemaHash())
                .isEqualTo(MODEL.version("2").schema("a").contract().stateSchemaHash())
                .isNotEqualTo(MODEL.schema("b").contract().stateSchemaHash());
        // It is kept in states: another one drops them all.
        assertThat(MODEL.schema("a").contract().stateSchemaHash()).isEqualTo(0xaf63dc4c8601ec8cL);
    }

    private static final WindowContract WINDOW = new WindowContract(
            "price-lstm",
            "1",
            List.of(MarketFeature.RETURN, MarketFeature.VOLATILITY),
            60,
            Duration.ofDays(1),
            List.of(0.025, 0.5, 0.975),
            "00ff",
            "7",
            Map.of("coverage", 0.95));

    private static final TextContract TEXT = new TextContract(
            "sentiment",
            "1",
            new Vocabulary("vocab.txt", "0a".repeat(32), 30_522, true),
            128,
            List.of(Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL),
            Output.LOGITS,
            "",
            "",
            Map.of());

    @Test
    void contractsOfEveryKindAreReadAsTheyWereWritten() throws Exception {
        for (ModelContract contract : List.of(MODEL.contract(), WINDOW, TEXT)) {
            assertThat(ModelContract.of(contract.toMetadata())).isEqualTo(contract);
            assertThat(contract.toMetadata())
                    .containsEntry("finai.kind", contract.kind().code());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finai.kind              | sequence          | 'sequence': there are step, window, text
            finai.features          | return,amount     | names 'amount': there are return, gap
            finai.features          | volatility,return | made for other definitions
            finai.features.sha256   |                   | is missing
            finai.window.length     | 0                 | '0': a whole number from 1 to 1024
            finai.window.length     | 2000000000        | a whole number from 1 to 1024
            finai.window.interval   | daily             | 'daily': a length of time such as PT1M or P1D
            finai.window.interval   | -P1D              | '-P1D': a length of time
            finai.window.interval   | PT0S              | 'PT0S': a length of time
            finai.window.target     | price             | 'price': expected next-log-return
            finai.window.quantiles  | 0.5,0.5           | strictly rising
            finai.window.quantiles  | 0.9,0.1           | strictly rising
            finai.window.quantiles  | 0,0.5             | above 0 and below 1
            finai.window.quantiles  | 0.5,1             | above 0 and below 1
            finai.window.quantiles  | NaN               | above 0 and below 1
            finai.window.quantiles  | 0.5,              | above 0 and below 1
            finai.metrics           | [1]               | no JSON object of numbers
            """)
    void whatIsWrongInAWindowModelsMetadataIsNamed(String key, String value, String expected) {
        refused(WINDOW, key, value, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finai.text.vocabulary        | ../vocab.txt              | '../vocab.txt': allowed are
            finai.text.vocabulary.sha256 | 00FF                      | '00FF': allowed are 64 lower-case hex digits
            finai.text.vocabulary.size   | 0                         | a whole number from 1 to 16777216
            finai.text.lowerCase         | yes                       | 'yes': allowed are true and false
            finai.text.longest           | 5000                      | a whole number from 1 to 4096
            finai.text.classes           | positive,negative         | all three, in the order of y
            finai.text.classes           | good,bad,neutral          | names 'good': there are negative, neutral, positive
            finai.text.classes           | positive,positive,neutral | names positive twice
            finai.text.output            | scores                    | 'scores': expected probabilities or logits
            """)
    void whatIsWrongInATextModelsMetadataIsNamed(String key, String value, String expected) {
        refused(TEXT, key, value, expected);
    }

    private static void refused(ModelContract contract, String key, String value, String expected) {
        Map<String, String> metadata = new HashMap<>(contract.toMetadata());
        metadata.put(key, value == null ? "" : value);
        assertThatThrownBy(() -> ModelContract.of(metadata))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll("metadata " + key, expected);
    }

    @Test
    void theDocumentsTableHasEveryKeyOfTheContract() throws Exception {
        String document = Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/models.md"));
        for (var key : Keys.class.getDeclaredFields()) {
            assertThat(document).contains("\n| `" + key.get(null) + "` | ");
        }
    }
}
