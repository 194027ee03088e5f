package ai.finai.laboratory.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.cli.ExitCode;
import ai.finai.cli.Finai;
import ai.finai.models.Manifest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Training and judging as a user does it, on a few made-up headlines. */
class SentimentCommandsTest {

    private static final List<List<String>> VERBS = List.of(
            List.of("plunges", "misses", "warns", "sinks"),
            List.of("holds", "appoints", "schedules", "files"),
            List.of("soars", "beats", "surges", "rallies"));
    private static final List<String> NAMES = List.of("Acme", "Bolt Motors", "Dynamo", "Everest Bank", "Fuji");
    private static final List<String> CODES = List.of("negative", "neutral", "positive");

    @TempDir
    private static Path folder;

    private record Result(int exitCode, String out, String err) {}

    private static Result model(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine train = Finai.behaving(new CommandLine(new TrainSentimentCommand()));
        CommandLine evaluate = Finai.behaving(new CommandLine(new EvaluateSentimentCommand()));
        CommandLine command = arguments[0].equals("train") ? train : evaluate;
        int exitCode = command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }

    @BeforeAll
    static void write() throws IOException {
        Random random = new Random(1);
        StringBuilder rows = new StringBuilder("title,headline_sentiment\n");
        StringBuilder subjects = new StringBuilder("title,entity\n");
        for (int i = 0; i < 400; i++) {
            int sentiment = random.nextInt(3);
            String name = NAMES.get(random.nextInt(NAMES.size()));
            // A cell may hold commas, quotes and line ends.
            String title = name + ' ' + VERBS.get(sentiment).get(random.nextInt(4)) + ", \"\"case" + i + "\"\"\n again";
            rows.append('"')
                    .append(title)
                    .append("\",")
                    .append(CODES.get(sentiment))
                    .append('\n');
            subjects.append('"').append(title).append("\",").append(name).append('\n');
        }
        rows.append("Gold up and oil down,mixed\n");
        Files.writeString(folder.resolve("headlines.csv"), rows);
        Files.writeString(folder.resolve("subjects.csv"), subjects);
        Files.writeString(
                folder.resolve("other.csv"),
                "text,label\nAcme soars,positive\nFuji sinks,negative\nDynamo files,neutral\n");
    }

    private static String at(String name) {
        return folder.resolve(name).toString();
    }

    private static Result train(String output) {
        return model(
                "train",
                "--input",
                at("headlines.csv"),
                "--subjects",
                at("subjects.csv"),
                "--elsewhere",
                at("other.csv"),
                "--members",
                "1",
                "--epochs",
                "4",
                "--version",
                "7",
                "--output",
                at(output));
    }

    @Test
    void aModelIsTrainedJudgedAndWrittenWithWhatItReached() throws Exception {
        Result trained = train("model");
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.err())
                .contains("headlines.csv: 400 headlines; left out: {mixed=1}", "network 1 of 1, epoch 1 of at most 4");
        assertThat(trained.out())
                .contains("headlines.csv, test part", "other.csv, all of it: 3 headlines", "logistic regression");
        Manifest manifest = Manifest.read(Files.readAllBytes(folder.resolve("model/manifest.json")));
        JsonNode evaluation = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("model/evaluation.json")));
        double accuracy = evaluation.at("/sets/0/judged/0/figures/accuracy").asDouble();
        assertThat(manifest.metrics().get("test.accuracy")).isCloseTo(accuracy, within(1e-6));
        assertThat(accuracy).isGreaterThan(0.6);
        assertThat(Files.readString(folder.resolve("model/card.md")))
                .contains("# sentiment 7", manifest.sha256(), "| naive Bayes |");
        Result judged = model(
                "evaluate", "--model", at("model"), "--input", at("headlines.csv"), "--test-part", "--format", "json");
        assertThat(judged.exitCode()).as(judged.err()).isEqualTo(ExitCode.OK);
        assertThat(new ObjectMapper().readTree(judged.out()).at("/sets/0/judged/0"))
                .isEqualTo(evaluation.at("/sets/0/judged/0"));
    }

    @Test
    void theSameCommandGivesTheSameFile() throws IOException {
        assertThat(train("once").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(train("again").exitCode()).isEqualTo(ExitCode.OK);
        for (String file : List.of("model.onnx", "vocab.txt", "manifest.json", "evaluation.json", "card.md")) {
            assertThat(folder.resolve("once").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("again").resolve(file));
        }
    }

    @Test
    void errorsAreOneLineThatSaysWhatToDo() throws IOException {
        Files.writeString(folder.resolve("bad.csv"), "text,mood\nAcme soars,positive\n");
        refused(":1: no column sentiment, headline_sentiment, label; there are text, mood", at("bad.csv"));
        refused("each part needs some of each sentiment", at("other.csv"));
        refused("nowhere.csv", at("nowhere.csv"));
        Result missing = model("evaluate", "--model", at("nothing"), "--input", at("other.csv"));
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("model.onnx");
    }

    private static void refused(String problem, String input) {
        Result refused = model("train", "--input", input, "--output", at("never"));
        assertThat(refused.exitCode()).as(refused.err()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err().lines().reduce((one, other) -> other).orElse(""))
                .contains(problem);
        assertThat(refused.out()).isEmpty();
    }
}
