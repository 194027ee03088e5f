package ai.finai.generator;

import static ai.finai.generator.Episodes.DAY;
import static ai.finai.generator.Episodes.HOUR;

import ai.finai.generator.Episode.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A story of days and weeks, on an account whose ordinary life goes on. Its payments have the kinds, hours, amounts and
 * counterparties that ordinary payments have too: what tells is their order and that they come together.
 */
abstract class SlowStory extends Story {

    /** In how many days every such story finds room, a round's first and last day left out. */
    static final int LEAST_DAYS = 30;

    private static final Kind[] COVERS = {Kind.PEER, Kind.PEER, Kind.SALE, Kind.SALE, Kind.INVOICE, Kind.REFUND};
    private static final long MOST_NOTES = 2_500_00;
    private static final long MOST_IN_NOTES = 6_000_00;
    private static final int TRIES = 4;

    private final Reservations reservations;
    private final long offset;
    private final List<Step> steps = new ArrayList<>();

    SlowStory(Stage stage) {
        super(stage);
        this.reservations = stage.reservations();
        this.offset = bank.country(account).offset;
    }

    @Override
    final List<Step> steps(@Nullable NearMiss nearMiss) {
        act(nearMiss);
        return steps;
    }

    /** Pays what the near miss consists of, or the episode where that is null. */
    abstract void act(@Nullable NearMiss nearMiss);

    // When

    /** From {@code least} to {@code most} days, or as many as there are when {@code others} are taken. */
    final int days(int least, int most, int others) {
        return Math.min(count(least, most), available() - others);
    }

    /** Local midnight of the first of so many days, all of them within the round. */
    final long begin(int days) {
        return begin(1, days);
    }

    /** As {@link #begin(int)}, with at least {@code before} days of the round before it. */
    final long begin(int before, int days) {
        int first = before + random.below(available() - days - before + 2);
        return from + first * DAY - offset;
    }

    /** Without the first and the last, which are not whole days everywhere. */
    private int available() {
        return (int) ((until - from) / DAY) - 2;
    }

    /** Times in some hours of so many days, in order; several on a day now and then. */
    final long[] times(long first, int days, int count, Hours hours) {
        long[] times = new long[count];
        int day = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || !random.chance(0.3)) {
                day = random.below(days);
            }
            times[i] = first + day * DAY + hours.draw(random);
        }
        Arrays.sort(times);
        return times;
    }

    /** Some time from {@code least} hours after {@code time} to a day after {@code most} hours. */
    final long after(long time, int least, int most, Hours hours) {
        long then = time + random.between(least * HOUR, most * HOUR);
        long moved = Math.floorDiv(then + offset, DAY) * DAY - offset + hours.draw(random);
        return moved >= time + least * HOUR ? moved : moved + DAY;
    }

    // How much

    final int count(int least, int most) {
        return least + random.below(most - least + 1);
    }

    /** An amount drawn from {@code amounts}, within bounds in cents of USD; round as people round, or as it comes. */
    final long amount(HeavyTail amounts, long least, long most) {
        return amount(Math.max(least, Math.min(most, amounts.draw(random))));
    }

    final long amount(double usdCents) {
        return random.chance(0.55) ? currency.named(usdCents) : currency.fromUsdCents(usdCents);
    }

    /** Notes, at most 2,500 USD. */
    final long notes(double usdCents) {
        return currency.rounded(Math.min(MOST_NOTES, usdCents), usdCents < 500_00 ? 10 : 50);
    }

    final long share(long amount, double least, double most) {
        return Math.max(1, (long) (amount * random.between(least, most)));
    }

    /** Parts of a sum, none less than a fourth of an equal part, as round as people make them but the last. */
    final long[] parts(long sum, int count) {
        long[] parts = new long[count];
        long rest = sum;
        for (int i = 0; i < count; i++) {
            int left = count - i;
            long part = (long) (rest * random.between(0.45, 1.55) / left);
            long named = currency.named(currency.usdCents(part));
            parts[i] = left == 1 ? rest : random.chance(0.6) && named < rest / 2 ? named : Math.max(1, part);
            rest -= parts[i];
        }
        return parts;
    }

    // Who

    /** Somebody whom the owner does not know: at another bank, another customer of this one, now and then abroad. */
    final int stranger() {
        int draw = random.below(10);
        if (draw < 2) {
            for (int i = 0; i < TRIES; i++) {
                int person = bank.anyone(random);
                if (person != account && bank.country(person) == bank.country(account) && reservations.free(person)) {
                    return person;
                }
            }
        }
        return draw == 2 ? foreigner() : bank.neighbour(account, random);
    }

    /** Some person abroad. */
    final int foreigner() {
        return bank.abroad(Persona.FOREIGNER, random.next());
    }

    /** Somebody whom the owner pays and is paid by now and then. */
    final int friend() {
        for (int i = 0; i < TRIES; i++) {
            int friend = bank.friend(account, random);
            if (friend != account && reservations.free(friend)) {
                return friend;
            }
        }
        return bank.neighbour(account, random);
    }

    /** The same few, in any order. */
    final int oneOf(int[] parties) {
        return parties[random.below(parties.length)];
    }

    // What

    /** What launderers say it is for: what others say too. */
    final Kind cover() {
        return COVERS[random.below(COVERS.length)];
    }

    final Kind wire() {
        return random.chance(0.5) ? Kind.REMITTANCE : Kind.WIRE;
    }

    final long in(long time, int payer, long amount, Kind kind) {
        return pay(time, payer, account, amount, kind);
    }

    final long out(long time, int payee, long amount, Kind kind) {
        return pay(time, account, payee, amount, kind);
    }

    /**
     * Takes a sum out, by one way of three: by wire to {@code abroad}, by transfer to {@code confederate}, or, where it is
     * not too much, in notes, which may need several withdrawals and leave a little.
     *
     * @param wires how often by wire
     * @param cash how often in notes; else by transfer
     */
    final void takeOut(long time, long sum, int abroad, int confederate, double wires, double cash) {
        double way = random.unit();
        long usdCents = currency.usdCents(sum);
        if (way < wires) {
            out(time, abroad, sum, wire());
        } else if (way < wires + cash && usdCents > 50_00 && usdCents <= MOST_IN_NOTES) {
            withdraw(time, usdCents);
        } else {
            out(time, confederate, sum, cover());
        }
    }

    private void withdraw(long time, long usdCents) {
        long rest = usdCents;
        long at = time;
        while (rest >= 50_00) {
            double next = rest > MOST_NOTES ? random.between(1_000_00.0, 2_500_00.0) : rest - 5_00;
            long notes = out(at, Agenda.NOBODY, notes(next), Kind.CASH_WITHDRAWAL);
            rest -= currency.usdCents(notes);
            at = after(at, 0, 4, Hours.SHOPPING);
        }
    }

    private long pay(long time, int debtor, int creditor, long amount, Kind kind) {
        long inTime = time < until ? time : until - 1 - random.between(0, HOUR);
        steps.add(new Step(inTime, debtor, creditor, amount, currency, bank.across(debtor, creditor, kind)));
        return amount;
    }
}
