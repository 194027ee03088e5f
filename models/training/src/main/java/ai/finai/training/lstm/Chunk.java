package ai.finai.training.lstm;

import java.util.Arrays;

/**
 * Some steps of some accounts: cell {@code step * lanes + lane} of each array.
 *
 * @param inputs scaled, {@code features} a cell; 0 where there is no posting
 * @param rows of the data, a cell each; -1 where there is no posting
 * @param targets a cell each
 * @param hiddenState before the first step, H a lane
 * @param cellState before the first step, H a lane
 */
record Chunk(
        int steps,
        int lanes,
        int features,
        float[] inputs,
        int[] rows,
        byte[] targets,
        float[] hiddenState,
        float[] cellState) {

    /** Of a cell that does not train: padding, or warming up. */
    static final byte NOTHING = 0;

    static final byte NEGATIVE = 1;
    static final byte POSITIVE = 2;

    /** An empty one. */
    Chunk(int steps, int lanes, int features, int hidden) {
        this(
                steps,
                lanes,
                features,
                new float[steps * lanes * features],
                new int[steps * lanes],
                new byte[steps * lanes],
                new float[lanes * hidden],
                new float[lanes * hidden]);
        Arrays.fill(rows, -1);
    }
}
