package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;
import static ai.finai.generator.Episodes.HOUR;

import ai.finai.generator.Episode.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In and out again: by the default rule a credit of 5,000 USD or more, of which 80 % or more leave in less than 24 hours.
 * Where the account's currency is not USD, shares keep half a percent away from the limit, for rounding.
 */
final class RapidTransferEpisode extends Story {

    private static final HeavyTail CREDIT = new HeavyTail(11_000_00, 0.6, 2.0, 250_000_00);
    private static final long LEAST_CREDIT = 5_000_00;
    private static final long MINUTE = 60_000L;

    RapidTransferEpisode(Stage stage) {
        super(stage);
    }

    @Override
    List<Step> steps(@Nullable NearMiss nearMiss) {
        boolean exact = currency == Denomination.USD;
        int debits = 1 + random.below(6);
        if (nearMiss == null) {
            long credit = credit();
            long out = exact && random.chance(0.15)
                    ? atLeastEightyPercent(credit)
                    : share(credit, exact ? 80.01 : 80.6, 99.9);
            return passingThrough(credit, out, debits, 0, random.chance(0.15) ? DAY - 1 : lastDebit());
        }
        return switch (nearMiss) {
            case CREDIT_TOO_SMALL -> {
                long credit = exact && random.chance(0.4)
                        ? LEAST_CREDIT - 1
                        : currency.fromUsdCents(random.between(4_900_00.0, exact ? 4_999_99.0 : 4_980_00.0));
                yield passingThrough(credit, share(credit, 82, 100), debits, 0, lastDebit());
            }
            case TOO_LITTLE_LEAVES -> {
                long credit = credit();
                long out = exact && random.chance(0.4)
                        ? atLeastEightyPercent(credit) - 1
                        : share(credit, 79.0, exact ? 79.98 : 79.4);
                yield passingThrough(credit, out, debits, 0, lastDebit());
            }
            case LEAVES_TOO_LATE -> tooLate(credit(), debits);
            case LEAVES_BEFORE_CREDIT -> {
                long credit = credit();
                yield passingThrough(credit, share(credit, 82, 99), debits, 1 + random.between(0L, HOUR), 0);
            }
            default -> throw new IllegalArgumentException(nearMiss + " is none of " + Scenario.RAPID_TRANSFER);
        };
    }

    /** @param last from the credit to the last debit, in milliseconds */
    private List<Step> passingThrough(long credit, long out, int debits, long before, long last) {
        long lead = before > 0 ? before + random.between(HOUR, 9 * HOUR) : 0;
        long at = start(lead + last);
        List<Step> steps = new ArrayList<>();
        steps.add(credit(at + lead, credit));
        long[] times = new long[debits];
        long span = before > 0 ? lead - before : last;
        long head = before > 0 ? 0 : Math.min(span, random.chance(0.1) ? 0 : MINUTE);
        for (int i = 0; i < debits; i++) {
            times[i] = at + random.between(head, span);
        }
        Arrays.sort(times);
        times[debits - 1] = at + span;
        addDebits(steps, times, out);
        return steps;
    }

    private List<Step> tooLate(long credit, int debits) {
        long at = start(DAY + HOUR);
        List<Step> steps = new ArrayList<>();
        steps.add(credit(at, credit));
        long total = share(credit, 85, 99);
        long inTime = share(credit, 20, 78);
        long[] times = new long[debits];
        for (int i = 0; i < debits; i++) {
            times[i] = at + random.between(MINUTE, DAY - 1);
        }
        Arrays.sort(times);
        addDebits(steps, times, inTime);
        long late = random.chance(0.4) ? 0 : random.between(1L, HOUR);
        addDebits(steps, new long[] {at + DAY + late}, total - inTime);
        return steps;
    }

    private Step credit(long time, long amount) {
        return new Step(time, bank.abroad(Persona.CLIENT, random.next()), account, amount, currency, Kind.WIRE);
    }

    /** Shares a total out, at least a twentieth of an equal share to each. */
    private void addDebits(List<Step> steps, long[] times, long total) {
        long rest = total;
        for (int i = 0; i < times.length; i++) {
            int left = times.length - i;
            long part = left == 1 ? rest : Math.max(1, (long) (rest * random.between(0.05, 1.95) / left));
            rest -= part;
            boolean notes = currency.usdCents(part) <= 1_500_00 && random.chance(0.4);
            int creditor = notes ? Agenda.NOBODY : bank.abroad(Persona.BENEFICIARY, random.next());
            Kind kind = notes ? Kind.CASH_WITHDRAWAL : random.chance(0.5) ? Kind.WIRE : Kind.INVOICE;
            steps.add(new Step(times[i], account, creditor, part, currency, kind));
        }
    }

    private long credit() {
        if (currency != Denomination.USD) {
            return currency.rounded(5_100_00 + CREDIT.draw(random) - CREDIT.least(), 50);
        }
        if (random.chance(0.15)) {
            return LEAST_CREDIT;
        }
        long amount = (long) Math.max(LEAST_CREDIT, CREDIT.draw(random));
        return random.chance(0.6) ? Math.max(LEAST_CREDIT, amount / 100_00 * 100_00) : amount;
    }

    private long share(long credit, double fromPercent, double toPercent) {
        return (long) (credit * random.between(fromPercent, toPercent) / 100);
    }

    /** Of a credit in cents the least sum that is 80 % of it or more. */
    private static long atLeastEightyPercent(long credit) {
        return (credit * 8 + 9) / 10;
    }

    private long lastDebit() {
        return random.between(5 * MINUTE, random.chance(0.5) ? 4 * HOUR : DAY - 2);
    }

    /** So that all of it lies within the round. */
    private long start(long span) {
        return from + (long) (random.unit() * Math.max(1, until - from - span - 1));
    }
}
