package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarUnitTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private BarUnit unit = new BarUnit();

    @Test
    void theFirstBarSaysWhatTheOthersAre() {
        assertThat(take(0, DAY, "USD")).isEqualTo(BarUnit.Fit.SAME);
        assertThat(take(1, DAY, "JPY")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
        assertThat(take(1, DAY / 2, "USD")).isEqualTo(BarUnit.Fit.OTHER_INTERVAL);
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
    void barsOfMonthsAreQuietForThreeOfThem() {
        take(0, 30 * DAY, "USD");
        assertThat(take(119, DAY, "USD")).isEqualTo(BarUnit.Fit.OTHER_INTERVAL);
        assertThat(take(120, DAY, "USD")).isEqualTo(BarUnit.Fit.ANEW);
    }

    @Test
    void itIsReadAsItWasWritten() {
        take(0, DAY, "USD");
        CompactWriter out = new CompactWriter();
        unit.write(out);
        unit = BarUnit.read(CompactReader.of(out.toBytes()));
        assertThat(unit).hasToString("PT24H in USD");
        assertThat(take(10, DAY, "EUR")).isEqualTo(BarUnit.Fit.OTHER_CURRENCY);
        assertThat(take(11, DAY, "EUR")).isEqualTo(BarUnit.Fit.ANEW);
    }

    private BarUnit.Fit take(int day, long interval, String currency) {
        return unit.take(new PriceBar("A", day * DAY, interval, 1, 1, 1, 1, 0, currency, new Origin("prices", 0, 0)));
    }
}
