package ai.finai.cli.model;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.fixtures.TinyBert;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.write(folder.resolve("bert.onnx"), TinyBert.onnx(6, 64, 1));
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\nprofit\n##s\n");
    }

    private Cli adopt(String file, String classes) {
        return finai(
                "model",
                "adopt",
                folder.resolve(file).toString(),
                "--vocabulary",
                folder.resolve("vocab.txt").toString(),
                "--classes",
                classes,
                "--name",
                "finbert",
                "--longest",
                "64",
                "--output",
                folder.resolve("adopted").toString());
    }

    @Test
    void aBertOfOthersBecomesAModelThatJudges() throws IOException, InvalidModelException {
        Cli adopted = adopt("bert.onnx", "positive,negative,neutral");
        assertThat(adopted.exitCode()).as(adopted.err()).isEqualTo(ExitCode.OK);
        Path output = folder.resolve("adopted");
        ModelFile file = ModelFile.ofText(Files.readAllBytes(output.resolve("model.onnx")));
        assertThat(file.text().classes()).containsExactly(Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL);
        assertThat(Manifest.read(Files.readAllBytes(output.resolve("manifest.json")))
                        .sha256())
                .isEqualTo(file.sha256());
        try (SentimentModel model = SentimentModel.open(file, Files.readAllBytes(output.resolve("vocab.txt")))) {
            assertThat(model.judge(List.of("Profits")).get(0).outcome()).isEqualTo(Judgement.Outcome.JUDGED);
        }
    }

    @Test
    void whatCannotBeAdoptedIsRefusedWithTheReason() throws IOException {
        Files.writeString(folder.resolve("no.onnx"), "no model");
        Cli refused = adopt("no.onnx", "positive,negative,neutral");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("no.onnx: not an ONNX file");
        Cli twice = adopt("bert.onnx", "positive,positive,neutral");
        assertThat(twice.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(twice.err()).contains("finai.text.classes");
        Files.writeString(folder.resolve("vocab.txt"), "profit\n");
        assertThat(adopt("bert.onnx", "positive,negative,neutral").err()).contains("lacks [PAD], [UNK], [CLS], [SEP]");
    }
}
