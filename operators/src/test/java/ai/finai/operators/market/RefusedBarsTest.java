package ai.finai.operators.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetter;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.RejectionReason;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Bars of a symbol that cannot be compared with its others. */
class RefusedBarsTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long START = Instants.parse("2026-01-05T00:00:00Z");

    @Test
    void aBarInAnotherCurrencyIsADeadLetterAndNoJump() throws Exception {
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            for (int day = 0; day < 60; day++) {
                operator.take(bar(day, DAY, day == 50 ? 15_000 : 100 + day % 2, day == 50 ? "JPY" : "USD"));
            }
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.rules()).isEmpty();
            assertThat(operator.bars("A")).hasSize(59);
            assertThat(operator.refused()).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo(RejectionReason.OTHER_CURRENCY);
                assertThat(letter.origin()).hasToString("prices-0@50");
                assertThat(letter.sentence())
                        .startsWith("currency: is JPY, and the bars of this symbol are in USD; send them as a symbol of"
                                + " their own, such as A.JPY.");
                assertThat(new String(letter.value(), StandardCharsets.UTF_8)).contains("\"close\":\"15000\"");
            });
        }
    }

    @Test
    void aBarOfAnotherIntervalIsADeadLetterAndNoJump() throws Exception {
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            for (int day = 0; day < 60; day++) {
                operator.take(bar(day, DAY, 100 + day % 2, "USD"));
                if (day > 40) {
                    operator.take(bar(day, DAY / 2, 150, "USD"));
                }
            }
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.rules()).isEmpty();
            assertThat(operator.bars("A")).hasSize(60);
            assertThat(operator.refused())
                    .hasSize(19)
                    .extracting(DeadLetter::reason)
                    .containsOnly(RejectionReason.OTHER_INTERVAL);
        }
    }

    @Test
    void aSnapshotKnowsWhatTheBarsAre() throws Exception {
        OperatorSubtaskState state;
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            operator.take(bar(0, DAY, 100, "USD"));
            operator.advance(START + DAY);
            state = operator.snapshot();
        }
        try (OneSubtask operator = new OneSubtask("IDX", null, state)) {
            operator.take(bar(1, DAY, 15_000, "JPY"));
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.refused()).hasSize(1);
            assertThat(operator.bars("A")).isEmpty();
        }
    }

    @Test
    void aSymbolThatHasChangedItsCurrencyBeginsAnewAfterTenDays() throws Exception {
        try (OneSubtask operator = new OneSubtask("IDX", null, null)) {
            for (int day = 0; day < 60; day++) {
                operator.take(bar(day, DAY, 100 + day % 2, "USD"));
            }
            for (int day = 60; day < 120; day++) {
                operator.take(bar(day, DAY, 15_000 + day % 2, "JPY"));
            }
            operator.advance(Long.MAX_VALUE);
            assertThat(operator.refused()).hasSize(10);
            assertThat(operator.rules()).isEmpty();
            WatchedBar first = operator.bars("A").get(60);
            assertThat(first.bar().start()).isEqualTo(START + 70 * DAY);
            assertThat(first.logReturn()).isNaN();
            assertThat(operator.bars("A").get(61).logReturn()).isFinite();
        }
    }

    private static PriceBar bar(int day, long interval, double price, String currency) {
        return new PriceBar(
                "A",
                START + day * DAY,
                interval,
                price,
                price,
                price,
                price,
                1_000,
                currency,
                new Origin("prices", 0, day));
    }
}
