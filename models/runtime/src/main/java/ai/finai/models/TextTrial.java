package ai.finai.models;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Texts of every length to which those that run together are filled up, of tokens taken at random. What runs "alone" here has
 * the company of a row that means nothing, as a single text has.
 */
final class TextTrial implements Trial.Tried {

    /** Texts of a length. */
    private static final int TEXTS = 5;

    /** Up to this length a full batch is tried, too: large models would take many seconds for longer texts. */
    private static final int FULL = 16;

    private static final double TOLERANCE = 1e-5;

    private final TextModel model;
    private final List<Integer> lengths;
    private final List<long[]> texts = new ArrayList<>();

    TextTrial(TextModel model) {
        this.model = model;
        lengths = model.lengthsTogether();
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < lengths.size(); at++) {
            int longest = lengths.get(at);
            int shortest = at + 1 < lengths.size() ? lengths.get(at + 1) + 1 : 1;
            texts.add(text(model, random, longest));
            while (texts.size() % TEXTS != 0) {
                texts.add(text(model, random, random.nextInt(shortest, longest + 1)));
            }
        }
    }

    private static long[] text(TextModel model, SplittableRandom random, int tokens) {
        // Some of the tokens at the vocabulary's end: a graph that knows fewer than it says fails.
        int size = model.contract().vocabulary().size();
        return random.longs(tokens, 0, size)
                .map(token -> random.nextInt(4) == 0 ? size - 1 : token)
                .toArray();
    }

    @Override
    public int rows() {
        return texts.size();
    }

    @Override
    public List<int[]> batches() {
        List<int[]> batches = new ArrayList<>();
        for (int i = 0; i < lengths.size(); i++) {
            int first = i * TEXTS;
            batches.add(IntStream.range(first, first + TEXTS).toArray());
            batches.add(new int[] {first + 4, first + 2, first});
            batches.add(new int[] {first + 3, first + 1});
            if (lengths.get(i) <= FULL) {
                batches.add(IntStream.range(0, TextModel.LARGEST_BATCH)
                        .map(row -> first + row % TEXTS)
                        .toArray());
            }
        }
        return batches;
    }

    @Override
    public double tolerance() {
        return TOLERANCE;
    }

    @Override
    public int[][] together(int... rows) {
        List<long[]> given = new ArrayList<>();
        for (int row : rows) {
            given.add(texts.get(row));
        }
        int[][] bits = new int[rows.length][];
        for (TextBatch batch : model.batches(given)) {
            float[][] results = model.results(given, batch);
            for (int at = 0; at < results.length; at++) {
                int[] of = new int[results[at].length];
                for (int i = 0; i < of.length; i++) {
                    of[i] = Float.floatToRawIntBits(results[at][i]);
                }
                bits[batch.texts().get(at)] = of;
            }
        }
        return bits;
    }
}
