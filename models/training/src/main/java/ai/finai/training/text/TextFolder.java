package ai.finai.training.text;

import ai.finai.models.GoldenVectors;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.TextModel;
import ai.finai.models.contract.TextContract;
import ai.finai.models.text.SentimentModel;
import ai.finai.training.lstm.Torch;
import ai.finai.training.lstm.WholeFile;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a classifier as the registry takes it: {@code model.onnx}, its {@code vocab.txt}, {@code card.md} for people, and
 * last {@code manifest.json}, so that a folder with a manifest is complete.
 */
public final class TextFolder {

    private static final int GOLDEN_TEXTS = 16;

    private TextFolder() {}

    /**
     * Writes the files; each replaces an older one in one step.
     *
     * @param folder made where it is missing
     * @param texts to compute golden vectors with; the first of them are taken
     * @param card what a person must know of it, in Markdown
     * @throws IOException if a file cannot be written
     */
    public static void write(
            Path folder, TextExport.Exported exported, TextIdentity identity, List<String> texts, String card)
            throws IOException {
        TextContract contract = contract(exported);
        byte[] bytes = exported.file().bytes();
        Manifest manifest = new Manifest(
                contract.name(),
                contract.version(),
                exported.file().sha256(),
                bytes.length,
                golden(exported, texts.subList(0, Math.min(GOLDEN_TEXTS, texts.size()))),
                contract.metrics(),
                contract.trainingData(),
                contract.seed(),
                new TreeMap<>(Map.of(
                        "DJL", Torch.djlVersion(),
                        "FinAI", identity.finai(),
                        "ONNX Runtime", OrtEnvironment.getEnvironment().getVersion(),
                        "PyTorch", Torch.version())));
        WholeFile.write(folder.resolve("model.onnx"), bytes);
        WholeFile.write(folder.resolve(TextExport.VOCABULARY), exported.vocabulary());
        WholeFile.write(folder.resolve("card.md"), card.getBytes(StandardCharsets.UTF_8));
        WholeFile.write(folder.resolve("manifest.json"), manifest.toJson());
    }

    private static TextContract contract(TextExport.Exported exported) {
        try {
            return exported.file().text();
        } catch (InvalidModelException e) {
            throw new IllegalStateException("what was exported is a model of texts", e);
        }
    }

    private static GoldenVectors golden(TextExport.Exported exported, List<String> texts) {
        List<long[]> pieces = new ArrayList<>();
        List<float[]> probabilities = new ArrayList<>();
        try (SentimentModel cutting = SentimentModel.open(exported.file(), exported.vocabulary());
                TextModel model = TextModel.open(exported.file())) {
            for (String text : texts) {
                long[] of = cutting.pieces(text);
                pieces.add(of);
                probabilities.add(model.probabilities(List.of(of))[0]);
            }
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model does not run: " + e.getMessage(), e);
        }
        return new GoldenVectors.Texts(pieces, probabilities);
    }
}
