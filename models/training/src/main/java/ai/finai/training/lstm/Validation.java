package ai.finai.training.lstm;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.Reference;
import ai.finai.models.StepModel;
import ai.finai.models.contract.StepContract;
import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import ai.finai.training.evaluation.PrecisionRecall;
import java.util.Arrays;
import java.util.Map;

/**
 * Scores the validation part with the model as it would be served: exported, and stepped through each account from its
 * first posting, so that states are as warm as they are in production.
 */
final class Validation {

    private final LabelledPostings data;
    private final TimeSplit split;
    private final LstmSettings settings;
    private final Scaling scaling;
    private final boolean[] positives;

    /** @throws IllegalArgumentException if the validation part has no laundering, or nothing else */
    Validation(LabelledPostings data, TimeSplit split, LstmSettings settings, Scaling scaling) {
        this.data = data;
        this.split = split;
        this.settings = settings;
        this.scaling = scaling;
        positives = new boolean[split.validationUntil() - split.validationFrom()];
        int count = 0;
        for (int i = 0; i < positives.length; i++) {
            positives[i] = data.laundering(split.validationFrom() + i);
            count += positives[i] ? 1 : 0;
        }
        if (count == 0 || count == positives.length) {
            throw new IllegalArgumentException("of the " + positives.length + " postings of the validation part "
                    + count + " are laundering; it needs some of both kinds");
        }
    }

    /** Of each row of the validation part, whether it is laundering. */
    boolean[] positives() {
        return positives;
    }

    /** The area under precision and recall of logits or scores of the validation part. */
    double area(float[] scores) {
        return PrecisionRecall.area(scores, positives);
    }

    /** Of each row of the validation part. */
    float[] logits(Weights weights) {
        float[] logits = scores(weights, Calibration.FLAT);
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Calibration.FLAT.logit(logits[i]);
        }
        return logits;
    }

    /** Of each row of the validation part. */
    float[] scores(Weights weights, Calibration calibration) {
        StepContract contract = new StepContract(
                "account-lstm",
                "validation",
                settings.features(),
                "XXX",
                settings.stateSize(),
                "validation",
                1,
                "",
                "",
                Map.of(),
                Reference.NONE);
        byte[] file = new LstmGraphs(new CalibratedNetwork(weights, scaling, calibration)).step(contract.toMetadata());
        try (StepModel model = StepModel.open(ModelFile.of(file))) {
            float[] all = Scores.ofFirst(model, data, split.validationUntil());
            float[] scores = Arrays.copyOfRange(all, split.validationFrom(), split.validationUntil());
            for (float score : scores) {
                if (Float.isNaN(score)) {
                    throw new IllegalStateException("the model gives scores that are not finite");
                }
            }
            return scores;
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model is not fit to run: " + e.getMessage(), e);
        }
    }
}
