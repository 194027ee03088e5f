package ai.finai.training.lstm;

import ai.finai.training.lstm.Layout.Part;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Every weight of a network, in one array, so that a step, a checkpoint and a hash are each one loop. */
final class Weights {

    private final Layout layout;
    private final float[] values;

    /** @param values of the layout's size; kept, not copied */
    Weights(Layout layout, float[] values) {
        if (values.length != layout.size()) {
            throw new IllegalArgumentException(values.length + " weights for a layout of " + layout.size());
        }
        this.layout = layout;
        this.values = values;
    }

    /**
     * What training begins with: even within one over the root of a part's inputs, as PyTorch has it. Forget gates begin
     * open (Jozefowicz et al., An Empirical Exploration of Recurrent Network Architectures, 2015), and the score with how
     * frequent laundering is.
     *
     * @param share of positives, over 0 and below 1
     */
    static Weights initial(Layout layout, double share, SplittableRandom random) {
        float[] values = new float[layout.size()];
        for (Part part : Part.values()) {
            int inputs =
                    switch (part) {
                        case HEAD, HEAD_BIAS -> layout.hidden() + layout.inputs();
                        case OUTPUT, OUTPUT_BIAS -> (int) layout.shape(Part.OUTPUT)[1];
                        default -> layout.hidden();
                    };
            double bound = 1 / Math.sqrt(inputs);
            int offset = layout.offset(part);
            for (int i = 0; i < layout.size(part); i++) {
                values[offset + i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
        }
        int forget = layout.offset(Part.INPUT_BIAS) + layout.hidden();
        Arrays.fill(values, forget, forget + layout.hidden(), 1);
        values[layout.offset(Part.OUTPUT_BIAS)] = (float) Logistic.logit(share);
        return new Weights(layout, values);
    }

    Layout layout() {
        return layout;
    }

    /** All of them, as they are: a change changes the weights. */
    float[] values() {
        return values;
    }

    /** A copy of a part. */
    float[] part(Part part) {
        int offset = layout.offset(part);
        return Arrays.copyOfRange(values, offset, offset + layout.size(part));
    }

    Weights copy() {
        return new Weights(layout, values.clone());
    }
}
