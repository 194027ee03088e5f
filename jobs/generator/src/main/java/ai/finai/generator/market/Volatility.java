package ai.finai.generator.market;

/**
 * How much prices move, as it comes in clusters: the variance of a day's returns is a GARCH(1,1) process, and within the day
 * another one, of mean 1, goes on top of it from bar to bar. Sources: T. Bollerslev, "Generalized autoregressive conditional
 * heteroskedasticity", Journal of Econometrics 31, 1986; R. F. Engle and M. E. Sokalska, "Forecasting intraday volatility in
 * the US equity market. Multiplicative component GARCH", Journal of Financial Econometrics 10, 2012.
 */
final class Volatility {

    /** Of a day's variance, what falls on the hours without trading. */
    static final double OVERNIGHT = 0.25;

    private static final double NEWS = 0.09;
    private static final double MEMORY = 0.89;
    private static final double NEWS_WITHIN = 0.05;
    private static final double MEMORY_WITHIN_MINUTES = 90;
    private static final double WILDEST = 20;

    private final double usual;
    private final Session session;
    private final double newsWithin;
    private final double memoryWithin;

    private double ofDay;
    private double ofBar = 1;
    private double today;

    /** @param daily usual standard deviation of a day's log return */
    Volatility(double daily, Session session) {
        this.usual = daily * daily;
        this.session = session;
        this.ofDay = usual;
        double persistence = session.isDay() ? 0 : StrictMath.exp(-session.interval / 60_000.0 / MEMORY_WITHIN_MINUTES);
        this.newsWithin = Math.min(NEWS_WITHIN, persistence / 2);
        this.memoryWithin = persistence - newsWithin;
    }

    /** Whatever the state: of a bar of usual days, for comparison. */
    double usual(int bar) {
        return Math.sqrt(usual * (1 - OVERNIGHT) * session.variance[bar]);
    }

    /** Standard deviation of what a night brings. */
    double night() {
        return Math.sqrt(ofDay * OVERNIGHT);
    }

    /** Standard deviation of a bar's log return. */
    double bar(int bar) {
        return Math.sqrt(ofDay * (1 - OVERNIGHT) * session.variance[bar] * ofBar);
    }

    /** What a night brought. */
    void sawNight(double logReturn) {
        today = logReturn;
    }

    /** What a bar brought, drawn with its {@link #bar} as standard deviation. */
    void sawBar(int bar, double logReturn) {
        today += logReturn;
        double expected = ofDay * (1 - OVERNIGHT) * session.variance[bar];
        if (expected > 0) {
            double surprise = logReturn * logReturn / expected;
            ofBar = Math.min(WILDEST, 1 - newsWithin - memoryWithin + newsWithin * surprise + memoryWithin * ofBar);
        }
    }

    void dayIsOver() {
        double next = (1 - NEWS - MEMORY) * usual + NEWS * today * today + MEMORY * ofDay;
        ofDay = Math.min(WILDEST * usual, next);
        today = 0;
    }
}
