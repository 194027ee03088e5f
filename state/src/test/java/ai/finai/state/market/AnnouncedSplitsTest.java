package ai.finai.state.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Origin;
import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import org.junit.jupiter.api.Test;

class AnnouncedSplitsTest {

    private final AnnouncedSplits splits = new AnnouncedSplits();

    @Test
    void aBarIsTheFirstAfterAllSplitsUntilItsStart() {
        splits.announce(split(20, 3));
        splits.announce(split(10, 2));
        splits.announce(split(30, 5));
        assertThat(splits.until(9)).isEqualTo(1);
        assertThat(splits.until(20)).isEqualTo(6);
        assertThat(splits.until(20)).isEqualTo(1);
        assertThat(splits.until(40)).isEqualTo(5);
    }

    @Test
    void aSplitIsInTimeUntilABarBeginsAfterIt() {
        assertThat(splits.isInTime(split(10, 2))).isTrue();
        splits.until(9);
        assertThat(splits.isInTime(split(10, 2))).isTrue();
        splits.until(10);
        splits.until(8);
        assertThat(splits.isInTime(split(10, 2))).isFalse();
        assertThat(written().isInTime(split(10, 2))).isFalse();
        assertThat(written().isInTime(split(11, 2))).isTrue();
    }

    @Test
    void oneAtTheSameTimeTakesTheOthersPlace() {
        splits.announce(split(10, 2));
        splits.announce(split(10, 3));
        assertThat(splits.until(10)).isEqualTo(3);
    }

    @Test
    void whatNoPriceCanBeDividedByIsLeftOutAndWhatIsTooMuchStaysANumber() {
        for (double ratio : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            splits.announce(split(1, ratio));
        }
        assertThat(splits.until(1)).isEqualTo(1);
        for (double ratio : new double[] {1e300, 1e-300}) {
            splits.announce(split(1, ratio));
            splits.announce(split(2, ratio));
            assertThat(splits.until(2)).isPositive().isFinite();
        }
    }

    @Test
    void asManyAsAreKeptComeBack() {
        for (int i = 20; i > 0; i--) {
            splits.announce(split(i, 2));
        }
        assertThat(written().until(100)).isEqualTo(1 << 16);
    }

    private AnnouncedSplits written() {
        CompactWriter out = new CompactWriter();
        splits.write(out);
        return AnnouncedSplits.read(CompactReader.of(out.toBytes()));
    }

    private static Split split(long effective, double ratio) {
        return new Split("A", effective, ratio, new Origin("splits", 0, effective));
    }
}
