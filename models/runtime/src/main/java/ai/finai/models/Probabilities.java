package ai.finai.models;

import ai.finai.models.contract.TextContract.Output;
import java.util.Arrays;

/** Makes what a text model gives probabilities. */
final class Probabilities {

    /** Rounding of float32 leaves a sum this far from 1. */
    private static final float SLACK = 1e-3f;

    private Probabilities() {}

    /** @param result becomes the probabilities; all NaN where it cannot */
    static void of(Output output, float[] result) {
        if (Finite.all(result) && output == Output.LOGITS) {
            softmax(result);
        }
        float sum = 0;
        boolean good = Finite.all(result);
        for (float probability : result) {
            sum += probability;
            good &= probability >= 0 && probability <= 1 + SLACK;
        }
        if (!good || Math.abs(sum - 1) > SLACK) {
            Arrays.fill(result, Float.NaN);
        }
    }

    private static void softmax(float[] result) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : result) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : result) {
            sum += StrictMath.exp(logit - largest);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) (StrictMath.exp(result[i] - largest) / sum);
        }
    }
}
