package ai.finai.training.lstm;

import ai.finai.models.GoldenVectors;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.contract.StepContract;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes a trained model as the registry takes it: {@code model.onnx}, {@code card.md} for people, and last
 * {@code manifest.json}, so that a folder with a manifest is complete.
 */
public final class ModelFolder {

    private static final int GOLDEN_SEQUENCES = 8;
    private static final int GOLDEN_ROWS = 16;

    private ModelFolder() {}

    /**
     * Exports the model and writes its files; each replaces an older one in one step.
     *
     * @param folder made where it is missing
     * @param metrics measured on held-out data, by name, finite
     * @param data trained on
     * @return the exported file, as written
     * @throws ParityException if it does not compute what was trained; nothing is written then
     * @throws IOException if a file cannot be written
     */
    public static ModelFile write(
            Path folder,
            TrainedLstm trained,
            ModelIdentity identity,
            Map<String, Double> metrics,
            LabelledPostings data,
            TimeSplit split)
            throws IOException {
        ModelFile file = OnnxExport.of(trained, identity, metrics, data, split);
        Map<String, String> madeWith = new TreeMap<>(Map.of(
                "DJL", Torch.djlVersion(),
                "FinAI", identity.finai(),
                "ONNX Runtime", OrtEnvironment.getEnvironment().getVersion(),
                "PyTorch", Torch.version()));
        StepContract contract = contract(file);
        byte[] bytes = file.bytes();
        Manifest manifest = new Manifest(
                identity.name(),
                identity.version(),
                file.sha256(),
                bytes.length,
                golden(file, trained.network().scaling(), data, split),
                contract.metrics(),
                contract.trainingData(),
                contract.seed(),
                madeWith);
        String card = ModelCard.of(contract, trained, data, split, file.sha256());
        WholeFile.write(folder.resolve("model.onnx"), bytes);
        WholeFile.write(folder.resolve("card.md"), card.getBytes(StandardCharsets.UTF_8));
        WholeFile.write(folder.resolve("manifest.json"), manifest.toJson());
        return file;
    }

    private static StepContract contract(ModelFile file) {
        try {
            return file.step();
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model is not of its kind", e);
        }
    }

    /** First postings of accounts of the training part: those with laundering first, then others. */
    private static GoldenVectors golden(ModelFile file, Scaling scaling, LabelledPostings data, TimeSplit split) {
        List<List<float[]>> sequences = new ArrayList<>();
        List<float[]> scores = new ArrayList<>();
        try (StepModel model = StepModel.open(file)) {
            for (int[] rows : goldenRows(data, split)) {
                List<float[]> sequence = Arrays.stream(rows)
                        .mapToObj(row -> scaling.unscaled(data.features(), row))
                        .toList();
                sequences.add(sequence);
                scores.add(model.scores(sequence));
            }
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model does not run: " + e.getMessage(), e);
        }
        return new GoldenVectors.Steps(sequences, scores);
    }

    private static List<int[]> goldenRows(LabelledPostings data, TimeSplit split) {
        List<int[]> laundering = new ArrayList<>();
        List<int[]> others = new ArrayList<>();
        for (int account = 0; account < data.accounts(); account++) {
            int[] rows = data.rows(account);
            int known = Math.min(Stretch.below(rows, split.train()), GOLDEN_ROWS);
            if (known > 0) {
                int[] first = Arrays.copyOf(rows, known);
                boolean launders = Arrays.stream(first).anyMatch(data::laundering);
                List<int[]> kind = launders ? laundering : others;
                if (kind.size() < GOLDEN_SEQUENCES) {
                    kind.add(first);
                }
            }
        }
        int half = Math.min(laundering.size(), GOLDEN_SEQUENCES / 2);
        List<int[]> chosen = new ArrayList<>(laundering.subList(0, half));
        chosen.addAll(others.subList(0, Math.min(others.size(), GOLDEN_SEQUENCES - half)));
        return chosen;
    }
}
