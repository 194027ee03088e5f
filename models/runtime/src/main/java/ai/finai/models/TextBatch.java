package ai.finai.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Texts that are run at once: each filled up to the same length, which depends on the text alone.
 *
 * @param texts their places among those given
 * @param rows of the batch: as many as there are texts, or more
 * @param tokens of each row
 */
public record TextBatch(List<Integer> texts, int rows, int tokens) {

    /**
     * Rows that fill up a batch may be up to this share of it. One with more is cut in two: an empty row costs as much as any
     * other.
     */
    private static final int FILLED_UP = 4;

    /** @param texts at least one */
    public TextBatch {
        texts = List.copyOf(texts);
    }

    /**
     * Cuts texts into batches, shorter texts first and those of one length in their order.
     *
     * @param lengths of the texts as they are filled up
     * @param most rows in a batch by length
     * @param rounded whether only batches of a power of two of rows may run
     */
    static List<TextBatch> of(int[] lengths, IntUnaryOperator most, boolean rounded) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int text = 0; text < lengths.length; text++) {
            byLength.computeIfAbsent(lengths[text], length -> new ArrayList<>()).add(text);
        }
        List<TextBatch> batches = new ArrayList<>();
        byLength.forEach((length, texts) -> {
            int largest = most.applyAsInt(length);
            int from = 0;
            while (from < texts.size()) {
                int count = count(texts.size() - from, largest, rounded);
                // ONNX Runtime adds up the products of one row in another order than those of several.
                int least = Math.max(Math.min(2, largest), count);
                batches.add(
                        new TextBatch(texts.subList(from, from + count), rounded ? powerOfTwo(least) : least, length));
                from += count;
            }
        });
        return batches;
    }

    /** How many of so many texts go into the next batch. */
    private static int count(int texts, int largest, boolean rounded) {
        if (texts >= largest) {
            return largest;
        }
        int rows = powerOfTwo(texts);
        return !rounded || (rows - texts) * FILLED_UP <= rows ? texts : rows / 2;
    }

    private static int powerOfTwo(int number) {
        return number == 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
    }
}
