package ai.finai.generator.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.market.PriceBar;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bounds of what a market looks like, wide enough for any seed. */
class MarketStatisticsTest {

    private static final long SEED = Long.getLong("finai.seed", 1);

    private static Observed days;
    private static Observed minutes;

    @BeforeAll
    static void generate() {
        System.out.println("-Dfinai.seed=" + SEED);
        days = new Observed(MarketSettings.of(12, 2_800, SEED)
                .withInterval(Duration.ofDays(1))
                .withJumps(0, 0)
                .withHeadlines(0));
        minutes = new Observed(MarketSettings.of(8, 40, SEED).withJumps(0, 0).withHeadlines(0));
    }

    @AfterAll
    @SuppressWarnings("NullAway")
    static void forget() {
        days = null;
        minutes = null;
    }

    @Test
    void regressionOnTheIndexGivesTheBetas() {
        for (Observed observed : List.of(days, minutes)) {
            double tolerance = observed == days ? 0.25 : 0.15;
            for (String symbol : observed.market.symbols()) {
                double beta = observed.market.beta(symbol);
                assertThat(observed.slope(symbol)).as(symbol).isBetween(beta - tolerance, beta + tolerance);
            }
        }
        assertThat(days.slope(Market.INDEX)).isBetween(0.999, 1.001);
    }

    @Test
    void largeMovesFollowLargeMoves() {
        // Of white noise these would lie around 0, with a standard deviation of 0.01 to 0.02.
        for (Observed observed : List.of(days, minutes)) {
            double sum = 0;
            for (String symbol : observed.market.symbols()) {
                double[] returns = observed.series(symbol);
                for (int lag = 1; lag <= 5; lag++) {
                    sum += Observed.clustering(returns, lag);
                }
            }
            assertThat(sum / 5 / observed.market.symbols().size())
                    .as("mean autocorrelation of the sizes of returns")
                    .isGreaterThan(0.08);
        }
    }

    @Test
    void returnsThemselvesSayNothingOfTheNext() {
        for (String symbol : minutes.market.symbols()) {
            double[] returns = minutes.series(symbol);
            double[] first = java.util.Arrays.copyOf(returns, returns.length - 1);
            double[] second = java.util.Arrays.copyOfRange(returns, 1, returns.length);
            assertThat(Observed.correlation(first, second)).as(symbol).isBetween(-0.15, 0.15);
        }
    }

    @Test
    void tailsAreFat() {
        double sum = 0;
        for (String symbol : days.market.symbols()) {
            double[] returns = days.series(symbol);
            double mean = Observed.mean(returns);
            double second = 0;
            double fourth = 0;
            for (double r : returns) {
                double d = (r - mean) * (r - mean);
                second += d / returns.length;
                fourth += d * d / returns.length;
            }
            sum += fourth / second / second;
        }
        assertThat(sum / days.market.symbols().size()).as("kurtosis").isGreaterThan(4.5);
    }

    @Test
    void daysMoveAsSharesDo() {
        for (String symbol : days.market.symbols()) {
            double[] returns = days.series(symbol);
            double variance = 0;
            for (double r : returns) {
                variance += r * r / returns.length;
            }
            assertThat(Math.sqrt(variance)).as(symbol).isBetween(0.006, 0.06);
        }
    }

    @Test
    void mostIsTradedAtBothEndsOfTheDay() {
        for (String symbol : minutes.market.symbols()) {
            Map<Long, Double> volumes = minutes.volumeByTimeOfDay(symbol);
            double morning = mean(volumes, 0, 30);
            double noon = mean(volumes, 180, 210);
            double evening = mean(volumes, 360, 390);
            assertThat(morning).as(symbol).isGreaterThan(1.5 * noon);
            assertThat(evening).as(symbol).isGreaterThan(1.5 * noon);
        }
    }

    private static double mean(Map<Long, Double> byTime, int fromMinute, int untilMinute) {
        double sum = 0;
        for (int minute = fromMinute; minute < untilMinute; minute++) {
            sum += byTime.getOrDefault(Session.OPEN + minute * 60_000L, 0.0);
        }
        return sum / (untilMinute - fromMinute);
    }

    @Test
    void moreIsTradedWhenPricesMove() {
        for (String symbol : days.market.symbols()) {
            Map<Long, Double> returns = days.returns(symbol);
            List<PriceBar> bars = days.bars.get(symbol).stream().skip(1).toList();
            double[] sizes = bars.stream()
                    .mapToDouble(bar -> Math.abs(returns.get(bar.start())))
                    .toArray();
            // Volumes grow with splits: into the units of the last day.
            double[] volumes = bars.stream()
                    .mapToDouble(bar -> Math.log(bar.volume() * days.ratio(symbol, bar.start(), Long.MAX_VALUE)))
                    .toArray();
            assertThat(Observed.correlation(sizes, volumes)).as(symbol).isGreaterThan(0.25);
        }
    }

    @Test
    void theIndexTradesWhatAllTrade() {
        long start = minutes.bars.get(Market.INDEX).get(17).start();
        long all = minutes.market.symbols().stream()
                .flatMap(symbol -> minutes.bars.get(symbol).stream())
                .filter(bar -> bar.start() == start)
                .mapToLong(PriceBar::volume)
                .sum();
        assertThat(minutes.bars.get(Market.INDEX).get(17).volume()).isEqualTo(all);
    }
}
