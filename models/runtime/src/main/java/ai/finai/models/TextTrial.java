package ai.finai.models;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Texts of one length, of tokens taken at random. */
final class TextTrial implements Trial.Tried {

    private static final int TOKENS = 12;

    private static final double TOLERANCE = 1e-5;

    private final TextModel model;
    private final long[][] texts = new long[Trial.ROWS][];

    TextTrial(TextModel model) {
        this.model = model;
        SplittableRandom random = new SplittableRandom(1);
        for (int row = 0; row < Trial.ROWS; row++) {
            texts[row] = text(model, random);
        }
    }

    private static long[] text(TextModel model, SplittableRandom random) {
        // Some of the tokens at the vocabulary's end: a graph that knows fewer than it says fails.
        int size = model.contract().vocabulary().size();
        int tokens = Math.min(TOKENS, model.contract().longest());
        return random.longs(tokens, 0, size)
                .map(token -> random.nextInt(4) == 0 ? size - 1 : token)
                .toArray();
    }

    @Override
    public double tolerance() {
        return TOLERANCE;
    }

    @Override
    public int[][] together(int... rows) {
        List<long[]> batch = new ArrayList<>();
        for (int row : rows) {
            batch.add(texts[row]);
        }
        float[][] results = model.results(batch);
        int[][] bits = new int[rows.length][];
        for (int at = 0; at < rows.length; at++) {
            bits[at] = new int[results[at].length];
            for (int i = 0; i < bits[at].length; i++) {
                bits[at][i] = Float.floatToRawIntBits(results[at][i]);
            }
        }
        return bits;
    }
}
