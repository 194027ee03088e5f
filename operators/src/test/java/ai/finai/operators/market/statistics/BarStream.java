package ai.finai.operators.market.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Kinds of symbols, the ordinary and the nasty; each gives the same bars for the same seed. */
enum BarStream {

    /** A share that follows its index, in cents. */
    ORDINARY {
        @Override
        Bar next(Random random, double before, int number) {
            double index = 1e-3 * random.nextGaussian();
            double open = cents(before * Math.exp(3e-4 * random.nextGaussian()));
            double close = Math.max(0.01, cents(before * Math.exp(1.3 * index + 1e-3 * random.nextGaussian())));
            return new Bar(Math.max(0.01, open), close, (long) Math.exp(8 + random.nextGaussian()), index);
        }
    },

    /** Nothing ever moves, the index neither. */
    STANDING_STILL {
        @Override
        Bar next(Random random, double before, int number) {
            return new Bar(before, before, 1_000, 0);
        }
    },

    /** The same return at every bar, but for rounding: variance without variation. */
    STEADY {
        @Override
        Bar next(Random random, double before, int number) {
            double close = number % 2_000 < 1_000 ? before * 1.001 : before / 1.001;
            return new Bar(before, close, 1_000, 1e-3 * random.nextGaussian());
        }
    },

    /** Falls and rises by factors up to thousands, between 0.0001 and 1,000,000. */
    WILD {
        @Override
        Bar next(Random random, double before, int number) {
            double factor = random.nextInt(10) == 0 ? 3 * random.nextGaussian() : 0.01 * random.nextGaussian();
            double close = Math.min(1e6, Math.max(1e-4, before * Math.exp(factor)));
            double index = random.nextInt(50) == 0 ? random.nextGaussian() : 1e-5 * random.nextGaussian();
            return new Bar(before, close, random.nextLong(1L << random.nextInt(1, 50)), index);
        }
    },

    /** Traded seldom: most closes are those before, most volumes zero. */
    SELDOM_TRADED {
        @Override
        Bar next(Random random, double before, int number) {
            boolean traded = random.nextInt(1_000) < (number % 600 < 300 ? 300 : 700);
            return traded
                    ? new Bar(
                            before,
                            Math.max(0.01, cents(before + 0.01 * random.nextInt(-3, 4))),
                            1 + random.nextInt(500),
                            index(random))
                    : new Bar(before, before, 0, index(random));
        }

        private double index(Random random) {
            return random.nextInt(3) == 0 ? Double.NaN : 1e-3 * random.nextGaussian();
        }
    },

    /** Just above 0.0001, in millionths, with an index that says nothing for long. */
    TINY {
        @Override
        Bar next(Random random, double before, int number) {
            double close = Math.max(100, Math.rint(before * 1e6) + random.nextInt(-2, 3)) / 1e6;
            return new Bar(close, close, 0, number % 300 < 150 ? Double.NaN : 1e-4 * random.nextGaussian());
        }
    },

    /** Just below 1,000,000, moving by less than a millionth. */
    HUGE {
        @Override
        Bar next(Random random, double before, int number) {
            double close = Math.min(1e6, 999_999 + cents(random.nextDouble()));
            return new Bar(before, close, Long.MAX_VALUE - number, 1e-8 * random.nextGaussian());
        }
    };

    /** @param before close of the bar before */
    abstract Bar next(Random random, double before, int number);

    List<Bar> bars(int count, long seed) {
        Random random = new Random(seed);
        List<Bar> bars = new ArrayList<>(count);
        double close = this == TINY ? 1e-4 : 187.4;
        for (int i = 0; i < count; i++) {
            Bar bar = next(random, close, i);
            bars.add(bar);
            close = bar.close();
        }
        return bars;
    }

    private static double cents(double price) {
        return Math.rint(price * 100) / 100;
    }
}
