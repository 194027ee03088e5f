package ai.finai.training.text;

/** Logits to probabilities. */
final class Softmax {

    private Softmax() {}

    /** Of the classes that begin at the offset, each logit shifted and then divided by the temperature. */
    static double[] of(float[] logits, int offset, float[] shift, double temperature) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < Member.CLASSES; k++) {
            largest = Math.max(largest, (logits[offset + k] + shift[k]) / temperature);
        }
        double[] probabilities = new double[Member.CLASSES];
        double sum = 0;
        for (int k = 0; k < Member.CLASSES; k++) {
            probabilities[k] = Math.exp((logits[offset + k] + shift[k]) / temperature - largest);
            sum += probabilities[k];
        }
        for (int k = 0; k < Member.CLASSES; k++) {
            probabilities[k] /= sum;
        }
        return probabilities;
    }
}
