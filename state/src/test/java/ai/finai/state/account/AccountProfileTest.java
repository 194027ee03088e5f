package ai.finai.state.account;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.events.fixtures.Payment;
import ai.finai.state.Forgettable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AccountProfileTest {

    private static final Payment PAYMENT =
            transfer("100").from("B1").to("A1").on("2026-01-05").at("12:00");
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final AccountProfile profile = new AccountProfile();

    private void add(Payment payment) {
        profile.add(payment.credit(), Float.NaN);
    }

    private static long at(String instant) {
        return PAYMENT.at(instant).eventTime();
    }

    @Test
    void everyFigureIsThatOfAPlainRecomputation() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int stream = 0; stream < 40; stream++) {
            AccountProfile whole = new AccountProfile();
            List<RandomPostings.Seen> seen = new ArrayList<>();
            long[] gaps = {1, 3_600_000, DAY, 3 * DAY, 40 * DAY, 500 * DAY};
            long time = -62_135_596_800_000L * random.nextInt(2) + random.nextInt(1_000_000_000);
            long longest = gaps[random.nextInt(gaps.length)];
            for (int i = 0; i < 300; i++) {
                time += (long) (longest * Math.pow(random.nextDouble(), 4));
                Posting posting = RandomPostings.next(random, time);
                float score = random.nextInt(3) == 0 ? Float.NaN : random.nextInt(100) / 99f;
                whole.add(posting, score);
                boolean alert = random.nextInt(10) == 0;
                if (alert) {
                    whole.alerted();
                }
                seen.add(new RandomPostings.Seen(posting, score, alert));
                long asOf = time + random.nextInt(2) * (long) (45 * DAY * random.nextDouble());
                RandomPostings.assertSame(
                        whole, seen, asOf, "-Dfinai.seed=" + seed + ", stream " + stream + ", posting " + i);
            }
        }
    }

    @Test
    void aWindowIsOfCalendarDaysInUtcThatEndWithTheDayOfTheTimeAskedFor() {
        add(PAYMENT.at("2026-01-04T23:59:59.999Z"));
        add(PAYMENT.at("2026-01-05T00:00:00Z"));
        assertThat(profile.over(1, at("2026-01-05T00:00:00Z")).countIn()).isEqualTo(1);
        assertThat(profile.over(2, at("2026-01-05T23:59:59.999Z")).countIn()).isEqualTo(2);
        assertThat(profile.over(2, at("2026-01-06T00:00:00Z")).countIn()).isEqualTo(1);
        assertThat(profile.over(7, at("2026-01-10T12:00:00Z")).countIn()).isEqualTo(2);
        assertThat(profile.over(7, at("2026-01-11T12:00:00Z")).countIn()).isEqualTo(1);
        assertThat(profile.over(7, at("2026-01-12T12:00:00Z"))).isEqualTo(Turnover.NONE);
        assertThat(profile.over(30, at("2026-02-03T23:59:59Z")).countIn()).isEqualTo(1);
        assertThat(profile.over(30, at("2026-02-04T00:00:00Z"))).isEqualTo(Turnover.NONE);
        assertThat(profile.total().countIn()).isEqualTo(2);
    }

    @Test
    void daysThatHavePassedSinceTheLastPostingAreEmptyAndDaysAfterTheTimeAskedForDoNotCount() {
        add(PAYMENT);
        add(PAYMENT.later(Duration.ofDays(10)));
        assertThat(profile.over(30, PAYMENT.eventTime()).countIn()).isEqualTo(1);
        assertThat(profile.over(30, PAYMENT.eventTime() + 10 * DAY).countIn()).isEqualTo(2);
        assertThat(profile.over(30, PAYMENT.eventTime() + 30 * DAY).countIn()).isEqualTo(1);
        assertThat(profile.over(30, PAYMENT.eventTime() + 300 * DAY)).isEqualTo(Turnover.NONE);
    }

    @Test
    void windowsOfOtherLengthsThanItKeepsAreRefused() {
        assertThatThrownBy(() -> profile.over(31, 0)).hasMessage("31 days: must be from 1 to 30");
        assertThatThrownBy(() -> profile.over(0, 0)).hasMessage("0 days: must be from 1 to 30");
    }

    @Test
    void sumsStopAtTheLargestNumberAndDoNotTurnNegative() {
        long most = Long.MAX_VALUE - 5;
        for (int i = 0; i < 3; i++) {
            profile.add(ofBaseAmount(Direction.CREDIT, most), Float.NaN);
            profile.add(ofBaseAmount(Direction.DEBIT, most), Float.NaN);
        }
        Turnover all = new Turnover(3, 3, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(profile.total()).isEqualTo(all);
        assertThat(profile.over(1, PAYMENT.eventTime())).isEqualTo(all);
        assertThat(profile.total().sum()).isEqualTo(Long.MAX_VALUE);
        assertThat(profile.cashSum()).isEqualTo(Long.MAX_VALUE);
        assertThat(profile.cashShare()).isEqualTo(1);

        AccountProfile overTwoDays = new AccountProfile();
        overTwoDays.add(ofBaseAmount(Direction.CREDIT, most), Float.NaN);
        overTwoDays.add(later(ofBaseAmount(Direction.CREDIT, most), DAY), Float.NaN);
        assertThat(overTwoDays.over(2, PAYMENT.eventTime() + DAY).sumIn()).isEqualTo(Long.MAX_VALUE);
    }

    private static Posting ofBaseAmount(Direction direction, long amount) {
        return new Posting(
                "A1",
                direction,
                null,
                1,
                "USD",
                amount,
                "CASH",
                null,
                null,
                PAYMENT.eventTime(),
                "T",
                new Origin("t", 0, 0));
    }

    private static Posting later(Posting p, long by) {
        return new Posting(
                p.account(),
                p.direction(),
                p.counterparty(),
                p.amount(),
                p.currency(),
                p.baseAmount(),
                p.channel(),
                p.country(),
                p.counterpartyCountry(),
                p.eventTime() + by,
                p.transactionId(),
                p.origin());
    }

    @Test
    void counterpartiesAreCountedUpToSixtyFourAndEstimatedBeyond() {
        for (int i = 1; i <= 64; i++) {
            add(PAYMENT.from("B" + i));
            add(PAYMENT.from("B" + (1 + i / 2)));
            assertThat(profile.counterparties()).isEqualTo(i);
            assertThat(profile.counterpartiesExact()).isTrue();
        }
        add(PAYMENT.from("B65"));
        assertThat(profile.counterpartiesExact()).isFalse();
        assertThat(profile.counterparties()).isGreaterThanOrEqualTo(65);
    }

    @Test
    void tenThousandCounterpartiesAreEstimatedWithinThreeStandardErrorsAndWithoutBias() {
        double error = 1 / Math.sqrt(Counterparties.KEPT - 2);
        double sum = 0;
        int rounds = 200;
        int outside = 0;
        for (int round = 0; round < rounds; round++) {
            Counterparties many = new Counterparties();
            for (int i = 0; i < 10_000; i++) {
                many.add("US" + round + '-' + i);
                many.add("US" + round + '-' + i / 3);
            }
            assertThat(many.exact()).isFalse();
            double relative = many.count() / 10_000.0 - 1;
            outside += Math.abs(relative) > 3 * error ? 1 : 0;
            sum += relative;
        }
        // The hash is a fixed one, so these are fixed numbers: nothing here is left to chance.
        assertThat(outside).isLessThanOrEqualTo(rounds / 100);
        assertThat(sum / rounds).isCloseTo(0, within(3 * error / Math.sqrt(rounds)));
    }

    @Test
    void cashHasNoCounterpartyAndAShareOfAllThatWasMoved() {
        assertThat(profile.cashShare()).isNaN();
        profile.add(cash("100").into("A1").credit(), Float.NaN);
        profile.add(cash("50").outOf("A1").debit(), Float.NaN);
        profile.add(transfer("450").from("A1").to("B1").debit(), Float.NaN);
        assertThat(profile.counterparties()).isEqualTo(1);
        assertThat(profile.cashCount()).isEqualTo(2);
        assertThat(profile.cashSum()).isEqualTo(15_000);
        assertThat(profile.cashShare()).isEqualTo(0.25);
        assertThat(profile.total()).isEqualTo(new Turnover(1, 2, 10_000, 50_000));
    }

    @Test
    void countriesAreThoseOfTheOtherSide() {
        add(PAYMENT.countries("ZZ", "US"));
        add(PAYMENT.countries("AA", "US"));
        add(PAYMENT.countries("DE", "US"));
        add(PAYMENT.countries(null, "US"));
        profile.add(PAYMENT.countries("FR", "CN").debit(), Float.NaN);
        assertThat(profile.countries()).containsExactly("AA", "CN", "DE", "ZZ");
        assertThat(profile.otherCountries()).isFalse();
        add(PAYMENT.countries("de", "US"));
        assertThat(profile.otherCountries()).isTrue();
        assertThat(profile.countries()).hasSize(4);
    }

    @Test
    void withoutAModelThereIsNoScore() {
        add(PAYMENT);
        assertThat(profile.score()).isNaN();
        assertThat(profile.highestScore()).isNaN();
        assertThat(profile.scoreTime()).isEqualTo(Forgettable.NEVER);
        assertThat(profile.highestScoreTime()).isEqualTo(Forgettable.NEVER);
    }

    @Test
    void theHighestScoreHasTheTimeWhenItWasFirstReached() {
        float[] scores = {0.2f, Float.NaN, 0.9f, 0.9f, 0.1f, Float.NaN};
        for (int i = 0; i < scores.length; i++) {
            profile.add(PAYMENT.later(Duration.ofHours(i)).credit(), scores[i]);
        }
        assertThat(profile.score()).isEqualTo(0.1f);
        assertThat(profile.scoreTime())
                .isEqualTo(PAYMENT.later(Duration.ofHours(4)).eventTime());
        assertThat(profile.highestScore()).isEqualTo(0.9f);
        assertThat(profile.highestScoreTime())
                .isEqualTo(PAYMENT.later(Duration.ofHours(2)).eventTime());
    }

    @Test
    void afterFourHundredDaysOfSilenceAnAccountBeginsAnew() {
        long retention = Forgettable.RETENTION_MILLIS;
        assertThat(profile.add(PAYMENT.credit(), 0.5f)).isFalse();
        profile.alerted();
        assertThat(profile.add(later(PAYMENT.credit(), retention), 0.4f)).isFalse();
        assertThat(profile.total().countIn()).isEqualTo(2);
        assertThat(profile.add(later(PAYMENT.credit(), 2 * retention + 1), Float.NaN))
                .isTrue();
        assertThat(profile.total()).isEqualTo(new Turnover(1, 0, 10_000, 0));
        assertThat(profile.firstSeen()).isEqualTo(PAYMENT.eventTime() + 2 * retention + 1);
        assertThat(profile.alerts()).isZero();
        assertThat(profile.highestScore()).isNaN();
        assertThat(profile.counterparties()).isEqualTo(1);
    }

    /** Vectors of the reference implementation. */
    @Test
    void theHashIsXxh64() {
        assertThat(TextHash.of("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(TextHash.of("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(TextHash.of("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(TextHash.of("Nobody inspects the spammish repetition")).isEqualTo(0xFBCEA83C8A378BF1L);
    }
}
