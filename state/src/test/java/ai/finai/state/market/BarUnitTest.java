package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarUnitTest {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();

    private BarUnit unit = new BarUnit();

    @Test
    void theFirstBarSaysWhatTheOthersAre() {
        assertThat(take(0, DAY, "USD")).isEqualTo(BarUnit.Fit.SAME);
        assertThat(take(1, DAY, "JPY")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
        assertThat(take(2, DAY / 2, "USD")).isEqualTo(BarUnit.Fit.OTHER_INTERVAL);
        assertThat(take(1, DAY, "USD")).isEqualTo(BarUnit.Fit.SAME);
    }

    @Test
    void othersCountOnceTheFirstOnesHaveEndedTenDaysAgo() {
        take(0, DAY, "USD");
        assertThat(take(10, DAY, "EUR")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
        assertThat(take(11, DAY, "EUR")).isEqualTo(BarUnit.Fit.ANEW);
        assertThat(take(12, DAY, "EUR")).isEqualTo(BarUnit.Fit.SAME);
        assertThat(take(13, DAY, "USD")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
    }

    @Test
    void whatIsRefusedDoesNotEndTheQuiet() {
        take(0, DAY, "USD");
        for (int day = 1; day <= 10; day++) {
            assertThat(take(day, DAY, "EUR")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
        }
        assertThat(take(11, DAY, "EUR")).isEqualTo(BarUnit.Fit.ANEW);
    }

    @Test
    void aWrongFirstBarIsGivenUpOnceManyOthersHaveComeInARow() {
        take(0, MINUTE, "EUR");
        for (int minute = 1; minute < BarUnit.MOST_OTHERS; minute++) {
            assertThat(take(minute, MINUTE, "USD")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
            if (minute == 10) {
                unit = writtenAndRead();
            }
        }
        assertThat(take(BarUnit.MOST_OTHERS, MINUTE, "USD")).isEqualTo(BarUnit.Fit.ANEW);
        assertThat(take(BarUnit.MOST_OTHERS + 1, MINUTE, "EUR")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
    }

    @Test
    void barsOfBothKindsInTurnTurnNothing() {
        for (int minute = 0; minute < 4 * BarUnit.MOST_OTHERS; minute++) {
            assertThat(take(minute, MINUTE, minute % 20 == 0 ? "USD" : "EUR"))
                    .isEqualTo(minute % 20 == 0 ? BarUnit.Fit.SAME : BarUnit.Fit.OTHER_CURRENCY);
        }
    }

    @Test
    void barsOfMonthsAreQuietForThreeOfThem() {
        take(0, 30 * DAY, "USD");
        assertThat(take(119, DAY, "USD")).isEqualTo(BarUnit.Fit.OTHER_INTERVAL);
        assertThat(take(120, DAY, "USD")).isEqualTo(BarUnit.Fit.ANEW);
    }

    @Test
    void itIsReadAsItWasWritten() {
        take(0, DAY, "USD");
        unit = writtenAndRead();
        assertThat(unit).hasToString("PT24H in USD");
        assertThat(take(10, DAY, "EUR")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
        assertThat(take(11, DAY, "EUR")).isEqualTo(BarUnit.Fit.ANEW);
    }

    private BarUnit writtenAndRead() {
        CompactWriter out = new CompactWriter();
        unit.write(out);
        return BarUnit.read(CompactReader.of(out.toBytes()));
    }

    /** @param number of the interval; of longer ones than a day, the day */
    private BarUnit.Fit take(int number, long interval, String currency) {
        long start = number * Math.min(interval, DAY);
        return unit.take(new PriceBar("A", start, interval, 1, 1, 1, 1, 0, currency, new Origin("prices", 0, 0)));
    }
}
