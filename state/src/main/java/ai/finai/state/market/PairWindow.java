package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;

/** The latest pairs of the symbol's and the index's return, in a ring. Changed in place; not thread-safe. */
public final class PairWindow {

    private final double[] own;
    private final double[] index;
    private int size;
    private int end;

    PairWindow(int capacity) {
        own = new double[capacity];
        index = new double[capacity];
    }

    PairWindow(PairWindow other) {
        own = other.own.clone();
        index = other.index.clone();
        size = other.size;
        end = other.end;
    }

    /** How many pairs it holds, at most {@link #capacity()}. */
    public int size() {
        return size;
    }

    public int capacity() {
        return own.length;
    }

    /** @param place 0 to {@code size() - 1}, in no order of time */
    public double own(int place) {
        return own[place];
    }

    /** @param place 0 to {@code size() - 1}, in no order of time */
    public double index(int place) {
        return index[place];
    }

    /** Takes a pair in, in the place of the oldest where it is full. */
    public void add(double ownReturn, double indexReturn) {
        if (!Double.isFinite(ownReturn) || !Double.isFinite(indexReturn)) {
            throw new IllegalArgumentException(
                    "a pair of " + ownReturn + " and " + indexReturn + ": both must be finite");
        }
        own[end] = ownReturn;
        index[end] = indexReturn;
        end = (end + 1) % own.length;
        size = Math.min(size + 1, own.length);
    }

    /** Forgets all pairs. */
    void clear() {
        size = 0;
        end = 0;
    }

    /** Another one, with as many of the latest pairs as it can hold. */
    PairWindow resized(int capacity) {
        PairWindow window = new PairWindow(capacity);
        for (int age = Math.min(size, capacity) - 1; age >= 0; age--) {
            int place = Math.floorMod(end - 1 - age, own.length);
            window.add(own[place], index[place]);
        }
        return window;
    }

    static int bytes(int capacity) {
        return 2 * Short.BYTES + capacity * 2 * Double.BYTES;
    }

    void write(CompactWriter out) {
        out.writeShort(size);
        out.writeShort(end);
        out.writeDoubles(own);
        out.writeDoubles(index);
    }

    static PairWindow read(CompactReader in, int capacity) throws IOException {
        PairWindow window = new PairWindow(capacity);
        window.size = in.readShort();
        window.end = in.readShort();
        in.readDoubles(window.own);
        in.readDoubles(window.index);
        if (window.size > capacity || window.end >= capacity) {
            throw new IOException("not a symbol's statistics: " + window.size + " pairs in a window of " + capacity);
        }
        return window;
    }
}
