package ai.finai.training.lstm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.models.GoldenVectors;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    @TempDir
    Path folder;

    @Test
    void writesAModelAsTheRegistryTakesIt() throws IOException, InvalidModelException {
        LabelledPostings data = Bank.of(31, 40, 50);
        TimeSplit split = Bank.split(data);
        TrainedLstm trained = LstmTraining.train(data, split, Bank.settings(), folder, Progress.NONE);
        ModelIdentity identity = new ModelIdentity("account-lstm", "1.0.0", "USD", "0.1.0");

        ModelFolder.write(folder, trained, identity, Map.of("test.pr-auc", 0.625), data, split);

        byte[] bytes = Files.readAllBytes(folder.resolve("model.onnx"));
        ModelFile file = ModelFile.of(bytes);
        Manifest manifest = Manifest.read(Files.readAllBytes(folder.resolve("manifest.json")));
        assertThat(manifest.sha256()).isEqualTo(file.sha256());
        assertThat(manifest.size()).isEqualTo(bytes.length);
        assertThat(manifest.name()).isEqualTo(file.contract().name());
        assertThat(manifest.version()).isEqualTo(file.contract().version());
        assertThat(manifest.metrics())
                .containsEntry("test.pr-auc", 0.625)
                .isEqualTo(file.contract().metrics());
        assertThat(manifest.trainingData()).isEqualTo(data.sha256());
        assertThat(manifest.seed()).isEqualTo("1");
        assertThat(manifest.madeWith()).containsOnlyKeys("DJL", "FinAI", "ONNX Runtime", "PyTorch");
        assertThat(manifest.madeWith().values()).allMatch(version -> version.matches("\\d+\\.\\d+.*"));
        List<List<float[]>> sequences = ((GoldenVectors.Steps) manifest.golden()).sequences();
        assertThat(sequences).hasSize(8);
        assertThat(sequences).allSatisfy(rows -> assertThat(rows).hasSize(16));
        try (StepModel model = StepModel.open(file)) {
            model.verify(manifest.golden());
        }
        assertThat(Files.readString(folder.resolve("card.md")))
                .contains("# account-lstm 1.0.0", file.sha256(), "| test.pr-auc | 0.6250 |", "**Not for** refusing")
                .contains("cross_border", "pass-through");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            List.of("card.md", "checkpoint.bin", "manifest.json", "model.onnx"));
        }
    }
}
