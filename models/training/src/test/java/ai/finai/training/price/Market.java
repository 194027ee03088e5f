package ai.finai.training.price;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Bars of a market that there is not: each return follows the last one a little, if it is told to. */
final class Market {

    static final long DAY = 86_400_000L;

    /** Small enough to train in a second. */
    static final PriceSettings SMALL =
            new PriceSettings(10, List.of(0.025, 0.25, 0.5, 0.75, 0.975), 8, 6, 64, 512, 3, 3, 1e-2, 1e-2, 1, 5, 1);

    private Market() {}

    /**
     * @param follows share of a return that the next one repeats
     * @param differsFrom bar from which on all is different; the number of bars for none
     */
    static List<SymbolBars> bars(int symbols, int bars, double follows, long seed, int differsFrom) {
        List<SymbolBars> all = new ArrayList<>();
        for (int symbol = 0; symbol < symbols; symbol++) {
            Random random = new Random(seed * 31 + symbol);
            double scale = 0.005 * (1 + symbol % 4);
            double price = 100;
            double change = 0;
            long[] start = new long[bars];
            double[][] columns = new double[5][bars];
            for (int bar = 0; bar < bars; bar++) {
                if (bar == differsFrom) {
                    random = new Random(~seed * 31 + symbol);
                    price *= 3;
                }
                change = follows * change + scale * random.nextGaussian();
                double open = price * Math.exp(0.1 * scale * random.nextGaussian());
                double close = price * Math.exp(change);
                start[bar] = DAY * (20_000 + bar);
                columns[0][bar] = open;
                columns[1][bar] = Math.max(open, close) * (1 + 0.3 * scale * random.nextDouble());
                columns[2][bar] = Math.min(open, close) / (1 + 0.3 * scale * random.nextDouble());
                columns[3][bar] = close;
                columns[4][bar] = 1_000_000 * Math.exp(0.3 * random.nextGaussian());
                price = close;
            }
            all.add(new SymbolBars("S" + symbol, start, columns[0], columns[1], columns[2], columns[3], columns[4]));
        }
        return all;
    }

    static PriceSamples samples(int symbols, int bars, double follows, long seed) {
        return PriceSamples.of(bars(symbols, bars, follows, seed, bars), SMALL.length(), DAY);
    }
}
