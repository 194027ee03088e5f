package ai.finai.training.lstm;

import java.util.Arrays;

/**
 * Where each part of the weights lies in the one array that holds them all.
 *
 * @param inputs F, what the LSTM is given of a posting: {@link Scaling#width}
 * @param hidden H, its units
 * @param head D, rectified units after it, 0 for none
 */
record Layout(int inputs, int hidden, int head) {

    /** Gates are in PyTorch's order: input, forget, cell, output. Matrices are row-major, a row an output. */
    enum Part {
        /** [4H, F] */
        INPUT,
        /** [4H, H] */
        RECURRENT,
        /** [4H] */
        INPUT_BIAS,
        /** [4H] */
        RECURRENT_BIAS,
        /** [D, H + F]: the LSTM's outputs, then the inputs themselves */
        HEAD,
        /** [D] */
        HEAD_BIAS,
        /** [1, D], or [1, H + F] without a head */
        OUTPUT,
        /** [1] */
        OUTPUT_BIAS
    }

    /** Of a bias one, of a matrix two dimensions. */
    long[] shape(Part part) {
        return switch (part) {
            case INPUT -> new long[] {4L * hidden, inputs};
            case RECURRENT -> new long[] {4L * hidden, hidden};
            case INPUT_BIAS, RECURRENT_BIAS -> new long[] {4L * hidden};
            case HEAD -> new long[] {head, hidden + inputs};
            case HEAD_BIAS -> new long[] {head};
            case OUTPUT -> new long[] {1, head > 0 ? head : hidden + inputs};
            case OUTPUT_BIAS -> new long[] {1};
        };
    }

    boolean isMatrix(Part part) {
        return shape(part).length == 2;
    }

    int size(Part part) {
        int size = 1;
        for (long dimension : shape(part)) {
            size *= (int) dimension;
        }
        return size;
    }

    int offset(Part part) {
        int offset = 0;
        for (Part before : Part.values()) {
            if (before == part) {
                break;
            }
            offset += size(before);
        }
        return offset;
    }

    /** Of each weight, whether it is part of a matrix. */
    boolean[] matrices() {
        boolean[] matrices = new boolean[size()];
        for (Part part : Part.values()) {
            Arrays.fill(matrices, offset(part), offset(part) + size(part), isMatrix(part));
        }
        return matrices;
    }

    /** Of all parts. */
    int size() {
        return offset(Part.OUTPUT_BIAS) + size(Part.OUTPUT_BIAS);
    }
}
