package ai.finai.training.lstm;

import ai.finai.models.Reference;

/** What a training came to: all that the exported model is made of. Made by {@link LstmTraining}. */
public final class TrainedLstm {

    private final LstmSettings settings;
    private final CalibratedNetwork network;
    private final double threshold;
    private final Reference reference;
    private final double validationArea;
    private final int epochs;
    private final int bestEpoch;

    TrainedLstm(
            LstmSettings settings,
            TrainingState state,
            Scaling scaling,
            Calibration calibration,
            double threshold,
            Reference reference) {
        this.settings = settings;
        network = new CalibratedNetwork(state.best(), scaling, calibration);
        this.threshold = threshold;
        this.reference = reference;
        validationArea = state.bestArea();
        epochs = state.epochs();
        bestEpoch = state.bestEpoch();
    }

    public LstmSettings settings() {
        return settings;
    }

    CalibratedNetwork network() {
        return network;
    }

    /**
     * At or above which a score is worth an alert: the lowest at which no more than the settings' share of the validation's
     * postings alert. So officers get what they can look at, whatever the labels are worth.
     */
    public double threshold() {
        return threshold;
    }

    /** Features of the training part, scores of the validation part. */
    public Reference reference() {
        return reference;
    }

    /** Area under precision and recall of the validation part. */
    public double validationArea() {
        return validationArea;
    }

    /** Epochs that were trained. */
    public int epochs() {
        return epochs;
    }

    /** The epoch after which weights were taken, from 1. */
    public int bestEpoch() {
        return bestEpoch;
    }
}
