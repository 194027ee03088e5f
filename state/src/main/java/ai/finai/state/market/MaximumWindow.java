package ai.finai.state.market;

import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.io.IOException;
import java.util.function.DoubleUnaryOperator;

/**
 * The maximum of the latest values of a series, in a fixed ring: kept are only the values that no later one reaches, which
 * may still become the maximum. Constant time a value on average. Source: D. Lemire, "Streaming maximum-minimum filter using
 * no more than three comparisons per element", Nordic Journal of Computing 13 (2006). Changed in place; not thread-safe.
 */
public final class MaximumWindow {

    /** A ring of values, each smaller than the one before it. */
    private final double[] values;

    /** Of each value its number in the series, modulo the window: the one that leaves has the number of the one that comes. */
    private final short[] numbers;

    private int head;
    private int size;
    private int next;

    MaximumWindow(int capacity) {
        values = new double[capacity];
        numbers = new short[capacity];
    }

    MaximumWindow(MaximumWindow other) {
        values = other.values.clone();
        numbers = other.numbers.clone();
        head = other.head;
        size = other.size;
        next = other.next;
    }

    int capacity() {
        return values.length;
    }

    /** The largest of the latest values; NaN before the first. */
    public double maximum() {
        return size == 0 ? Double.NaN : values[head];
    }

    /** @param value finite */
    public void add(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " in a window: must be finite");
        }
        if (size > 0 && numbers[head] == next) {
            head = (head + 1) % values.length;
            size--;
        }
        while (size > 0 && values[place(size - 1)] <= value) {
            size--;
        }
        append(value, next);
        next = (next + 1) % values.length;
    }

    private void append(double value, int number) {
        int place = place(size++);
        values[place] = value;
        numbers[place] = (short) number;
    }

    private int place(int index) {
        return (head + index) % values.length;
    }

    /** @param change of every value; must not reverse the order of any two */
    void map(DoubleUnaryOperator change) {
        for (int i = 0; i < size; i++) {
            values[place(i)] = change.applyAsDouble(values[place(i)]);
        }
    }

    /** Another one, that knows of as many of the latest values as it can look back to. */
    MaximumWindow resized(int capacity) {
        MaximumWindow window = new MaximumWindow(capacity);
        for (int i = 0; i < size; i++) {
            int age = Math.floorMod(next - 1 - numbers[place(i)], values.length);
            if (age < capacity) {
                window.append(values[place(i)], capacity - 1 - age);
            }
        }
        return window;
    }

    static int bytes(int capacity) {
        return 3 * Short.BYTES + capacity * (Double.BYTES + Short.BYTES);
    }

    void write(CompactWriter out) {
        out.writeShort(head);
        out.writeShort(size);
        out.writeShort(next);
        out.writeDoubles(values);
        for (short number : numbers) {
            out.writeShort(number);
        }
    }

    static MaximumWindow read(CompactReader in, int capacity) throws IOException {
        MaximumWindow window = new MaximumWindow(capacity);
        window.head = in.readShort();
        window.size = in.readShort();
        window.next = in.readShort();
        in.readDoubles(window.values);
        for (int i = 0; i < capacity; i++) {
            window.numbers[i] = (short) in.readShort();
        }
        if (window.head >= capacity || window.size > capacity || window.next >= capacity) {
            throw new IOException("not a symbol's statistics: a maximum over " + capacity + " values that holds "
                    + window.size + " from " + window.head);
        }
        return window;
    }
}
