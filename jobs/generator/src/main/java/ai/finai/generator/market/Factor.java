package ai.finai.generator.market;

import ai.finai.generator.Randomness;

/** What moves all symbols together: each moves by its beta times this. */
final class Factor {

    private static final double DAILY = 0.009;
    private static final long STREAM = -1;

    private final long seed;
    private final Session session;
    private final Volatility volatility;
    private final Randomness random = new Randomness();

    /** Log return of the night. */
    double night;

    /** Standard deviations, and the log returns drawn with them, by bar of the day. */
    final double[] deviations;

    final double[] returns;

    Factor(long seed, Session session) {
        this.seed = seed;
        this.session = session;
        this.volatility = new Volatility(DAILY, session);
        this.deviations = new double[session.bars];
        this.returns = new double[session.bars];
    }

    /** Draws a whole day. */
    void startDay(long day) {
        random.reseed(seed, STREAM, day);
        night = volatility.night() * Quantiles.FAT_TAILED.draw(random);
        volatility.sawNight(night);
        for (int bar = 0; bar < session.bars; bar++) {
            deviations[bar] = volatility.bar(bar);
            returns[bar] = deviations[bar] * Quantiles.FAT_TAILED.draw(random);
            volatility.sawBar(bar, returns[bar]);
        }
        volatility.dayIsOver();
    }

    double usual(int bar) {
        return volatility.usual(bar);
    }
}
