package ai.finai.patterns;

import ai.finai.events.Posting;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;

/**
 * The running total of what a step of a pattern has taken so far. A {@link IterativeCondition.Context} that keeps it
 * while it matches implements this; on one that does not (Flink's own), {@link #of} adds the postings up each time. So
 * the same pattern runs on both.
 */
public interface Totals {

    /**
     * The sum of the base amounts of the postings that {@code step} has taken in the match being tried, without the
     * posting being tried, in minor units of the base currency; 0 where it has taken none. A sum that no {@code long}
     * can hold stays at {@link Long#MAX_VALUE}.
     */
    long baseAmountOf(String step);

    /** What {@link #baseAmountOf} says, from whichever context. */
    static long of(IterativeCondition.Context<Posting> context, String step) throws Exception {
        if (context instanceof Totals totals) {
            return totals.baseAmountOf(step);
        }
        long total = 0;
        for (Posting posting : context.getEventsForPattern(step)) {
            total = plus(total, posting.baseAmount());
        }
        return total;
    }

    /** The sum of two amounts that are not negative, or {@link Long#MAX_VALUE} where it is larger than that. */
    static long plus(long total, long amount) {
        long sum = total + amount;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
