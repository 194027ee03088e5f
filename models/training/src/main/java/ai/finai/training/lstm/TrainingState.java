package ai.finai.training.lstm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** All that the next epoch depends on, besides settings and data. */
final class TrainingState {

    private final Weights weights;
    private final AdamW optimizer;
    private Weights best;
    private double bestArea = -1;
    private int epochs;
    private int bestEpoch;

    TrainingState(Weights initial, double weightDecay) {
        weights = initial;
        best = initial.copy();
        optimizer = new AdamW(initial.layout(), weightDecay);
    }

    /** As they are now; training changes them. */
    Weights weights() {
        return weights;
    }

    AdamW optimizer() {
        return optimizer;
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
     * @return whether the weights are the best so far
     */
    boolean ended(double area) {
        epochs++;
        boolean better = area > bestArea;
        if (better) {
            best = weights.copy();
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
        Floats.write(best.values(), out);
        optimizer.write(out);
    }

    /** Becomes what was written. */
    void read(DataInput in) throws IOException {
        epochs = in.readInt();
        bestEpoch = in.readInt();
        bestArea = in.readDouble();
        Floats.read(weights.values(), in);
        Floats.read(best.values(), in);
        optimizer.read(in);
    }
}
