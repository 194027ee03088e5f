package ai.finai.laboratory.prices;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.ExitCode;
import ai.finai.laboratory.Laboratory;
import ai.finai.laboratory.SmallModel;
import ai.finai.models.ModelFile;
import ai.finai.models.contract.WindowContract;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
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

    private Result train(Path output, String... input) {
        List<String> arguments = new ArrayList<>(List.of("train", "price-lstm", "--input"));
        arguments.addAll(List.of(input));
        arguments.addAll(
                List.of("--output", output.toString(), "--name", "my-prices", "--version", "7", "--length", "8"));
        arguments.addAll(List.of("--hidden", "4", "--windows", "200", "--epochs", "2", "--folds", "3"));
        return model(arguments.toArray(String[]::new));
    }

    private static WindowContract contract(Path folder) throws Exception {
        return ModelFile.of(Files.readAllBytes(folder.resolve("model.onnx"))).window();
    }

    @Test
    void aModelIsTrainedJudgedWrittenAndJudgedAgain() throws Exception {
        Result trained = train(folder, bars, "--mapping", "ohlcv");
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.err())
                .contains(
                        "800 bars of 5 symbols",
                        "755 windows of 5 symbols",
                        "fold 3 of 3: epoch 2 of 2, loss",
                        "model: epoch 2");
        assertThat(trained.out())
                .contains("point forecast", "no change", "AR(1)", "EWMA normal", "EWMA history", "within 95 %")
                .containsPattern("point: +(better|worse|no better) than the last price \\(p = ");
        ModelFile file = ModelFile.of(Files.readAllBytes(folder.resolve("model.onnx")));
        assertThat(file.window().name()).isEqualTo("my-prices");
        assertThat(file.window().version()).isEqualTo("7");
        assertThat(file.window().length()).isEqualTo(8);
        assertThat(file.window().interval()).isEqualTo(Duration.ofDays(1));
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
                "--mapping",
                "ohlcv",
                "--from",
                "2025-04-01",
                "--format",
                "json");
        assertThat(judged.exitCode()).as(judged.err()).isEqualTo(ExitCode.OK);
        JsonNode again = new ObjectMapper().readTree(judged.out());
        assertThat(again.path("data").path("forecasts").asInt()).isEqualTo(5 * 70);
        assertThat(again.path("about").path("model").asText()).contains(file.sha256());

        Path other = Files.createDirectory(folder.resolve("again"));
        train(other, bars, "--mapping", "ohlcv");
        assertThat(other.resolve("model.onnx")).hasSameBinaryContentAs(folder.resolve("model.onnx"));
        assertThat(other.resolve("evaluation.json")).hasSameBinaryContentAs(folder.resolve("evaluation.json"));
    }

    /** The market of {@link #bars} as topics have it: S1 became four of each at bar 100, S2 was put together twice. */
    private String topics(boolean withSplits) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String row : Files.readAllLines(Path.of(bars)).stream().skip(1).toList()) {
            String[] cells = row.split(",");
            long day = ChronoUnit.DAYS.between(FIRST, LocalDate.parse(cells[0]));
            double ratio = 1;
            if (withSplits && cells[6].equals("S1")) {
                ratio = day < 100 ? 4 : 1;
            } else if (withSplits && cells[6].equals("S2")) {
                ratio = day < 40 ? 0.0625 : day < 80 ? 0.25 : 1;
            }
            lines.append(String.format(
                    Locale.ROOT,
                    "{\"schemaVersion\":1,\"symbol\":\"%s\",\"start\":\"%sT00:00:00Z\",\"interval\":\"P1D\","
                            + "\"open\":\"%.8f\",\"high\":\"%.8f\",\"low\":\"%.8f\",\"close\":\"%.8f\","
                            + "\"volume\":%d,\"currency\":\"USD\"}%n",
                    cells[6],
                    cells[0],
                    Double.parseDouble(cells[1]) * ratio,
                    Double.parseDouble(cells[2]) * ratio,
                    Double.parseDouble(cells[3]) * ratio,
                    Double.parseDouble(cells[4]) * ratio,
                    Math.round(Long.parseLong(cells[5]) * 16 / ratio)));
        }
        return lines.toString();
    }

    private static String split(String symbol, int bar, int hour, String ratio) {
        return "{\"schemaVersion\":1,\"symbol\":\"" + symbol + "\",\"effective\":\""
                + FIRST.plusDays(bar) + "T" + (hour < 10 ? "0" : "") + hour + ":00:00Z\",\"ratio\":\"" + ratio
                + "\"}\n";
    }

    /** Fourths and sixteenths divide doubles without a rest, so that all bits are those of the market without splits. */
    @Test
    void aSplitIsNoReturn() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain.jsonl"), topics(false));
        Path unadjusted = folder.resolve("unadjusted.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(unadjusted))) {
            out.write(topics(true).getBytes(StandardCharsets.UTF_8));
        }
        // At the bar's very start, within the day before it, after the last bar, and of a symbol that there is not.
        Path splits = Files.writeString(
                folder.resolve("splits.jsonl"),
                split("S2", 80, 0, "0.25")
                        + split("S1", 99, 14, "4")
                        + split("S2", 40, 0, "0.25")
                        + split("S2", 40, 0, "0.25")
                        + split("S3", BARS, 0, "7")
                        + split("S9", 3, 0, "2"));
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        assertThat(train(one, plain.toString()).exitCode()).isEqualTo(ExitCode.OK);
        Result trained = train(other, unadjusted.toString(), splits.toString());
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.err()).contains("800 bars of 5 symbols, adjusted for 5 splits; 1 duplicate left out");
        assertThat(contract(other).trainingData()).isEqualTo(contract(one).trainingData());
        assertThat(other.resolve("model.onnx")).hasSameBinaryContentAs(one.resolve("model.onnx"));

        Path without = folder.resolve("without");
        train(without, unadjusted.toString());
        assertThat(contract(without).trainingData()).isNotEqualTo(contract(one).trainingData());
    }

    @Test
    void whatIsLeftOutIsCountedAndTold() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), """
                date,open,high,low,close,volume,Name
                2025-01-01,50.0000,50,50,50,1,S0
                2025-06-11,1,1,1,one,1,S0
                2025-06-12,1,,1,1,1,S0
                2025-06-13,9,9,9,9,9,S0
                2025-06-13,9,9,9,9,9,S0
                """);
        Path news = Files.writeString(folder.resolve("news.csv"), """
                newsId,published,headline,symbols
                1,2025-01-02T10:00:00Z,S0 rises,S0
                """);
        Result trained = train(folder.resolve("model"), bars, wrong.toString(), news.toString(), "--mapping", "ohlcv");
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.err())
                .contains(
                        wrong + ":3: invalid-price: close: a text of 3 characters is not a plain decimal",
                        wrong + ":4: invalid-price: high: is missing",
                        wrong + ":2: another bar of S0 at 2025-01-01T00:00:00Z than " + bars
                                + ":2 has, which counts; correct one of them",
                        "801 bars of 5 symbols; 3 bad rows left out; 1 duplicate left out; 1 headline left out");
    }

    @Test
    void barsThatDoNotGoTogetherAreRefusedWithBothRows() throws IOException {
        String bar = "{\"symbol\":\"A\",\"start\":\"2025-01-0%dT00:00:00Z\",\"interval\":\"%s\",\"open\":\"1\","
                + "\"high\":\"1\",\"low\":\"1\",\"close\":\"1\",\"volume\":1,\"currency\":\"%s\"}\n";
        Path mixed = folder.resolve("mixed.jsonl");
        Files.writeString(mixed, bar.formatted(2, "P1D", "USD") + bar.formatted(1, "PT1H", "USD"));
        refused(
                mixed + ":1: this bar's interval is PT24H, and " + mixed + ":2 has one of PT1H; a model is of one"
                        + " interval: name files of one",
                mixed);
        Files.writeString(mixed, bar.formatted(1, "P1D", "USD") + bar.formatted(2, "P1D", "EUR"));
        refused(mixed + ":2: this bar of A is in EUR, and " + mixed + ":1 in USD", mixed);
    }

    @Test
    void whatIsWrongIsToldInOneLine() throws Exception {
        Path few = folder.resolve("short.csv");
        refused("no file " + few, few);
        refused(
                few + ":1: no column 'Name'. It has: date, open, high, low, close, volume",
                Files.writeString(few, "date,open,high,low,close,volume\n"));
        refused(
                "no symbol has 62 bars",
                Files.writeString(few, "date,open,high,low,close,volume,Name\n2025-01-01,1,1,1,1,1,A\n"));
        Result name = model("train", "price-lstm", "--input", bars, "--output", "x", "--name", "Mine");
        assertThat(name.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(name.err()).contains("--name is 'Mine'; allowed are");
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
                "--mapping",
                "ohlcv",
                "--output",
                folder.resolve("model").toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(reason);
    }
}
