package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.features.Feature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a model says of itself; that what is wrong is refused, HostileFilesTest has. */
class ModelContractTest {

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        ModelContract contract = MODEL.contract();
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
            ModelContract contract = new ModelContract(
                    "m" + random.nextInt(1_000),
                    "v" + random.nextInt(1_000) + ".1_a-b",
                    features,
                    "EUR",
                    1 + random.nextInt(ModelContract.LARGEST_STATE),
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
}
