package ai.finai.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.models.features.Feature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a user runs them, over a small generated bank. */
class LaboratoryTest {

    @TempDir
    private static Path bank;

    @TempDir
    private Path folder;

    private static String payments;
    private static String labels;

    private record Result(int exitCode, String out, String err) {}

    private static Result model(String... arguments) {
        return run(Laboratory.commandLine(), arguments);
    }

    private static Result run(CommandLine commandLine, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = commandLine
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    @BeforeAll
    static void generate() {
        payments = bank.resolve("payments.jsonl").toString();
        labels = bank.resolve("labels.csv").toString();
        Result generated = run(
                Finai.commandLine(),
                "generate",
                "--accounts=600",
                "--days=40",
                "--seed=1",
                "--scenarios=structuring=15,rapid-transfer=15",
                "--output=" + payments,
                "--labels=" + labels);
        assertThat(generated.exitCode()).as(generated.err()).isEqualTo(ExitCode.OK);
    }

    private static String rates() {
        return Path.of(System.getProperty("finai.root"), "src/config/rates.csv").toString();
    }

    @Test
    void everyCommandExplainsItselfWithExamples() {
        for (List<String> command :
                List.of(List.of("train", "account-lstm"), List.of("evaluate"), List.of("features"))) {
            assertThat(help(command)).contains("--labels-of");
        }
        assertThat(help(List.of("train", "sentiment"))).contains("--elsewhere");
        assertThat(help(List.of("evaluate", "sentiment"))).contains("--test-part");
        assertThat(model("train").out()).contains("account-lstm", "sentiment");
    }

    private static String help(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");
        Result help = model(arguments.toArray(String[]::new));
        assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
        return assertThat(help.out())
                .contains("Usage: finai model " + String.join(" ", command), "Examples:", "--debug")
                .actual();
    }

    @Test
    void theFeaturesAreDescribedWithTheHashThatAModelNeeds() {
        Result described = model("features", "--describe");
        assertThat(described.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(described.out())
                .contains("amount_deviation   standard deviations, from -8 to 8 (amount)")
                .contains("finai.features.sha256=" + Feature.sha256(Feature.all()))
                .contains("finai.features=amount,amount_deviation,");
    }

    @Test
    void everyPostingIsWrittenOnceWithItsLabel() throws IOException {
        Path csv = folder.resolve("features.csv");
        Result written = model(
                "features", "--input", payments, "--labels", labels, "--rates", rates(), "--output", csv.toString());
        assertThat(written.exitCode()).as(written.err()).isEqualTo(ExitCode.OK);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).startsWith("account,event_time,laundering,typology,amount,");
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(4 + Feature.COUNT));
        long laundering = lines.stream().filter(line -> line.contains("Z,1,")).count();
        long episodes = Files.readAllLines(Path.of(labels)).stream()
                .filter(line -> line.contains(",episode,"))
                .count();
        assertThat(laundering).isEqualTo(episodes).isPositive();
        assertThat(written.err()).contains(" postings of ").doesNotContain("met no posting");
    }

