package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;

/**
 * The latest values of a series, by age and by size: a ring, and the places in it in the order of their values. A new
 * value costs a binary search and a shift of at most the window. Changed in place; not thread-safe.
 */
public final class SortedWindow {

    private final double[] ring;

    /** Places in the ring, those of the smallest values first. */
    private final short[] order;

    private int size;
    private int end;

    SortedWindow(int capacity) {
        ring = new double[capacity];
        order = new short[capacity];
    }

    SortedWindow(SortedWindow other) {
        ring = other.ring.clone();
        order = other.order.clone();
        size = other.size;
        end = other.end;
    }

    /** How many values it holds, at most {@link #capacity()}. */
    public int size() {
        return size;
    }

    public int capacity() {
        return ring.length;
    }

    /** @param age 0 is the latest, {@code size() - 1} the oldest */
    public double latest(int age) {
        return ring[Math.floorMod(end - 1 - age, ring.length)];
    }

    /** @param rank 0 is the smallest, {@code size() - 1} the largest */
    public double ranked(int rank) {
        return ring[order[rank]];
    }

    /**
     * Takes a value in, in the place of the oldest where it is full.
     *
     * @param value finite
     */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " in a window: must be finite");
        }
        int kept = size;
        if (size < ring.length) {
            size++;
        } else {
            int oldest = rankOf(end);
            kept--;
            System.arraycopy(order, oldest + 1, order, oldest, kept - oldest);
        }
        int rank = firstAbove(value, kept);
        System.arraycopy(order, rank, order, rank + 1, kept - rank);
        order[rank] = (short) end;
        ring[end] = value;
        end = (end + 1) % ring.length;
    }

    private int rankOf(int place) {
        int rank = 0;
        while (order[rank] != place) {
            rank++;
        }
        return rank;
    }

    private int firstAbove(double value, int ranks) {
        int from = 0;
        int to = ranks;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (ranked(middle) <= value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** @param change of every value; must not reverse the order of any two */
    void map(DoubleUnaryOperator change) {
        for (int age = 0; age < size; age++) {
            int place = Math.floorMod(end - 1 - age, ring.length);
            ring[place] = change.applyAsDouble(ring[place]);
        }
    }

    /** Another one, with as many of the latest values as it can hold. */
    SortedWindow resized(int capacity) {
        SortedWindow window = new SortedWindow(capacity);
        for (int age = Math.min(size, capacity) - 1; age >= 0; age--) {
            window.add(latest(age));
        }
        return window;
    }

    static int bytes(int capacity) {
        return 2 * Short.BYTES + capacity * (Double.BYTES + Short.BYTES);
    }

    void write(CompactWriter out) {
        out.writeShort(size);
        out.writeShort(end);
        out.writeDoubles(ring);
        for (short place : order) {
            out.writeShort(place);
        }
    }

    static SortedWindow read(CompactReader in, int capacity) throws IOException {
        SortedWindow window = new SortedWindow(capacity);
        window.size = in.readShort();
        window.end = in.readShort();
        in.readDoubles(window.ring);
        boolean inside = window.size <= capacity && window.end < capacity;
        for (int rank = 0; rank < capacity; rank++) {
            window.order[rank] = (short) in.readShort();
            inside &= window.order[rank] >= 0 && window.order[rank] < capacity;
        }
        if (!inside) {
            throw new IOException("not a symbol's statistics: a window of " + capacity + " with " + window.size
                    + " values, or one outside of it");
        }
        return window;
    }
}
