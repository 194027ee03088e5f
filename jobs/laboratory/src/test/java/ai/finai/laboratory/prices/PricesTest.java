package ai.finai.laboratory.prices;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.ExitCode;
import ai.finai.laboratory.Laboratory;
import ai.finai.laboratory.SmallModel;
import ai.finai.models.ModelFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands for models of prices as a user runs them, over a small market that there is not. */
class PricesTest {

    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int BARS = 160;

    @TempDir
    private static Path market;

    @TempDir
    private Path folder;

    private static String bars;

    private record Result(int exitCode, String out, String err) {}

    private static Result model(String... arguments) {
        CommandLine commandLine = Laboratory.commandLine();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        int exitCode = commandLine.execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    @BeforeAll
    static void aMarketOfFiveSymbols() throws IOException {
        StringBuilder csv = new StringBuilder("date,open,high,low,close,volume,Name\n");
        Random random = new Random(11);
        for (int symbol = 0; symbol < 5; symbol++) {
            double price = 50 + 10 * symbol;
            for (int bar = 0; bar < BARS; bar++) {
                double close = price * Math.exp(0.01 * random.nextGaussian());
                csv.append(String.format(
                        Locale.ROOT,
                        "%s,%.4f,%.4f,%.4f,%.4f,%d,S%d%n",
                        FIRST.plusDays(bar),
                        price,
                        Math.max(price, close) * 1.002,
                        Math.min(price, close) / 1.002,
                        close,
                        1_000 + random.nextInt(9_000),
                        symbol));
                price = close;
            }
        }
        bars = Files.writeString(market.resolve("daily.csv"), csv).toString();
    }

    private Result train(Path output) {
        return model(
                "train",
                "price-lstm",
                "--input",
                bars,
                "--output",
                output.toString(),
                "--version",
                "7",
                "--length",
                "8",
                "--hidden",
                "4",
                "--windows",
                "200",
                "--epochs",
                "2",
                "--folds",
                "3");
    }

    @Test
    void aModelIsTrainedJudgedWrittenAndJudgedAgain() throws Exception {
        Result trained = train(folder);
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.err())
                .contains("755 windows of 5 symbols", "fold 3 of 3: epoch 2 of 2, loss", "model: epoch 2");
        assertThat(trained.out())
                .contains("point forecast", "no change", "AR(1)", "EWMA normal", "EWMA history", "within 95 %")
                .containsPattern("point: +(better|worse|no better) than the last price \\(p = ");
        ModelFile file = ModelFile.of(Files.readAllBytes(folder.resolve("model.onnx")));
        assertThat(file.window().version()).isEqualTo("7");
        assertThat(file.window().length()).isEqualTo(8);
        JsonNode evaluation =
                new ObjectMapper().readTree(folder.resolve("evaluation.json").toFile());
        assertThat(evaluation.path("folds")).hasSize(3);
        assertThat(evaluation.path("about").path("bars").asText())
                .contains("daily.csv", file.window().trainingData());

        Result judged = model(
                "evaluate",
                "price-lstm",
                "--model",
                folder.toString(),
                "--input",
                bars,
                "--from",
                "2025-04-01",
                "--format",
                "json");
        assertThat(judged.exitCode()).as(judged.err()).isEqualTo(ExitCode.OK);
        JsonNode again = new ObjectMapper().readTree(judged.out());
        assertThat(again.path("data").path("forecasts").asInt()).isEqualTo(5 * 70);
        assertThat(again.path("about").path("model").asText()).contains(file.sha256());

        Path other = Files.createDirectory(folder.resolve("again"));
        train(other);
        assertThat(other.resolve("model.onnx")).hasSameBinaryContentAs(folder.resolve("model.onnx"));
        assertThat(other.resolve("evaluation.json")).hasSameBinaryContentAs(folder.resolve("evaluation.json"));
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.csv"), """
                date,open,high,low,close,volume,Name
                2025-01-01,1,1,1,1,1,A
                2025-01-02,1,1,1,one,1,A
                """);
        refused("broken.csv:3: close is 'one', which is no number", broken);
        refused(
                "broken.csv:2: date is '1/2/25', which is no time of the form yyyy-MM-dd",
                Files.writeString(broken, "date,open,high,low,close,volume,Name\n1/2/25,1,1,1,1,1,A\n"));
        refused("no column Name; there are date, open", Files.writeString(broken, "date,open,high,low,close,volume\n"));
        refused("A: bar 1 does not follow the one before it: is a bar there twice?", Files.writeString(broken, """
                date,open,high,low,close,volume,Name
                2025-01-01,1,1,1,1,1,A
                2025-01-01,1,1,1,1,1,A
                """));
        refused(
                "no symbol has 62 bars",
                Files.writeString(broken, "date,open,high,low,close,volume,Name\n2025-01-01,1,1,1,1,1,A\n"));
        Path account = Files.write(folder.resolve("account.onnx"), SmallModel.onnx("USD"));
        Result other =
                model("evaluate", "price-lstm", "--model", account.toString(), "--input", bars, "--from", "2025-04-01");
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("small 1 is a step model, for accounts; needed is a window model, for prices");
    }

    private void refused(String reason, Path input) {
        Result result = model(
                "train",
                "price-lstm",
                "--input",
                input.toString(),
                "--output",
                folder.resolve("model").toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(reason);
    }
}
