package ai.finai.training.price;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.Rehearsal;
import ai.finai.models.WindowModel;
import ai.finai.training.forecast.ForecastEvaluation;
import ai.finai.training.lstm.Torch;
import ai.finai.training.lstm.WholeFile;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trained model, and what its card says of how it came about.
 *
 * @param file that is served
 * @param epochs until it was best
 * @param validation mean pinball loss of its validation part, in units of volatility
 */
public record PriceModel(
        ModelFile file, PriceSamples samples, PriceSettings settings, Fold fold, int epochs, double validation) {

    /**
     * Writes {@code model.onnx}, {@code card.md} and {@code manifest.json}, which is last. Golden vectors are of made-up bars:
     * what was trained on is not handed on.
     *
     * @param finai version of FinAI that makes it
     * @throws IOException if it cannot be written
     */
    public void write(Path folder, ForecastEvaluation evaluation, String finai) throws IOException {
        byte[] bytes = file.bytes();
        try (WindowModel model = WindowModel.open(file)) {
            Manifest manifest = new Manifest(
                    file.contract().name(),
                    file.contract().version(),
                    file.sha256(),
                    bytes.length,
                    Rehearsal.of(model),
                    file.contract().metrics(),
                    file.contract().trainingData(),
                    file.contract().seed(),
                    new TreeMap<>(Map.of(
                            "DJL", Torch.djlVersion(),
                            "FinAI", finai,
                            "ONNX Runtime", OrtEnvironment.getEnvironment().getVersion(),
                            "PyTorch", Torch.version())));
            String card = PriceCard.of(this, model.contract(), evaluation);
            WholeFile.write(folder.resolve("model.onnx"), bytes);
            WholeFile.write(folder.resolve("card.md"), card.getBytes(StandardCharsets.UTF_8));
            WholeFile.write(folder.resolve("manifest.json"), manifest.toJson());
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model is not fit to run: " + e.getMessage(), e);
        }
    }
}
