package ai.finai.laboratory.prices;

import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.training.price.SymbolBars;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A symbol's bars and splits as they are read, each in the order of time: 48 bytes a bar. */
final class BarColumns {

    private static final int FIRST_CAPACITY = 64;

    private final PriceBar first;
    private final List<Split> splits = new ArrayList<>(0);
    private long[] start = new long[FIRST_CAPACITY];
    private double[] open = new double[FIRST_CAPACITY];
    private double[] high = new double[FIRST_CAPACITY];
    private double[] low = new double[FIRST_CAPACITY];
    private double[] close = new double[FIRST_CAPACITY];
    private double[] volume = new double[FIRST_CAPACITY];
    private int size;

    /** @param first bar, which is still to be added */
    BarColumns(PriceBar first) {
        this.first = first;
    }

    /** The oldest one. */
    PriceBar first() {
        return first;
    }

    void add(PriceBar bar) {
        if (size == start.length) {
            resize(size + (size >> 1));
        }
        start[size] = bar.start();
        open[size] = bar.open();
        high[size] = bar.high();
        low[size] = bar.low();
        close[size] = bar.close();
        volume[size] = bar.volume();
        size++;
    }

    void add(Split split) {
        splits.add(split);
    }

    /**
     * All bars in the units of the last one, as the job has them: a split is in effect from the first bar on that starts at
     * its time or later. To be called once.
     */
    SymbolBars adjusted() {
        resize(size);
        double ratio = 1;
        int split = splits.size() - 1;
        while (split >= 0 && splits.get(split).effective() > start[size - 1]) {
            split--; // of bars that are not there yet
        }
        for (int i = size - 1; i >= 0; i--) {
            while (split >= 0 && splits.get(split).effective() > start[i]) {
                ratio *= splits.get(split).ratio();
                split--;
            }
            open[i] /= ratio;
            high[i] /= ratio;
            low[i] /= ratio;
            close[i] /= ratio;
            volume[i] *= ratio;
        }
        return new SymbolBars(first.symbol(), start, open, high, low, close, volume);
    }

    private void resize(int capacity) {
        start = Arrays.copyOf(start, capacity);
        open = Arrays.copyOf(open, capacity);
        high = Arrays.copyOf(high, capacity);
        low = Arrays.copyOf(low, capacity);
        close = Arrays.copyOf(close, capacity);
        volume = Arrays.copyOf(volume, capacity);
    }
}
