package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final long SEED = Long.getLong("finai.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    /** Few different values, so that many are equal, or any. */
    private double value(boolean few) {
        return few ? random.nextInt(5) - 2 : random.nextGaussian();
    }

    private static <T> List<T> last(List<T> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    @Test
    void aSortedWindowHoldsTheLatestValuesByAgeAndBySize() {
        for (int capacity = 1; capacity <= 12; capacity++) {
            SortedWindow window = new SortedWindow(capacity);
            List<Double> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                double value = value(i % 200 < 100);
                window.add(value);
                all.add(value);
                assertHolds(window, last(all, capacity));
                if (random.nextInt(20) == 0) {
                    int other = 1 + random.nextInt(15);
                    assertHolds(window.resized(other), last(last(all, capacity), other));
                }
            }
        }
    }

    private static void assertHolds(SortedWindow window, List<Double> values) {
        List<Double> byAge = new ArrayList<>();
        List<Double> byRank = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            byAge.add(0, window.latest(i));
            byRank.add(window.ranked(i));
        }
        assertThat(byAge).as("-Dfinai.seed=%d", SEED).isEqualTo(values);
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        assertThat(byRank).as("-Dfinai.seed=%d", SEED).isEqualTo(sorted);
    }

    @Test
    void aMaximumWindowKnowsTheLargestOfTheLatestValues() {
        for (int capacity = 2; capacity <= 12; capacity++) {
            MaximumWindow window = new MaximumWindow(capacity);
            List<Double> all = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                double value = i % 300 < 100 ? -i : value(i % 300 < 200);
                window.add(value);
                all.add(value);
                assertThat(window.maximum())
                        .as("-Dfinai.seed=%d", SEED)
                        .isEqualTo(Collections.max(last(all, capacity)));
            }
        }
    }

    @Test
    void aResizedMaximumWindowGoesOnAsIfItHadAlwaysLookedBackSoFar() {
        for (int round = 0; round < 200; round++) {
            int before = 2 + random.nextInt(10);
            int after = 2 + random.nextInt(10);
            MaximumWindow window = new MaximumWindow(before);
            List<Double> all = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                all.add(value(true));
                window.add(all.get(all.size() - 1));
            }
            List<Double> known = new ArrayList<>(last(all, before));
            MaximumWindow resized = window.resized(after);
            for (int i = 0; i < 25; i++) {
                known.add(value(true));
                resized.add(known.get(known.size() - 1));
                assertThat(resized.maximum())
                        .as("-Dfinai.seed=%d, %d to %d", SEED, before, after)
                        .isEqualTo(Collections.max(last(known, after)));
            }
        }
    }

    @Test
    void aPairWindowHoldsTheLatestPairs() {
        PairWindow window = new PairWindow(8);
        for (int i = 1; i <= 11; i++) {
            window.add(i, -i);
        }
        assertThat(pairs(window)).containsExactly(4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0);
        assertThat(pairs(window.resized(9))).hasSize(8);
        assertThat(pairs(window.resized(3))).containsExactly(9.0, 10.0, 11.0);
    }

    private static List<Double> pairs(PairWindow window) {
        List<Double> own = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            assertThat(window.index(i)).isEqualTo(-window.own(i));
            own.add(window.own(i));
        }
        Collections.sort(own);
        return own;
    }

    @Test
    void nothingThatIsNotANumberEntersAWindow() {
        assertThatThrownBy(() -> new SortedWindow(8).add(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> new MaximumWindow(8).add(Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
        assertThatThrownBy(() -> new PairWindow(8).add(0, Double.NaN)).hasMessageContaining("NaN");
    }
}
