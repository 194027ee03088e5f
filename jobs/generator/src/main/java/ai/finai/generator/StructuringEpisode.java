package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;
import static ai.finai.generator.Episodes.HOUR;
import static ai.finai.generator.Episodes.WEEK;

import ai.finai.generator.Episode.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cash in pieces: by the default rule 3 deposits from 8,000.00 to 10,000.00 in less than 7 days. Amounts in cents of USD. */
final class StructuringEpisode extends Story {

    private static final long LOWEST = 8_000_00;
    private static final long THRESHOLD = 10_000_00;
    private static final int TRIES = 50;

    StructuringEpisode(Stage stage) {
        super(stage);
    }

    @Override
    List<Step> steps(@Nullable NearMiss nearMiss) {
        if (nearMiss == null) {
            return deposits(times(3 + random.below(5)), Kind.CASH_DEPOSIT, Integer.MAX_VALUE, 0, 0);
        }
        return switch (nearMiss) {
            case ONE_DEPOSIT_TOO_FEW -> deposits(times(2), Kind.CASH_DEPOSIT, 2, 0, 0);
            case AMOUNTS_BELOW_BAND ->
                deposits(times(3 + random.below(3)), Kind.CASH_DEPOSIT, random.below(3), LOWEST - 400_00, LOWEST - 1);
            case AMOUNTS_ABOVE_THRESHOLD ->
                deposits(
                        times(3 + random.below(3)),
                        Kind.CASH_DEPOSIT,
                        random.below(3),
                        THRESHOLD + 1,
                        THRESHOLD + 400_00);
            case DEPOSITS_TOO_FAR_APART -> deposits(tooFarApart(), Kind.CASH_DEPOSIT, 3, 0, 0);
            case NOT_CASH -> deposits(times(3 + random.below(3)), Kind.WIRE, Integer.MAX_VALUE, 0, 0);
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.STRUCTURING);
        };
    }

    /** @param inBand how many amounts are in the band, the first ones; the others lie from {@code lowest} to {@code highest} */
    private List<Step> deposits(long[] times, Kind kind, int inBand, long lowest, long highest) {
        int style = random.below(5);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            long amount = i < inBand ? inBand(style) : near(lowest, highest);
            int debtor = kind == Kind.WIRE ? bank.abroad(Persona.CLIENT, random.next()) : Agenda.NOBODY;
            steps.add(new Step(times[i], debtor, account, amount, currency, kind));
        }
        return steps;
    }

    /** The launderer's habit: round sums, just under the threshold, exactly at it, or anything. */
    private long inBand(int style) {
        if (currency != Denomination.USD) {
            // Rounding must not carry it out of the band.
            return currency.rounded(random.between(8_150.0, 9_850.0) * 100, style < 3 ? 50 : 10);
        }
        return switch (style) {
            case 0 -> random.between(16L, 19L) * 500_00;
            case 1 -> THRESHOLD - random.between(1L, 100_00L);
            case 2 -> random.chance(0.4) ? THRESHOLD : random.chance(0.2) ? LOWEST : random.between(90L, 99L) * 100_00;
            case 3 -> random.between(80L, 100L) * 100_00;
            default -> random.between(LOWEST, THRESHOLD);
        };
    }

    private long near(long lowest, long highest) {
        if (currency != Denomination.USD) {
            return currency.rounded(random.between(lowest + 120_00L, highest - 120_00L), 10);
        }
        return random.chance(0.3) ? (lowest < LOWEST ? highest : lowest) : random.between(lowest, highest);
    }

    /** In opening hours of a branch, within less than a week; shorter where there is no week. */
    private long[] times(int count) {
        for (int i = 0; i < TRIES; i++) {
            long span = Math.min(WEEK - 1, random.chance(0.25) ? DAY : random.between(DAY, WEEK));
            long start = from + (long) (random.unit() * Math.max(1, until - from - span));
            long[] times = new long[count];
            for (int k = 0; k < count; k++) {
                times[k] = openingHours(start + (long) (random.unit() * span));
            }
            Arrays.sort(times);
            if (random.chance(0.1)) {
                // As long as can be.
                times[count - 1] = times[0] + WEEK - 1;
            }
            if (times[0] >= from && times[count - 1] < until && times[count - 1] - times[0] < WEEK) {
                return times;
            }
        }
        long[] times = new long[count];
        long step = (until - from) / (count + 1);
        Arrays.setAll(times, k -> from + (k + 1) * Math.min(step, DAY));
        return times;
    }

    private long[] tooFarApart() {
        long first = from + (long) (random.unit() * (until - from - WEEK - 2 * DAY));
        first = Math.max(from, openingHours(first + DAY / 2));
        long between = openingHours(first + random.between(DAY, 6 * DAY));
        long over = random.chance(0.4) ? 0 : random.between(1L, HOUR);
        return new long[] {first, between, first + WEEK + over};
    }

    /** The same day, between 9:00 and 17:00 local time. */
    private long openingHours(long time) {
        long offset = bank.country(account).offset;
        return Math.floorDiv(time + offset, DAY) * DAY - offset + 9 * HOUR + random.between(0L, 8 * HOUR - 1);
    }
}
