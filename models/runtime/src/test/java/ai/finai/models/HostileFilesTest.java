package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.models.features.Feature;
import ai.finai.models.fixtures.Spoilt;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no models, damaged, or say wrong things of themselves. That this JVM lives on is half of each test. */
class HostileFilesTest {

    @Test
    void anEmptyFileIsNoModel() {
        refused(new byte[0], "not an ONNX model: it has no graph");
    }

    @Test
    void randomBytesAreNoModel() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            assertThatThrownBy(() -> ModelFile.of(bytes))
                    .as("seed %d, file %d", seed, i)
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContaining("ONNX");
        }
    }

    @Test
    void aFileThatWasCutAnywhereIsRefused() {
        byte[] bytes = MODEL.bytes();
        for (int length = 0; length < bytes.length; length += length < 300 ? 1 : 61) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ModelFile.of(cut))
                    .as("%d of %d bytes", length, bytes.length)
                    .isInstanceOf(InvalidModelException.class);
        }
    }

    /** What is damaged is refused, or opens and then scores every row or none, without harm. */
    @Test
    void aFileOfWhichRandomBytesWereFlippedIsRefusedOrRuns() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        // Few features and units: so that most bytes are structure and not weights.
        byte[] good = MODEL.features(Feature.all().subList(0, 3)).hidden(2).bytes();
        int ran = 0;
        for (int i = 0; i < 600; i++) {
            byte[] bytes = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try (StepModel model = StepModel.open(ModelFile.of(bytes))) {
                float[] state = new float[model.stateSize()];
                for (int rows : new int[] {1, 7, StepModel.LARGEST_BATCH}) {
                    for (int row = 0; row < rows; row++) {
                        assertThat(model.put(row, new float[Feature.COUNT], 0, state))
                                .isTrue();
                    }
                    model.run(rows);
                    assertThat(model.score(rows - 1)).isEqualTo(model.score(0));
                }
                ran++;
            } catch (InvalidModelException e) {
                assertThat(e.problems()).as("seed %d, file %d", seed, i).isNotEmpty();
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ", file " + i, e);
            }
        }
        assertThat(ran).as("seed %d: files that ran", seed).isBetween(1, 599);
    }

    @Test
    void aFileOverTheSizeCapIsNotEvenRead() {
        refused(new byte[ModelFile.LARGEST + 1], "67108865 bytes; at most 67108864 are allowed");
    }

    /** 30 million nodes of two bytes each, which would become some gigabytes of objects. */
    @Test
    void aFileOfMoreFieldsThanAModelHasIsRefusedBeforeItTakesTheHeap() throws IOException {
        byte[] nodes = new byte[60 << 20];
        for (int i = 0; i < nodes.length; i += 2) {
            nodes[i] = 0x0A;
        }
        refused(field(7, nodes), "more than 200000 fields");
    }

    @Test
    void messagesNestedDeeplyAreRefused() throws IOException {
        // A graph whose node has an attribute that has a graph, and so on.
        byte[] nested = {};
        for (int i = 0; i < 200; i++) {
            nested = field(1, field(5, field(6, nested)));
        }
        refused(field(7, nested), "nests deeper than 16");
    }

    /** Whatever has these letters at byte 4 is taken by ONNX Runtime for a file of its own format, which nothing checks. */
    @Test
    void aFileThatIsAlsoOfOnnxRuntimesOwnFormatRunsAsTheModelThatWasChecked() throws Exception {
        byte[] bytes = concat(new byte[] {0x12, 6, 'x', 'x', 'O', 'R', 'T', 'M'}, MODEL.bytes());
        assertThat(new String(bytes, 4, 4, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("ORTM");
        List<float[]> rows = List.of(new float[Feature.COUNT]);
        try (StepModel twofold = StepModel.open(ModelFile.of(bytes));
                StepModel model = MODEL.open()) {
            assertThat(twofold.scores(rows)).isEqualTo(model.scores(rows));
        }
    }

    /** Another reader may know fields that this one does not. */
    @Test
    void unknownFieldsDoNotReachTheNativeLibrary() throws Exception {
        byte[] bytes = concat(MODEL.bytes(), field(1_000, new byte[] {1, 2, 3}));
        assertThat(ModelFile.of(bytes).checked().file())
                .isEqualTo(MODEL.file().checked().file());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "finai.contract",
                "finai.kind",
                "finai.name",
                "finai.version",
                "finai.features",
                "finai.features.sha256",
                "finai.baseCurrency",
                "finai.state.size",
                "finai.state.schema",
                "finai.threshold"
            })
    void whatTheContractRequiresMayBeNeitherMissingNorBlank(String key) {
        refused(Spoilt.metadata(key, null), "metadata " + key + " is missing");
        refused(Spoilt.metadata(key, "  "), "metadata " + key + " is missing");
    }

    @Test
    void everythingThatIsMissingIsNamedAtOnce() {
        byte[] bytes = MODEL.spoilt(model -> model.clearMetadataProps());
        refused(bytes, "finai.contract", "finai.kind", "finai.features.sha256", "finai.threshold");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finai.contract        | 2                     | '2': expected 1
            finai.kind            | sequence              | 'sequence': there are step, window, text
            finai.kind            | window                | metadata finai.window.length is missing
            finai.name            | Account LSTM          | 'Account LSTM': allowed are 1 to 64 lower-case
            finai.name            | ../../etc             | allowed are
            finai.version         | 1/2                   | '1/2': allowed are
            finai.features        | amount,hour_cosine    | 'hour_cosine': there are amount, amount_deviation
            finai.features        | amount,cash,amount    | names amount twice
            finai.features        | amount,,cash          | names '': there are
            finai.features.sha256 | 0011                  | the model was made for other definitions
            finai.baseCurrency    | usd                   | 'usd': allowed are an ISO 4217 code
            finai.state.size      | 0                     | '0': a whole number from 1 to 4096
            finai.state.size      | 4097                  | '4097': a whole number from 1 to 4096
            finai.state.size      | 99999999999           | a whole number from 1 to 4096
            finai.state.size      | 12                    | state is float32 [N, 16]; expected float32 [N, 12]
            finai.threshold       | 1.01                  | '1.01': a number from 0.0 to 1.0
            finai.threshold       | NaN                   | 'NaN': a number from 0.0 to 1.0
            finai.threshold       | high                  | 'high': a number from 0.0 to 1.0
            finai.metrics         | {"prAuc": null}       | finai.metrics is no JSON object of numbers
            finai.metrics         | {"prAuc": "good"}     | finai.metrics is no JSON object of numbers
            finai.metrics         | [1]                   | finai.metrics is no JSON object of numbers
            finai.metrics         | null                  | finai.metrics is no JSON object of numbers
            finai.metrics         | {"a": 1} {"b": 2}     | finai.metrics is no JSON object of numbers
            finai.metrics         | {"a": 1, "a": 2}      | finai.metrics is no JSON object of numbers
            finai.reference       | {                     | finai.reference is not as it should be
            finai.reference       | null                  | finai.reference is not as it should be
            finai.reference       | []                    | finai.reference is not as it should be
            finai.reference       | {}                    | finai.reference is not as it should be
            finai.reference       | {"features": {"nosuch": {"mean": 0, "edges": [], "shares": [1]}}} | 'nosuch': none of the model's features
            finai.reference       | {"features": {"cash": null}}                                      | finai.reference is not as it should be
            finai.reference       | {"features": {"cash": {"mean": 0, "edges": [1], "shares": [1]}}}  | 1 shares for 1 edges
            finai.reference       | {"features": {"cash": {"mean": 0, "edges": [1, 0], "shares": [0.5, 0.25, 0.25]}}} | edges do not ascend
            finai.reference       | {"features": {"cash": {"mean": 0, "edges": ["NaN"], "shares": [0.5, 0.5]}}} | edge NaN is not finite
            finai.reference       | {"features": {"cash": {"mean": 0, "edges": [null], "shares": [0.5, 0.5]}}} | finai.reference is not as it should be
            finai.reference       | {"features": {"cash": {"mean": 0, "edges": [1], "shares": [1, 1]}}} | shares add up to 2.0
            finai.reference       | {"features": {"cash": {"mean": 0, "edges": [1], "shares": [2, -1]}}} | share -1.0 is negative
            finai.reference       | {"features": {"cash": {"mean": 1e999, "edges": [], "shares": [1]}}} | mean Infinity is not finite
            """)
    void metadataThatIsWrongIsNamedWithWhatWasExpected(String key, String value, String expected) {
        refused(Spoilt.metadata(key, value), expected);
    }

    @Test
    void aFeatureOrderOtherThanTheHashSaysIsRefused() {
        String swapped = MODEL.contract().toMetadata().get("finai.features").replaceFirst("(\\w+),(\\w+)", "$2,$1");
        refused(Spoilt.metadata("finai.features", swapped), "finai.features.sha256", "made for other definitions");
    }

    @Test
    void aModelOfOtherFeaturesThanItSaysIsRefused() {
        List<Feature> two = Feature.all().subList(0, 2);
        byte[] bytes = MODEL.spoilt(model -> {
            model.clearMetadataProps();
            MODEL.features(two).contract().toMetadata().forEach((key, value) -> model.addMetadataPropsBuilder()
                    .setKey(key)
                    .setValue(value));
            return model;
        });
        refused(bytes, "x is float32 [N, " + Feature.COUNT + "]; expected float32 [N, 2]");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefusedSinceReadersDisagreeOnWhichCounts() {
        byte[] bytes = MODEL.spoilt(model -> {
            model.addMetadataPropsBuilder().setKey("finai.threshold").setValue("0");
            return model;
        });
        refused(bytes, "metadata finai.threshold is there twice");
    }

    @Test
    void longMetadataIsRefusedAndNotRepeated() {
        refused(Spoilt.metadata("finai.reference", "[".repeat(2 << 20)), "at most 1048576 are allowed");
        refused(Spoilt.metadata("finai.features", ",".repeat(1 << 19)), "names 524289 features");
        assertThatThrownBy(() -> ModelFile.of(Spoilt.metadata("finai.state.schema", "s".repeat(1 << 19))))
                .hasMessageContaining("up to 200")
                .message()
                .hasSizeLessThan(500);
    }

    @Test
    void nothingInAFileWritesALineOfItsOwnIntoALog() {
        String forged = "1\n2026-01-05 INFO model accepted\u001b[2J";
        for (String key : MODEL.contract().toMetadata().keySet()) {
            assertThatThrownBy(() -> ModelFile.of(Spoilt.metadata(key, forged)))
                    .as(key)
                    .isInstanceOf(InvalidModelException.class)
                    .message()
                    .doesNotContain("\n", "\u001b");
        }
        assertThatThrownBy(() -> ModelFile.of(Spoilt.nodes("Mul", node -> node.setOpType("Evil" + forged))))
                .message()
                .contains("operators not allowed: Evil")
                .doesNotContain("\n", "\u001b");
    }

    private static void refused(byte[] bytes, String... reasons) {
        assertThatThrownBy(() -> ModelFile.of(bytes))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContainingAll(reasons);
    }

    /** A field that holds bytes. */
    private static byte[] field(int number, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CodedOutputStream coded = CodedOutputStream.newInstance(out);
        coded.writeBytes(number, ByteString.copyFrom(bytes));
        coded.flush();
        return out.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
