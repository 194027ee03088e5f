package ai.finai.operators.market;

import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.state.market.BarUnit;
import ai.finai.state.market.SymbolState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator says depends on event time alone, not on when watermarks come, and a configuration may change. */
class SymbolOperatorTimeTest {

    private static final long MINUTE = 60_000;
    private static final long START = Instants.parse("2026-01-05T14:30:00Z");
    private static final Origin ORIGIN = new Origin("prices", 0, 0);
    private static final byte[] MODEL = WINDOW.of(Duration.ofMinutes(1)).bytes();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsDueAtTheEndIsSaidHoweverEventTimeComesToIt(boolean step) throws Exception {
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            List<PriceBar> bars = walk("A", 0, 130, 1);
            double last = bars.get(129).close();
            bars.add(bar("A", 130, last, last * 1.2));
            for (PriceBar bar : bars) {
                operator.take(bar);
            }
            if (step) {
                operator.advance(START + 131 * MINUTE);
                operator.advance(START + 300 * MINUTE);
            }
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.rules()).contains("unexplained-move");
        }
    }

    @Test
    void splitsThatComeToMoreThanPricesHoldStopNothing() throws Exception {
        try (OneSubtask operator = new OneSubtask("A", MODEL, null)) {
            operator.take(bar("A", 0, 100, 100));
            for (int i = 1; i <= 16; i++) {
                operator.take(new Split("A", START + i, Split.LARGEST_RATIO, ORIGIN));
            }
            operator.take(bar("A", 1, 100, 100));
            operator.take(new Split("A", START + 2 * MINUTE, 1e300, ORIGIN));
            operator.take(bar("A", 2, 100, 101));
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.bars("A")).hasSize(3);
            assertThat(operator.bars("A").subList(1, 3)).allMatch(bar -> Double.isFinite(bar.logReturn()));
        }
    }

    @Test
    void comparisonWithTheIndexDoesNotDependOnWatermarks() throws Exception {
        assertThat(compared(false)).isEqualTo(compared(true));
    }

    private static List<WatchedBar> compared(boolean step) throws Exception {
        List<PriceBar> symbol = walk("A", 0, 1_500, 1);
        List<PriceBar> index = walk("IDX", 0, 1_500, 2);
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            for (int i = 0; i < symbol.size(); i++) {
                operator.take(symbol.get(i));
                operator.take(index.get(i));
                if (step) {
                    operator.advance(symbol.get(i).end());
                }
            }
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.bars("A").get(300).correlation()).isFinite();
            return operator.bars("A");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSymbolIsForgottenByTheTimeOfItsNextEvent(boolean step) throws Exception {
        int retention = (int) (SymbolState.RETENTION_MILLIS / MINUTE);
        for (int more = 0; more < 2; more++) {
            try (OneSubtask operator = new OneSubtask("IDX", MODEL, null)) {
                List<PriceBar> bars = walk("A", 0, 130, 1);
                double last = bars.get(129).close();
                bars.add(bar("A", 130, last, last * 1.2));
                bars.add(bar("A", 130 + retention + more, 120, 120));
                bars.add(bar("A", 131 + retention + more, 120, 121));
                for (PriceBar bar : bars) {
                    if (step) {
                        operator.advance(bar.end() - 1);
                    }
                    operator.take(bar);
                }
                operator.advance(bars.get(132).end());
                assertThat(Double.isNaN(operator.bars("A").get(131).logReturn()))
                        .isEqualTo(more == 1);
                assertThat(operator.rules()).contains("unexplained-move");
            }
        }
    }

    @Test
    void aWindowThatMissedBarsForetellsNothing() throws Exception {
        OperatorSubtaskState state;
        try (OneSubtask operator = new OneSubtask("IDX", MODEL, null)) {
            for (PriceBar bar : walk("A", 0, 60, 1)) {
                operator.take(bar);
            }
            operator.advance(START + 60 * MINUTE);
            assertThat(operator.bars("A").get(59).forecast()).isNotNull();
            state = operator.snapshot();
        }
        try (OneSubtask without = new OneSubtask("IDX", null, state)) {
            without.take(new Split("A", START + 60 * MINUTE, 4, ORIGIN));
            without.take(bar("A", 60, 25, 25.1));
            without.advance(START + 61 * MINUTE);
            state = without.snapshot();
        }
        try (OneSubtask operator = new OneSubtask("IDX", MODEL, state)) {
            operator.take(bar("A", 61, 25, 25.1));
            operator.advance(START + 62 * MINUTE);
            assertThat(operator.bars("A")).singleElement().matches(bar -> bar.forecast() == null);
        }
    }

    @Test
    void barsOfAnotherIntervalAreNotGoneOnFrom() throws Exception {
        OperatorSubtaskState state;
        try (OneSubtask operator = new OneSubtask("IDX", MODEL, null)) {
            for (PriceBar bar : walk("A", 0, 60, 1)) {
                operator.take(bar);
            }
            operator.advance(START + 60 * MINUTE);
            state = operator.snapshot();
        }
        byte[] hourly = WINDOW.of(Duration.ofHours(1)).bytes();
        try (OneSubtask operator = new OneSubtask("IDX", hourly, state)) {
            long later = START + BarUnit.QUIET_MILLIS + 60 * MINUTE;
            operator.take(new PriceBar("A", later, 60 * MINUTE, 100, 101, 99, 100, 7, "USD", ORIGIN));
            operator.advance(later + 60 * MINUTE);
            assertThat(operator.bars("A")).singleElement().matches(bar -> bar.forecast() == null);
        }
    }

    @Test
    void withAnotherIndexComparisonBeginsAnew() throws Exception {
        OperatorSubtaskState state;
        List<PriceBar> symbol = walk("A", 0, 100, 1);
        List<PriceBar> index = walk("IDX", 0, 60, 2);
        List<PriceBar> other = walk("OTHER", 60, 40, 3);
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            for (int i = 0; i < 60; i++) {
                operator.take(symbol.get(i));
                operator.take(index.get(i));
            }
            operator.advance(START + 60 * MINUTE);
            assertThat(operator.bars("A").get(59).beta()).isFinite();
            state = operator.snapshot();
        }
        try (OneSubtask operator = new OneSubtask("OTHER", null, state)) {
            for (int i = 0; i < 40; i++) {
                operator.take(symbol.get(60 + i));
                operator.take(other.get(i));
            }
            operator.advance(START + 100 * MINUTE);
            // The first bar of the other index has no return, and half of 60 pairs are needed.
            assertThat(operator.bars("A").subList(0, 31)).allMatch(bar -> Double.isNaN(bar.beta()));
            assertThat(operator.bars("A").subList(31, 40)).allMatch(bar -> Double.isFinite(bar.beta()));
        }
    }

    @Test
    void aLateSplitCountsUntilABarHasBegunAfterIt() throws Exception {
        try (OneSubtask operator = new OneSubtask("A", MODEL, null)) {
            operator.take(bar("A", 0, 100, 100));
            operator.advance(START + 10 * MINUTE);
            operator.take(new Split("A", START + 5 * MINUTE, 4, ORIGIN));
            operator.take(bar("A", 10, 25, 25));
            operator.advance(START + 11 * MINUTE);
            assertThat(operator.late()).isEmpty();
            assertThat(operator.bars("A").get(1).logReturn()).isZero();
            operator.take(new Split("A", START + 9 * MINUTE, 4, ORIGIN));
            assertThat(operator.late()).containsExactly("split");
        }
    }

    private static List<PriceBar> walk(String symbol, int from, int count, long seed) {
        Random random = new Random(seed);
        List<PriceBar> bars = new ArrayList<>();
        double close = 100;
        for (int i = 0; i < count; i++) {
            double open = close;
            close *= Math.exp(0.0008 * random.nextGaussian());
            bars.add(bar(symbol, from + i, open, close));
        }
        return bars;
    }

    private static PriceBar bar(String symbol, int minute, double open, double close) {
        return new PriceBar(
                symbol,
                START + minute * MINUTE,
                MINUTE,
                open,
                Math.max(open, close),
                Math.min(open, close),
                close,
                1_000 + 37L * minute % 500,
                "USD",
                ORIGIN);
    }
}
