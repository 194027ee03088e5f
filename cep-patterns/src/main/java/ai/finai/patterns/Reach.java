package ai.finai.patterns;

import ai.finai.events.Direction;
import ai.finai.events.Posting;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A coarse bound of what a rule kind concerns, so that a posting is offered to few of many rules: every posting that
 * the kind concerns lies inside, a posting inside need not concern it.
 *
 * @param credits base amounts of the credits
 * @param debits base amounts of the debits
 * @param channels of the postings; null for any, and none
 */
public record Reach(
        Amounts credits, Amounts debits, @Nullable Set<String> channels) {

    /** Whatever comes: what a kind reaches that says nothing. */
    public static final Reach EVERYTHING = new Reach(Amounts.ANY, Amounts.ANY, null);

    /** Base amounts in minor units, both ends included. */
    public record Amounts(long least, long most) {

        public static final Amounts ANY = new Amounts(0, Long.MAX_VALUE);
        public static final Amounts NONE = new Amounts(1, 0);
    }

    public Amounts amounts(Direction direction) {
        return direction == Direction.CREDIT ? credits : debits;
    }

    public boolean covers(Posting posting) {
        Amounts amounts = amounts(posting.direction());
        return posting.baseAmount() >= amounts.least()
                && posting.baseAmount() <= amounts.most()
                && (channels == null || (posting.channel() != null && channels.contains(posting.channel())));
    }
}
