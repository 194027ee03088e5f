package ai.finai.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * How large batches may be, and how much one may take.
 *
 * @param rows in a batch, at most; a power of two
 * @param longest tokens of a row, at most; 1 where rows are no texts
 * @param tokens of all rows of a batch together, at most, where rows are texts; a power of two, and not below {@code longest}
 * @param elements of all results of a batch together, at most: memory
 * @param work multiplications of matrices in a batch, at most: time
 */
public record Limits(int rows, int longest, int tokens, double elements, double work) {

    /** Shorter texts of graphs that compute sizes are filled up to so many tokens. */
    private static final int SHORTEST = 8;

    /** A length between the powers of two: most headlines have as many tokens, and would be filled up to 32. */
    private static final int HEADLINE = 24;

    /** 256 MiB of floats, and about a second. The largest state of a step model takes a tenth of it. */
    private static final double ELEMENTS = 1 << 26;

    private static final double WORK = 1L << 35;

    /** A batch of 2,048 tokens through twelve layers of 768 units, which makes new results where old ones lay. */
    private static final double TEXT_ELEMENTS = 1L << 31;

    private static final double TEXT_WORK = 1L << 38;

    /** @param rows in a batch, at most; a power of two */
    public static Limits ofRows(int rows) {
        return new Limits(rows, 1, rows, ELEMENTS, WORK);
    }

    /**
     * @param rows in a batch, at most; a power of two
     * @param longest tokens of a row, at most
     * @param tokens in a batch, at most; a power of two
     */
    public static Limits ofTexts(int rows, int longest, int tokens) {
        return new Limits(rows, longest, Math.max(tokens, powerOfTwo(longest)), TEXT_ELEMENTS, TEXT_WORK);
    }

    /** The extents than which none is larger, in rows and tokens both. */
    List<Extent> largest() {
        List<Extent> largest = new ArrayList<>();
        for (int length : lengths()) {
            largest.add(new Extent(rowsOf(length), length));
        }
        return largest;
    }

    /** Those that stand for all: {@link #fit} gives no other. The largest is first. */
    List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        for (int length : lengths()) {
            for (int count = rowsOf(length); count > 0; count /= 2) {
                extents.add(new Extent(count, length));
            }
        }
        return extents;
    }

    /** Of the extents that stand for all, the tokens of a row: the longest first. */
    public List<Integer> lengths() {
        NavigableSet<Integer> lengths = new TreeSet<>(Set.of(longest));
        for (int length = powerOfTwo(longest) / 2; length >= SHORTEST; length /= 2) {
            lengths.add(length);
        }
        if (HEADLINE < longest) {
            lengths.add(HEADLINE);
        }
        return List.copyOf(lengths.descendingSet());
    }

    /** How many rows of so many tokens a batch may have. */
    public int rowsOf(int length) {
        return Math.max(1, Math.min(rows, tokens / powerOfTwo(length)));
    }

    /** The least extent of those that stand for all in which a batch has room. */
    public Extent fit(Extent batch) {
        int length = Math.max(SHORTEST, powerOfTwo(batch.tokens()));
        if (batch.tokens() <= HEADLINE && length > HEADLINE) {
            length = HEADLINE;
        }
        return new Extent(powerOfTwo(batch.rows()), Math.min(longest, length));
    }

    /** Not below {@code number}. */
    private static int powerOfTwo(int number) {
        return number == 1 ? 1 : Integer.highestOneBit(number - 1) << 1;
    }
}
