package ai.finai.training.lstm;

import ai.finai.events.Hashes;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import ai.finai.models.contract.ModelContract;
import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.lstm.Layout.Part;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a trained network the ONNX file that is served, and lets none pass that computes something else. */
public final class OnnxExport {

    /** In the metrics: area under precision and recall of the validation part. */
    public static final String VALIDATION_AREA = "validation.pr-auc";

    private OnnxExport() {}

    /**
     * Exports, and holds the file against PyTorch over real sequences.
     *
     * @param metrics measured on held-out data, by name, finite; the validation's own is added
     * @param data trained on
     * @return checked as every file is that is to run
     * @throws ParityException if a score differs from PyTorch's by 1e-5 or more
     * @throws IllegalArgumentException if the identity is not as it must be
     */
    public static ModelFile of(
            TrainedLstm trained,
            ModelIdentity identity,
            Map<String, Double> metrics,
            LabelledPostings data,
            TimeSplit split) {
        LstmGraphs graphs = new LstmGraphs(trained.network());
        Map<String, String> metadata =
                contract(trained, identity, metrics, data.sha256()).toMetadata();
        ModelFile file;
        try {
            ModelContract.of(metadata);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        try {
            file = ModelFile.of(graphs.step(metadata));
            try (StepModel model = StepModel.open(file)) {
                Parity.check(model, trained.network(), data, split, trained.settings());
            }
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model is not fit to run: " + e.getMessage(), e);
        }
        return file;
    }

    private static StepContract contract(
            TrainedLstm trained, ModelIdentity identity, Map<String, Double> metrics, String trainingData) {
        Map<String, Double> all = new TreeMap<>(metrics);
        all.put(VALIDATION_AREA, trained.validationArea());
        return new StepContract(
                identity.name(),
                identity.version(),
                trained.settings().features(),
                identity.baseCurrency(),
                trained.settings().stateSize(),
                stateSchema(trained.network(), trained.settings().features()),
                trained.threshold(),
                trainingData,
                Long.toString(trained.settings().seed()),
                all,
                trained.reference());
    }

    /** States mean the same where the recurrent part is the same: heads and calibration may differ. */
    static String stateSchema(CalibratedNetwork network, List<Feature> features) {
        Weights weights = network.weights();
        Scaling scaling = network.scaling();
        var digest = Hashes.sha256();
        digest.update(Feature.sha256(features).getBytes(StandardCharsets.US_ASCII));
        for (float[] values : List.of(
                sources(scaling),
                scaling.offsets(),
                scaling.factors(),
                scaling.lows(),
                scaling.highs(),
                weights.part(Part.INPUT),
                weights.part(Part.RECURRENT),
                weights.part(Part.INPUT_BIAS),
                weights.part(Part.RECURRENT_BIAS))) {
            ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
            bytes.asFloatBuffer().put(values);
            digest.update(bytes.array());
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        return "account-lstm-" + weights.layout().hidden() + '-' + hash.substring(0, 32);
    }

    private static float[] sources(Scaling scaling) {
        float[] sources = new float[scaling.width()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = scaling.sources()[i];
        }
        return sources;
    }
}
