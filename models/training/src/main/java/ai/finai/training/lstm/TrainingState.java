package ai.finai.training.lstm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * All that the next epoch depends on, besides settings and data.
 *
 * <p>What is validated and kept is a running mean of the weights, not where the last step happened to leave them: with few
 * positives single steps are noisy (Polyak and Juditsky, Acceleration of Stochastic Approximation by Averaging, 1992).
 */
final class TrainingState {

    /** Steps over which the mean runs, about; fewer at the begin. */
    private static final double SPAN = 200;

    private final Weights weights;
    private final Weights mean;
    private final AdamW optimizer;
    private Weights best;
    private double bestArea = -1;
    private int epochs;
    private int bestEpoch;

    TrainingState(Weights initial, double weightDecay) {
        weights = initial;
        mean = initial.copy();
        best = initial.copy();
        optimizer = new AdamW(initial.layout().matrices(), weightDecay);
    }

    /** As they are now; training changes them. */
    Weights weights() {
        return weights;
    }

    /** Running mean of the weights. */
    Weights mean() {
        return mean;
    }

    /** Changes the weights against their gradients. */
    void step(float[] gradients, double rate) {
        optimizer.step(weights.values(), gradients, rate);
        double share = Math.max(1 / SPAN, 1.0 / optimizer.steps());
        for (int i = 0; i < gradients.length; i++) {
            mean.values()[i] += (float) (share * (weights.values()[i] - mean.values()[i]));
        }
    }

    /** Those that validated best. */
    Weights best() {
        return best;
    }

    /** Area under precision and recall of {@link #best} on the validation part. */
    double bestArea() {
        return bestArea;
    }

    /** How many have ended. */
    int epochs() {
        return epochs;
    }

    /** After which {@link #best} was. */
    int bestEpoch() {
        return bestEpoch;
    }

    /**
     * Ends an epoch.
     *
     * @param area that the mean reaches on the validation part
     * @return whether it is the best so far
     */
    boolean ended(double area) {
        epochs++;
        boolean better = area > bestArea;
        if (better) {
            best = mean.copy();
            bestArea = area;
            bestEpoch = epochs;
        }
        return better;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(epochs);
        out.writeInt(bestEpoch);
        out.writeDouble(bestArea);
        Floats.write(weights.values(), out);
        Floats.write(mean.values(), out);
        Floats.write(best.values(), out);
        optimizer.write(out);
    }

    /** Becomes what was written. */
    void read(DataInput in) throws IOException {
        epochs = in.readInt();
        bestEpoch = in.readInt();
        bestArea = in.readDouble();
        Floats.read(weights.values(), in);
        Floats.read(mean.values(), in);
        Floats.read(best.values(), in);
        optimizer.read(in);
    }
}
