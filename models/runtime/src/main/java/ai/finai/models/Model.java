package ai.finai.models;

import ai.finai.models.contract.ModelContract;
import ai.finai.models.contract.StepContract;
import ai.finai.models.contract.WindowContract;
import ai.finai.models.text.SentimentModel;

/** A model of any kind, ready to run. For one thread, from when it is opened to {@link #close}. */
public interface Model extends AutoCloseable {

    /**
     * Opens a session and tries it on a few rows. It holds native memory until it is closed. A model of texts is opened for
     * tokens; {@link SentimentModel#open} takes texts.
     *
     * @throws InvalidModelException if ONNX Runtime refuses the file, or a row's result depends on other rows
     */
    static Model open(ModelFile file) throws InvalidModelException {
        ModelContract contract = file.contract();
        if (contract instanceof StepContract) {
            return StepModel.open(file);
        }
        return contract instanceof WindowContract ? WindowModel.open(file) : TextModel.open(file);
    }

    ModelFile file();

    ModelContract contract();

    /**
     * Runs the manifest's rows and compares the results.
     *
     * @throws InvalidModelException if one differs by more than {@link GoldenVectors#TOLERANCE}, or they are another kind's
     */
    void verify(GoldenVectors golden) throws InvalidModelException;

    /** Frees the native memory. */
    @Override
    void close();
}
