package ai.finai.training.price;

import java.util.Arrays;

/**
 * Where each part of the weights lies in the one array that holds them all: two LSTM layers, a rectified layer, and one that
 * gives the quantiles.
 *
 * @param hidden H, units of each LSTM layer
 * @param dense D, units of the rectified layer
 * @param quantiles Q
 */
record PriceLayout(int hidden, int dense, int quantiles) {

    /** Gates are in PyTorch's order: input, forget, cell, output. Matrices are row-major, a row an output. */
    enum Part {
        /** [4H, F] */
        INPUT_1,
        /** [4H, H] */
        RECURRENT_1,
        /** [4H] */
        INPUT_BIAS_1,
        /** [4H] */
        RECURRENT_BIAS_1,
        /** [4H, H] */
        INPUT_2,
        /** [4H, H] */
        RECURRENT_2,
        /** [4H] */
        INPUT_BIAS_2,
        /** [4H] */
        RECURRENT_BIAS_2,
        /** [D, H] */
        DENSE,
        /** [D] */
        DENSE_BIAS,
        /** [Q, D] */
        OUTPUT,
        /** [Q] */
        OUTPUT_BIAS
    }

    /** Of a bias one, of a matrix two dimensions. */
    long[] shape(Part part) {
        long gates = 4L * hidden;
        return switch (part) {
            case INPUT_1 -> new long[] {gates, PriceScaling.FEATURES};
            case RECURRENT_1, INPUT_2, RECURRENT_2 -> new long[] {gates, hidden};
            case INPUT_BIAS_1, RECURRENT_BIAS_1, INPUT_BIAS_2, RECURRENT_BIAS_2 -> new long[] {gates};
            case DENSE -> new long[] {dense, hidden};
            case DENSE_BIAS -> new long[] {dense};
            case OUTPUT -> new long[] {quantiles, dense};
            case OUTPUT_BIAS -> new long[] {quantiles};
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

    /** Of all parts. */
    int size() {
        return offset(Part.OUTPUT_BIAS) + size(Part.OUTPUT_BIAS);
    }

    /** Of each weight, whether it is part of a matrix. */
    boolean[] matrices() {
        boolean[] matrices = new boolean[size()];
        for (Part part : Part.values()) {
            Arrays.fill(matrices, offset(part), offset(part) + size(part), isMatrix(part));
        }
        return matrices;
    }
}
