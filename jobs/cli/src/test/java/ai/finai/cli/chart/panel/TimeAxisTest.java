package ai.finai.cli.chart.panel;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.chart.history.History.Bar;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeAxisTest {

    private static final long MINUTE = 60_000;
    private static final long DAY = 1440 * MINUTE;
    private static final long MONDAY = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();

    @Test
    void aYearOfDaysIsLabelledByMonths() {
        assertThat(labels(days(250), 1100))
                .containsExactly("Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    }

    @Test
    void twentyYearsAreLabelledByYears() {
        assertThat(labels(days(5000), 1100))
                .hasSize(19)
                .startsWith("2027", "2028")
                .endsWith("2045");
        assertThat(labels(days(5000), 250)).containsExactly("2030", "2035", "2040", "2045");
    }

    @Test
    void aMonthIsLabelledByDaysWhereTheyHaveRoomElseByWeeks() {
        assertThat(labels(days(20), 1300)).contains("6 Jan", "7 Jan", "12 Jan").hasSize(20);
        assertThat(labels(days(20), 300)).contains("12 Jan", "19 Jan", "26 Jan").hasSizeLessThan(5);
    }

    @Test
    void aDayIsLabelledByHours() {
        assertThat(labels(minutes(390), 700)).startsWith("15:00", "15:30", "16:00");
    }

    /** The night takes no room, so the day's first label follows the evening's last. */
    @Test
    void severalDaysAreLabelledByDaysAndHoursBetween() {
        assertThat(labels(minutes(1950), 600)).contains("6 Jan", "7 Jan", "8 Jan", "9 Jan");
        assertThat(labels(minutes(1950), 2400)).contains("6 Jan", "18:00", "7 Jan");
    }

    @Test
    void oneBarIsLabelled() {
        assertThat(labels(minutes(1), 600)).containsExactly("14:30");
        assertThat(labels(days(1), 600)).containsExactly("5 Jan");
    }

    private static List<String> labels(List<Bar> bars, double width) {
        return new TimeAxis(bars, new Places(bars, 0, width))
                .ticks().stream().map(TimeAxis.Tick::label).toList();
    }

    private static List<Bar> days(int count) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = MONDAY + (i / 5 * 7L + i % 5) * DAY;
            bars.add(bar(start, DAY));
        }
        return bars;
    }

    private static List<Bar> minutes(int count) {
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bars.add(bar(MONDAY + i / 390 * DAY + (870 + i % 390) * MINUTE, MINUTE));
        }
        return bars;
    }

    private static Bar bar(long start, long interval) {
        return new Bar(start, start + interval, 1, 1, 1, 1, 1, Double.NaN, Double.NaN);
    }
}
