package ai.finai.training.text;

import java.util.SplittableRandom;

/**
 * Rows of weights, with the moments that Adam keeps of each (Kingma and Ba, Adam: A Method for Stochastic Optimization,
 * 2015; decay of weights apart from the gradient: Loshchilov and Hutter, 2019). Rows that a batch does not use are not
 * touched, so a batch costs what it uses and not what the table holds.
 */
final class Table {

    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final int width;
    private final float[] values;
    private final float[] first;
    private final float[] second;

    Table(int rows, int width) {
        this.width = width;
        values = new float[rows * width];
        first = new float[rows * width];
        second = new float[rows * width];
    }

    /** Draws each weight evenly from within the bound. */
    Table initialized(double bound, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return this;
    }

    int width() {
        return width;
    }

    /** As they are: a change changes the weights. */
    float[] values() {
        return values;
    }

    /** Adds a row, times a factor, to numbers. */
    void addTo(float[] numbers, int offset, int row, float factor) {
        int begin = row * width;
        for (int i = 0; i < width; i++) {
            numbers[offset + i] += factor * values[begin + i];
        }
    }

    /**
     * Changes a row against its gradient.
     *
     * @param gradients that hold the row's at the offset
     * @param step number of the batch, from 1
     * @param decay of weights for a rate of 1
     */
    void step(int row, float[] gradients, int offset, long step, double rate, double decay) {
        double firstBias = 1 - Math.pow(BETA_1, step);
        double secondBias = 1 - Math.pow(BETA_2, step);
        int begin = row * width;
        for (int i = 0; i < width; i++) {
            int at = begin + i;
            double gradient = gradients[offset + i];
            double mean = BETA_1 * first[at] + (1 - BETA_1) * gradient;
            double square = BETA_2 * second[at] + (1 - BETA_2) * gradient * gradient;
            first[at] = (float) mean;
            second[at] = (float) square;
            values[at] = (float) (values[at] * (1 - rate * decay)
                    - rate * (mean / firstBias) / (Math.sqrt(square / secondBias) + EPSILON));
        }
    }
}
