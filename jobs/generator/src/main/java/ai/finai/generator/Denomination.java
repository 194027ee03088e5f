package ai.finai.generator;

/**
 * A currency that is paid in. Rates are fixed, the same as in the shipped rate table {@code src/config/rates.csv}.
 * Balances are kept in cents of USD, so the rate is US cents for a million minor units.
 */
enum Denomination {
    USD(2, 1_000_000, 100),
    EUR(2, 1_100_000, 100),
    GBP(2, 1_300_000, 100),
    CHF(2, 1_100_000, 100),
    /** No decimals; people think in hundreds of yen. */
    JPY(0, 700_000, 100),
    /** Three decimals; people think in quarters of a dinar. */
    KWD(3, 325_000, 250);

    private static final Denomination[] ALL = values();

    final int decimals;
    private final long rate;
    private final int unit;

    Denomination(int decimals, long rate, int unit) {
        this.decimals = decimals;
        this.rate = rate;
        this.unit = unit;
    }

    static Denomination of(int ordinal) {
        return ALL[ordinal];
    }

    /** Cents of USD, half up. */
    long usdCents(long minorUnits) {
        return (minorUnits * rate + 500_000) / 1_000_000;
    }

    /** The nearest amount in minor units. */
    long fromUsdCents(double cents) {
        return (long) (cents * 1_000_000 / rate + 0.5);
    }

    /** An amount that a person would name: a multiple of {@code units} times about a dollar; at least one of them. */
    long rounded(double usdCents, int units) {
        long step = (long) unit * units;
        return Math.max(1, (long) (usdCents * 1_000_000 / rate / step + 0.5)) * step;
    }

    /** Rounded as people round a sum of that size when they name it. */
    long named(double usdCents) {
        return rounded(usdCents, usdCents < 20_00 ? 1 : usdCents < 100_00 ? 5 : usdCents < 400_00 ? 10 : 50);
    }

    /** Like a price tag: mostly as it comes, else ending in 99 or 50 or nothing, as the currency allows. */
    long price(double usdCents, Randomness random) {
        long exact = Math.max(unit / 4, fromUsdCents(usdCents));
        if (this == JPY) {
            return random.chance(0.6) ? Math.max(10, exact / 10 * 10) : exact;
        }
        if (this == KWD) {
            return Math.max(50, exact / 50 * 50);
        }
        int style = random.below(8);
        long whole = exact / 100 * 100;
        return switch (style) {
            case 0, 1 -> whole + 99;
            case 2 -> whole + 50;
            case 3 -> Math.max(100, whole);
            default -> exact;
        };
    }
}
