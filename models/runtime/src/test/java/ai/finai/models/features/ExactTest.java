package ai.finai.models.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactTest {

    @Test
    void theLogarithmIsThatOfStrictMathToABillionth() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            double value = Math.scalb(1 + random.nextDouble(), random.nextInt(2_000) - 1_000);
            assertThat(Exact.log2(value))
                    .as("seed %d: %s", seed, value)
                    .isCloseTo(StrictMath.log(value) / StrictMath.log(2), within(2e-9));
        }
    }

    @Test
    void theLogarithmOfAPowerOfTwoIsThatPower() {
        for (int power = -1_000; power <= 1_000; power++) {
            assertThat(Exact.log2(Math.scalb(1.0, power))).isEqualTo(power);
        }
        assertThat(Exact.log2Plus1(0)).isZero();
    }

    @Test
    void whatIsLeftAfterHalvingsIsThatOfStrictMath() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            double halvings = random.nextDouble() * (i % 2 == 0 ? 3 : 900);
            double expected = StrictMath.pow(2, -halvings);
            assertThat(Exact.halved(halvings) / expected)
                    .as("seed %d: %s", seed, halvings)
                    .isCloseTo(1, within(2e-8));
        }
    }

    @Test
    void wholeHalvingsAreExactAndVeryManyLeaveNothing() {
        for (int halvings = 0; halvings < 1_000; halvings++) {
            assertThat(Exact.halved(halvings)).isEqualTo(Math.scalb(1.0, -halvings));
        }
        assertThat(Exact.halved(1_000)).isZero();
        assertThat(Exact.halved(1e300)).isZero();
    }

    @Test
    void moreHalvingsNeverLeaveMore() {
        double before = 1;
        for (int i = 0; i < 200_000; i++) {
            double left = Exact.halved(i / 10_000.0);
            assertThat(left).isLessThanOrEqualTo(before);
            before = left;
        }
    }
}
