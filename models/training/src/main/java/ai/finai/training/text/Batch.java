package ai.finai.training.text;

import java.util.Arrays;
import java.util.List;

/**
 * Headlines side by side, as long as the longest of them.
 *
 * @param rows headlines
 * @param length pieces of the longest
 * @param pieces numbers in {@link #distinct}, from 1, cell {@code row * length + place}; 0 where there is no piece
 * @param distinct pieces that are there, ascending
 * @param lengths of the headlines
 */
record Batch(int rows, int length, long[] pieces, int[] distinct, int[] lengths) {

    /** @param texts pieces of each headline */
    static Batch of(List<int[]> texts) {
        int[] lengths = texts.stream().mapToInt(text -> text.length).toArray();
        int length = Arrays.stream(lengths).max().orElse(0);
        int[] distinct =
                texts.stream().flatMapToInt(Arrays::stream).distinct().sorted().toArray();
        long[] pieces = new long[texts.size() * length];
        for (int row = 0; row < lengths.length; row++) {
            for (int place = 0; place < lengths[row]; place++) {
                pieces[row * length + place] = 1L + Arrays.binarySearch(distinct, texts.get(row)[place]);
            }
        }
        return new Batch(lengths.length, length, pieces, distinct, lengths);
    }

    /** The pieces, each moved so many places to the front; what comes from beyond the end is none. */
    long[] moved(int places) {
        long[] moved = new long[pieces.length];
        for (int row = 0; row < rows && places < length; row++) {
            int begin = row * length;
            System.arraycopy(pieces, begin + places, moved, begin, length - places);
        }
        return moved;
    }

    /** 1 where there is a piece, else 0. */
    float[] mask() {
        float[] mask = new float[pieces.length];
        for (int row = 0; row < rows; row++) {
            Arrays.fill(mask, row * length, row * length + lengths[row], 1);
        }
        return mask;
    }

    /** One over how many pieces each headline has. */
    float[] shares() {
        float[] shares = new float[rows];
        for (int row = 0; row < rows; row++) {
            shares[row] = 1f / lengths[row];
        }
        return shares;
    }
}
