package ai.finai.training.lstm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), on plain arrays: DJL's own hides the moments, without
 * which training cannot go on where it stopped.
 */
public final class AdamW {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double decay;
    private final boolean[] decays;
    private final float[] first;
    private final float[] second;
    private long steps;

    /**
     * @param decays which weights decay: those of matrices; biases keep their size
     * @param decay of those, with each step, as a share of the rate of learning
     */
    public AdamW(boolean[] decays, double decay) {
        this.decay = decay;
        this.decays = decays.clone();
        first = new float[decays.length];
        second = new float[decays.length];
    }

    /**
     * Changes the weights against their gradients.
     *
     * @param rate of learning
     */
    public void step(float[] weights, float[] gradients, double rate) {
        steps++;
        double firstBias = 1 - Math.pow(BETA_1, steps);
        double secondBias = 1 - Math.pow(BETA_2, steps);
        for (int i = 0; i < weights.length; i++) {
            double gradient = gradients[i];
            double mean = BETA_1 * first[i] + (1 - BETA_1) * gradient;
            double square = BETA_2 * second[i] + (1 - BETA_2) * gradient * gradient;
            first[i] = (float) mean;
            second[i] = (float) square;
            double weight = decays[i] ? weights[i] * (1 - rate * decay) : weights[i];
            weights[i] = (float) (weight - rate * (mean / firstBias) / (Math.sqrt(square / secondBias) + EPSILON));
        }
    }

    /** How many there were. */
    public long steps() {
        return steps;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(steps);
        Floats.write(first, out);
        Floats.write(second, out);
    }

    /** Goes on from what {@link #write} wrote. */
    void read(DataInput in) throws IOException {
        steps = in.readLong();
        Floats.read(first, in);
        Floats.read(second, in);
    }
}