    @Test
    void modelBaselinesAndRuleBookStandSideBySide() throws IOException {
        Path model = Files.write(folder.resolve("small.onnx"), SmallModel.onnx("USD"));
        Path output = folder.resolve("result");
        Result judged = model(
                "evaluate",
                "--model",
                folder.toString(),
                "--input",
                payments,
                "--labels",
                labels,
                "--rates",
                rates(),
                "--output",
                output.toString());
        assertThat(judged.exitCode()).as(judged.err()).isEqualTo(ExitCode.OK);
        assertThat(judged.out())
                .contains("DETECTOR", "small", "logistic regression", "boosted trees", "rule book, with hindsight")
                .contains("rapid-transfer", "structuring", "report.html");
        JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(output.resolve("evaluation.json")));
        assertThat(json.path("about").path("model").asText()).startsWith("small 1, sha256 ");
        assertThat(area(json, "rule book, with hindsight")).isGreaterThan(area(json, "rule book"));
        assertThat(area(json, "rule book")).isGreaterThan(area(json, "small"));
        assertThat(Files.readString(output.resolve("report.html"))).contains("How well laundering is found: small");
        assertThat(model).exists();
    }

    private static double area(JsonNode evaluation, String detector) {
        for (JsonNode detection : evaluation.path("detections")) {
            if (detection.path("name").asText().equals(detector)) {
                return detection.path("area").asDouble();
            }
        }
        throw new AssertionError("no " + detector);
    }

    @Test
    void theSameInputGivesTheSameBytes() {
        String[] arguments = {
            "evaluate",
            "--input",
            payments,
            "--labels",
            labels,
            "--rates",
            rates(),
            "--no-baselines",
            "--format",
            "json"
        };
        Result once = model(arguments);
        assertThat(once.exitCode()).as(once.err()).isEqualTo(ExitCode.OK);
        assertThat(once.out()).startsWith("{").endsWith("}\n").doesNotContain(bank.toString());
        assertThat(model(arguments).out()).isEqualTo(once.out());
    }

    @Test
    void aModelIsTrainedAndCarriesWhatItReached() throws IOException {
        Path output = folder.resolve("model");
        Result trained = model(
                "train",
                "account-lstm",
                "--input",
                payments,
                "--labels",
                labels,
                "--rates",
                rates(),
                "--epochs",
                "2",
                "--hidden",
                "8",
                "--no-baselines",
                "--version",
                "7",
                "--output",
                output.toString());
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.err()).contains("epoch 1 of at most 2: loss ", "validation PR-AUC ");
        JsonNode manifest = new ObjectMapper().readTree(Files.readAllBytes(output.resolve("manifest.json")));
        JsonNode evaluation = new ObjectMapper().readTree(Files.readAllBytes(output.resolve("evaluation.json")));
        assertThat(manifest.path("metrics").path("test.pr-auc").asDouble())
                .isCloseTo(area(evaluation, "account-lstm"), org.assertj.core.api.Assertions.within(1e-6));
        assertThat(evaluation.path("about").path("model").asText())
                .isEqualTo("account-lstm 7, sha256 " + manifest.path("sha256").asText());
        assertThat(Files.readString(output.resolve("card.md"))).contains("test.pr-auc");
        Result judged = model(
                "evaluate",
                "--model",
                output.toString(),
                "--input",
                payments,
                "--labels",
                labels,
                "--rates",
                rates(),
                "--no-baselines",
                "--format",
                "json");
        assertThat(new ObjectMapper().readTree(judged.out()).path("detections"))
                .isEqualTo(evaluation.path("detections"));
    }

    @Test
    void whatIsLeftOutIsSaid() throws IOException {
        List<String> rows = Files.readAllLines(Path.of(payments));
        Path spoilt = folder.resolve("spoilt.jsonl");
        Files.writeString(spoilt, "no payment\n" + String.join("\n", rows) + '\n' + rows.get(0) + '\n');
        Path unknown = folder.resolve("labels.csv");
        Files.writeString(
                unknown,
                Files.readString(Path.of(labels)) + "x,structuring,episode,,true,A1,1,unknown\n",
                StandardCharsets.UTF_8);
        Result said = model(
                "features",
                "--input",
                spoilt.toString(),
                "--labels",
                unknown.toString(),
                "--output",
                folder.resolve("features.csv.gz").toString());
        assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
        assertThat(said.err())
                .contains(spoilt + ":1: ")
                .contains("1 bad row left out", "1 duplicate left out", "unrated postings left out")
                .containsPattern("1 of \\d+ labels met no posting");
    }

    @Test
    void errorsAreOneLineThatSaysWhatToDo() throws IOException {
        Path currency = Files.write(folder.resolve("euro.onnx"), SmallModel.onnx("EUR"));
        Path broken = Files.writeString(folder.resolve("broken.onnx"), "no model");
        refused("--input and --labels are needed", "evaluate");
        refused("no file nowhere", "evaluate", "--input", "nowhere", "--labels", labels);
        refused("expected a number and a unit", "evaluate", "--input", payments, "--labels", labels, "--gap", "3");
        refused("together below 1", "evaluate", "--input", payments, "--labels", labels, "--test", "0.9");
        refused("its amounts are in EUR", "evaluate", "--model", currency.toString());
        refused(broken.toString(), "evaluate", "--model", broken.toString());
        refused("'lstm'", "train", "lstm", "--output", folder.toString());
        refused("name --output FILE, or --describe", "features", "--input", payments, "--labels", labels);
    }

    private static void refused(String problem, String... arguments) {
        Result refused = model(arguments);
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        String last = refused.err().lines().reduce((one, other) -> other).orElse("");
        assertThat(last).contains(problem);
        assertThat(refused.out()).isEmpty();
    }
}
