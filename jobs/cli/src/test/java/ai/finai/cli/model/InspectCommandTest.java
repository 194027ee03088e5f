package ai.finai.cli.model;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.TextFixture.TEXT;
import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.models.features.Feature;
import ai.finai.models.fixtures.TestModel;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

    @TempDir
    Path folder;

    @Test
    void aModelThatRunsShowsItsWholeContract() throws IOException {
        Cli result = inspect(MODEL.bytes());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("model.onnx: FinAI runs it")
                .containsPattern("name +account-lstm\n")
                .containsPattern("base currency +USD")
                .containsPattern("threshold +0.6\n")
                .containsPattern("state +16 numbers\n")
                .containsPattern("state schema +random-7-8-")
                .containsPattern("training data +none")
                .containsPattern("seed +7\n")
                .containsPattern("metrics +prAuc 0\n")
                .contains(MODEL.file().sha256())
                .containsPattern("opset +17\n")
                .contains("x float32[N," + Feature.COUNT + "], state float32[N,16]")
                .contains("Squeeze x2")
                .contains("amount  [log2 of base currency units, 0 to 64]")
                .contains("laundering has to move sums");
    }

    @Test
    void aWindowAndATextModelShowTheirs() throws IOException {
        Cli window = inspect(WINDOW.bytes());
        assertThat(window.exitCode()).as(window.err()).isEqualTo(ExitCode.OK);
        assertThat(window.out())
                .containsPattern("kind +window, for prices\n")
                .containsPattern("window +12 bars of PT24H\n")
                .contains("at the levels 0.025, 0.5, 0.975")
                .contains("x float32[N,12,7]")
                .contains("features of a bar, in the order of x")
                .contains("gap  [log return, -2 to 2]")
                .doesNotContain("base currency", "state schema");
        Cli text = inspect(TEXT.bytes());
        assertThat(text.exitCode()).as(text.err()).isEqualTo(ExitCode.OK);
        assertThat(text.out())
                .containsPattern("kind +text, for texts\n")
                .containsPattern("vocabulary +vocab.txt, 50 tokens, lower case\n")
                .containsPattern("longest text +20 tokens\n")
                .containsPattern("gives +probabilities of positive, negative, neutral\n")
                .doesNotContain("features");
    }

    @Test
    void programsReadTheContractOfEveryKind() throws IOException {
        assertThat(json(WINDOW.bytes()).path("kind").asText()).isEqualTo("window");
        assertThat(json(WINDOW.bytes()).path("quantiles").get(2).asDouble()).isEqualTo(0.975);
        assertThat(json(WINDOW.bytes()).path("features").get(1).path("unit").asText())
                .isEqualTo("log return");
        assertThat(json(TEXT.bytes()).path("vocabulary").path("lowerCase").asBoolean())
                .isTrue();
        assertThat(json(TEXT.bytes()).path("classes").get(0).asText()).isEqualTo("positive");
    }

    private JsonNode json(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), bytes);
        return new ObjectMapper()
                .readTree(finai("model", "inspect", file.toString(), "--output", "json")
                        .out())
                .path("contract");
    }

    @Test
    void programsReadTheSameAsJson() throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), MODEL.bytes());
        JsonNode json = new ObjectMapper()
                .readTree(finai("model", "inspect", folder.toString(), "--output", "json")
                        .out());
        assertThat(json.path("file").asText()).isEqualTo(file.toString());
        assertThat(json.path("runs").asBoolean()).isTrue();
        assertThat(json.path("contract").path("version").asText()).isEqualTo("1");
        assertThat(json.path("contract").path("features").get(0).path("unit").asText())
                .isEqualTo("log2 of base currency units");
        assertThat(json.path("onnx").path("operators").path("LSTM").asInt()).isOne();
        assertThat(json.path("sha256").asText()).isEqualTo(MODEL.file().sha256());
    }

    @Test
    void aModelOfSomethingElseIsShownWithEveryReasonWhyItDoesNotRun() throws IOException {
        byte[] foreign = MODEL.spoilt(model -> {
            model.clearMetadataProps().setProducerName("pytorch");
            model.addMetadataPropsBuilder().setKey("author").setValue("somebody\u001b[2J");
            model.getGraphBuilder()
                    .addNode(TestModel.node("Loop", List.of("y"), List.of("z")))
                    .addNode(TestModel.node("Conv", List.of("z"), List.of("q")))
                    .addOutput(TestModel.value("q", 3));
            return model;
        });
        Cli result = inspect(foreign);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out())
                .contains("FinAI does not run it, for ")
                .contains("operators not allowed: Conv, Loop")
                .contains("metadata finai.name is missing")
                .contains("metadata finai.threshold is missing")
                .contains("q float32[N,3]")
                .containsPattern("made with +pytorch")
                .contains("author  somebody")
                .doesNotContain("\u001b");
    }

    @Test
    void aModelOfOtherFeatureDefinitionsIsToldSo() throws IOException {
        byte[] other = MODEL.spoilt(model -> {
            model.getMetadataPropsBuilderList().stream()
                    .filter(entry -> entry.getKey().equals("finai.features.sha256"))
                    .forEach(entry -> entry.setValue("ab"));
            return model;
        });
        Cli result = inspect(other);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("for 1 reason:", "the model was made for other definitions");
    }

    @Test
    void aModelWhoseScoresAreNoProbabilitiesDoesNotRun() throws IOException {
        byte[] logits = MODEL.spoilt(model -> {
            int last = model.getGraphBuilder().getNodeCount() - 1;
            model.getGraphBuilder().setNode(last, TestModel.node("Identity", List.of("logit"), List.of("y")));
            return model;
        });
        Cli result = inspect(logits);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out().replaceAll("\\s+", " ")).contains("have no score from 0 to 1", "Sigmoid");
    }

    @Test
    void whatIsNoOnnxFileIsToldSo() throws IOException {
        byte[] whole = MODEL.bytes();
        for (byte[] garbage : List.of(
                new byte[0],
                "account,score\nA1,0.5\n".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(whole, whole.length / 2))) {
            Cli result = inspect(garbage);
            assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(result.out()).contains("not an ONNX");
            assertThat(result.err()).isEmpty();
        }
        Cli missing = finai("model", "inspect", folder.resolve("none.onnx").toString());
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("no file ");
    }

    private Cli inspect(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), bytes);
        return finai("model", "inspect", file.toString());
    }
}
