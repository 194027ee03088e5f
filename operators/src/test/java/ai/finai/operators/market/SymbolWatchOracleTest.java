package ai.finai.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.market.MarketAlert;
import ai.finai.state.market.WatchedSymbol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Whether random markets give the alerts of the plain oracle, however late news comes. */
class SymbolWatchOracleTest {

    private static final int ROUNDS = 120;
    private static final long FIRST = Long.getLong("finai.seed", System.nanoTime() % 1_000_000_007L);

    @Test
    void inTheEndHoldsWhatTheOracleSaysOfAllEventsInOrder() {
        for (long seed = FIRST; seed < FIRST + ROUNDS; seed++) {
            RandomMarket market = new RandomMarket(seed);
            for (long cadence = seed; cadence < seed + 4; cadence++) {
                if (fails(market, cadence)) {
                    long failing = cadence;
                    RandomMarket least = market.shortest(less -> fails(less, failing));
                    assertThat(played(least, failing).open())
                            .as(least.toString())
                            .isEqualTo(oracle(least));
                }
            }
        }
    }

    private static boolean fails(RandomMarket market, long cadence) {
        MarketRun run = played(market, cadence);
        run.checkRevisions();
        return !run.crowded.isEmpty() || !run.open().equals(oracle(market));
    }

    private static MarketRun played(RandomMarket market, long cadence) {
        MarketRun run = run(market);
        market.play(run, true, cadence);
        return run;
    }

    @Test
    void whatComesInOrderIsSaidOnceAndInOneOrderHoweverEventTimeMoves() {
        for (long seed = FIRST; seed < FIRST + ROUNDS / 2; seed++) {
            RandomMarket market = new RandomMarket(seed);
            MarketRun first = run(market);
            market.play(first, false, seed);
            assertThat(first.open()).as(market.toString()).isEqualTo(oracle(market));
            MarketRun second = run(market);
            market.play(second, false, -seed);
            assertThat(second.alerts).as(market.toString()).isEqualTo(first.alerts);
        }
    }

    @Test
    void writingAndReadingWhatIsKeptBetweenAnyTwoEventsChangesNothing() {
        for (long seed = FIRST; seed < FIRST + ROUNDS / 4; seed++) {
            RandomMarket market = new RandomMarket(seed);
            MarketRun kept = run(market);
            market.play(kept, true, seed);
            UnaryOperator<WatchedSymbol> rewrite = symbol -> {
                byte[] bytes = KeptBytes.of(symbol);
                WatchedSymbol read = KeptBytes.read(bytes);
                if (!Arrays.equals(KeptBytes.of(read), bytes)) {
                    throw new AssertionError(market + ": other bytes after reading");
                }
                return read;
            };
            MarketRun written = new MarketRun(market.book, RandomMarket.LATENESS, rewrite);
            market.play(written, true, seed);
            assertThat(written.alerts).as(market.toString()).isEqualTo(kept.alerts);
        }
    }

    /** Else the tests above would show little. */
    @Test
    void theRandomMarketsBringAboutWhatCanHappen() {
        Map<String, Integer> seen = new HashMap<>();
        for (long seed = 0; seed < 150; seed++) {
            RandomMarket market = new RandomMarket(seed);
            MarketRun run = run(market);
            market.play(run, true, seed);
            for (MarketAlert alert : run.alerts) {
                String what = alert.rule().kind() + " " + alert.status() + (alert.revision() > 1 ? " again" : "");
                seen.merge(what, 1, Integer::sum);
                if (alert.status() == MarketAlert.Status.WITHDRAWN
                        && !alert.rule().kind().equals("news-sentiment")) {
                    seen.merge(
                            alert.rule().kind() + " because of " + MarketRun.fact(alert, "withdrawnBecause"),
                            1,
                            Integer::sum);
                }
            }
            run.notKept.forEach(rule -> seen.merge("move not kept", 1, Integer::sum));
        }
        for (String kind : List.of("price-jump", "volatility-regime", "volume-surprise", "forecast-surprise")) {
            assertThat(seen.keySet()).contains(kind + " OPEN").doesNotContain(kind + " OPEN again");
        }
        assertThat(seen.keySet())
                .contains(
                        "news-sentiment OPEN",
                        "news-sentiment OPEN again",
                        "news-sentiment WITHDRAWN again",
                        "news-driven-move OPEN",
                        "news-driven-move OPEN again",
                        "news-driven-move because of quiet-period",
                        "unexplained-move OPEN",
                        "unexplained-move because of quiet-period",
                        "unexplained-move because of news",
                        "move not kept");
    }

    private static MarketRun run(RandomMarket market) {
        return new MarketRun(market.book, RandomMarket.LATENESS);
    }

    private static SortedSet<String> oracle(RandomMarket market) {
        return MarketOracle.alerts(
                market.book, MarketRun.SYMBOL, market.bars, market.news, RandomMarket.LATENESS.toMillis());
    }
}
