package ai.finai.state.account;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.state.Forgettable;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Predicate;

/** Postings of an account, and what its profile must be: recomputed from all of them, the slow and plain way. */
public final class RandomPostings {

    private static final String[] COUNTRIES = {"DE", "US", "FR", "CN", "x", null};

    private RandomPostings() {}

    public record Seen(Posting posting, float score, boolean alert) {}

    /** At most 60 counterparties, so that their number is exact. */
    public static Posting next(Random random, long time) {
        boolean cash = random.nextInt(4) == 0;
        long amount = random.nextInt(50) == 0 ? Long.MAX_VALUE / 3 : 1 + random.nextInt(1_000_000);
        return new Posting(
                "A1",
                random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT,
                cash ? null : "B" + random.nextInt(60),
                amount,
                "USD",
                amount,
                cash ? "CASH" : "TRANSFER",
                null,
                COUNTRIES[random.nextInt(COUNTRIES.length)],
                time,
                "T" + random.nextInt(),
                new Origin("transactions", 0, 0));
    }

    /** @param seen all postings of the account in order, those before a long silence too */
    public static void assertSame(AccountProfile profile, List<Seen> seen, long asOf, String place) {
        int begin = 0;
        for (int i = 1; i < seen.size(); i++) {
            if (time(seen, i) - time(seen, i - 1) > Forgettable.RETENTION_MILLIS) {
                begin = i;
            }
        }
        List<Seen> counted = seen.subList(begin, seen.size());
        assertThat(profile.firstSeen()).as(place).isEqualTo(time(counted, 0));
        assertThat(profile.lastSeen()).as(place).isEqualTo(time(counted, counted.size() - 1));
        assertThat(profile.total()).as(place).isEqualTo(turnover(counted, each -> true));
        LocalDate last = day(asOf);
        for (int days : new int[] {1, 2, 7, 30}) {
            assertThat(profile.over(days, asOf))
                    .as("%s, %d days", place, days)
                    .isEqualTo(turnover(counted, each -> day(each.eventTime()).isAfter(last.minusDays(days))));
        }
        assertThat(profile.counterpartiesExact()).as(place).isTrue();
        assertThat(profile.counterparties())
                .as(place)
                .isEqualTo(counted.stream()
                        .map(each -> each.posting().counterparty())
                        .filter(Objects::nonNull)
                        .distinct()
                        .count());
        assertThat(profile.countries())
                .as(place)
                .isEqualTo(counted.stream()
                        .map(each -> each.posting().counterpartyCountry())
                        .filter(code -> code != null && code.length() == 2)
                        .distinct()
                        .sorted()
                        .toList());
        assertThat(profile.otherCountries())
                .as(place)
                .isEqualTo(counted.stream()
                        .anyMatch(each -> "x".equals(each.posting().counterpartyCountry())));
        Turnover inCash = turnover(counted, each -> "CASH".equals(each.channel()));
        assertThat(profile.cashCount()).as(place).isEqualTo(inCash.countIn() + inCash.countOut());
        assertThat(profile.alerts())
                .as(place)
                .isEqualTo(counted.stream().filter(Seen::alert).count());
        assertScores(profile, counted, place);
    }

    private static void assertScores(AccountProfile profile, List<Seen> counted, String place) {
        float score = Float.NaN;
        float highest = Float.NaN;
        long highestTime = Forgettable.NEVER;
        for (Seen each : counted) {
            if (!Float.isNaN(each.score())) {
                score = each.score();
                if (Float.isNaN(highest) || score > highest) {
                    highest = score;
                    highestTime = each.posting().eventTime();
                }
            }
        }
        assertThat(profile.score()).as(place).isEqualTo(Float.valueOf(score));
        assertThat(profile.highestScore()).as(place).isEqualTo(Float.valueOf(highest));
        assertThat(profile.highestScoreTime()).as(place).isEqualTo(highestTime);
    }

    private static long time(List<Seen> seen, int i) {
        return seen.get(i).posting().eventTime();
    }

    private static LocalDate day(long time) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
    }

    private static Turnover turnover(List<Seen> seen, Predicate<Posting> which) {
        long[] counts = new long[2];
        BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO};
        for (Seen each : seen) {
            if (which.test(each.posting())) {
                int direction = each.posting().direction() == Direction.CREDIT ? 0 : 1;
                counts[direction]++;
                sums[direction] =
                        sums[direction].add(BigInteger.valueOf(each.posting().baseAmount()));
            }
        }
        BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        return new Turnover(
                counts[0],
                counts[1],
                sums[0].min(most).longValueExact(),
                sums[1].min(most).longValueExact());
    }
}
