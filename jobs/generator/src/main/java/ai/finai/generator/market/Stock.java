package ai.finai.generator.market;

import ai.finai.generator.HeavyTail;
import ai.finai.generator.Randomness;
import ai.finai.generator.market.news.Company;

/**
 * A company's share: its price and volume from bar to bar. A bar's log return is beta times the market's, something of its
 * own, and now and then a jump. While it is halted its price goes on unseen, so that it opens with a gap.
 */
final class Stock {

    /** Behind the number of the symbol: what is planned for a day does not depend on what its bars draw. */
    private static final long PLANS = 1L << 32;

    private static final long FEATURES = 1L << 33;

    private static final HeavyTail PRICES = new HeavyTail(45, 0.7, 4, 400);
    private static final HeavyTail DEVIATIONS = new HeavyTail(0.012, 0.3, 6, 0.03);
    private static final HeavyTail VOLUMES = new HeavyTail(1_000_000, 1.1, 2, 50_000_000);
    private static final HeavyTail NOISE = new HeavyTail(1, 0.35, 4, 8);
    private static final double MOST_ACTIVE = 25;

    final Company company;
    final double beta;
    /** Of its own, without the market: usual standard deviation of a day's log return. */
    final double deviation;

    final Incidents incidents;

    private final int number;
    private final long seed;
    private final Session session;
    private final Volatility volatility;
    private final Randomness random = new Randomness();

    private double multiple = 1;
    private double sharesADay;
    private double activity;

    final Candle candle;
    /** Of the latest bar. */
    long volume;

    /** Whether there is a latest bar: not while the symbol is halted. */
    boolean published;

    Stock(Company company, int number, long seed, Session session) {
        this.company = company;
        this.number = number;
        this.seed = seed;
        this.session = session;
        random.reseed(seed, number + FEATURES, 0);
        this.beta = 0.3 + 0.7 * (random.unit() + random.unit());
        this.deviation = DEVIATIONS.draw(random);
        this.candle = new Candle(PRICES.draw(random));
        this.sharesADay = VOLUMES.draw(random);
        this.volatility = new Volatility(deviation, session);
        this.incidents = new Incidents(session, deviation);
    }

    /**
     * Plans a trading day.
     *
     * @param first of all
     * @return random numbers for what else belongs to this symbol and day
     */
    Randomness startDay(long day, boolean first, double jumps) {
        random.reseed(seed, number + PLANS, day);
        incidents.plan(day, first, candle.price(), jumps, random);
        if (incidents.split > 0) {
            candle.split(incidents.split);
            sharesADay *= incidents.split;
        }
        activity = 0.8 * activity + 0.2 * random.between(-1.0, 1.0);
        return random;
    }

    /** Numbers for a day without trading. */
    Randomness startRest(long day) {
        return random.reseed(seed, number + PLANS, day);
    }

    /** Between planning and the first bar. */
    void startBars(long day) {
        random.reseed(seed, number, day);
    }

    /** Goes on by a bar. */
    void next(int bar, Factor market) {
        if (bar == incidents.regimeBar) {
            multiple = incidents.multiple;
        }
        double gap = 0;
        if (bar == 0) {
            double own = volatility.night() * Quantiles.FAT_TAILED.draw(random);
            volatility.sawNight(own);
            gap = multiple * own + beta * market.night;
        }
        double ownDeviation = volatility.bar(bar);
        double own = ownDeviation * Quantiles.FAT_TAILED.draw(random);
        volatility.sawBar(bar, own);
        if (bar == session.bars - 1) {
            volatility.dayIsOver();
        }
        double within = multiple * own + beta * market.returns[bar];
        double deviation = length(multiple * ownDeviation, beta * market.deviations[bar]);
        if (bar == incidents.jumpBar) {
            gap += incidents.jumpAtOpen ? incidents.jump : 0;
            within += incidents.jumpAtOpen ? 0 : incidents.jump;
        }
        candle.move(gap, within, deviation, random);
        double usual = length(volatility.usual(bar), beta * market.usual(bar));
        double moved = Math.min(MOST_ACTIVE, (Math.abs(within) + Math.abs(gap) / 4) / usual);
        double shares =
                sharesADay * session.volume[bar] * (1 + 0.6 * activity) * (0.45 + 0.7 * moved) * NOISE.draw(random);
        volume = Math.max(1, Math.round(shares));
        published = !incidents.isHalted(bar);
    }

    private static double length(double one, double other) {
        return Math.sqrt(one * one + other * other);
    }
}
