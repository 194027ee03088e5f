package ai.finai.training.price;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.WindowModel;
import ai.finai.models.contract.WindowContract;
import ai.finai.models.market.MarketFeature;
import ai.finai.training.lstm.ParityException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a trained network the ONNX file that is served, and lets none pass that computes something else. */
final class PriceExport {

    /** Between PyTorch and ONNX Runtime, in units of a window's volatility. */
    static final double TOLERANCE = 1e-5;

    private static final int COMPARED = 512;

    private PriceExport() {}

    /**
     * Exports, and holds the file against PyTorch over windows from first to last.
     *
     * @param interval of the bars
     * @param metrics measured on what was not trained on, by name, finite
     * @return checked as every file is that is to run
     * @throws ParityException if a quantile differs by {@link #TOLERANCE} or more
     * @throws IllegalArgumentException if name or version are not as they must be
     */
    static ModelFile of(
            PriceTrainer.Trained trained,
            PriceSettings settings,
            PriceSamples samples,
            String name,
            String version,
            Duration interval,
            Map<String, Double> metrics) {
        WindowContract contract = new WindowContract(
                name,
                version,
                MarketFeature.all(),
                settings.length(),
                interval,
                settings.levels(),
                samples.sha256(),
                Long.toString(settings.seed()),
                metrics);
        byte[] bytes =
                new PriceGraph(trained.weights(), trained.scaling(), settings.length()).toFile(contract.toMetadata());
        try {
            ModelFile file = ModelFile.of(bytes);
            try (WindowModel model = WindowModel.open(file)) {
                check(model, trained, settings, samples);
            }
            return file;
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("the exported model is not fit to run: " + e.getMessage(), e);
        }
    }

    static void check(WindowModel model, PriceTrainer.Trained trained, PriceSettings settings, PriceSamples samples) {
        int step = Math.max(1, samples.size() / COMPARED);
        int[] chosen = IntStream.iterate(0, sample -> sample < samples.size(), sample -> sample + step)
                .limit(COMPARED)
                .toArray();
        float[] expected = forecasts(trained, settings, samples, chosen);
        float[] found = PriceForecasts.of(model, samples, chosen);
        int quantiles = settings.levels().size();
        for (int i = 0; i < found.length; i++) {
            double difference = Math.abs(found[i] - expected[i]) / (double) samples.volatility(chosen[i / quantiles]);
            if (!(difference < TOLERANCE)) {
                throw new ParityException("quantile " + settings.levels().get(i % quantiles) + " of window "
                        + chosen[i / quantiles] + " is " + found[i] + " in ONNX Runtime and " + expected[i]
                        + " in PyTorch: " + difference + " of its volatility apart, allowed are " + TOLERANCE);
            }
        }
    }

    /** By PyTorch: log returns, Q a sample. */
    static float[] forecasts(PriceTrainer.Trained trained, PriceSettings settings, PriceSamples samples, int[] chosen) {
        try (PriceNetwork network = new PriceNetwork(settings.layout(), samples.length(), settings.threads())) {
            PriceBatch batch = PriceBatch.of(samples, trained.scaling(), chosen);
            float[] quantiles = network.forward(trained.weights(), batch.inputs(), batch.size());
            int width = settings.levels().size();
            for (int i = 0; i < quantiles.length; i++) {
                quantiles[i] *= samples.volatility(chosen[i / width]);
            }
            return quantiles;
        }
    }
}
