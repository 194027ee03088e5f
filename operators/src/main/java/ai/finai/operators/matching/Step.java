package ai.finai.operators.matching;

import ai.finai.events.Posting;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.cep.pattern.conditions.RichAndCondition;
import org.apache.flink.cep.pattern.conditions.RichCompositeIterativeCondition;
import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** A step of a pattern, as an {@link Automaton} takes it. */
final class Step {

    final String name;

    /** The parts of its condition that look at nothing but the posting: asked once a posting. */
    final IterativeCondition<Posting>[] plain;

    /** The other parts, which look at the partial match too: asked for each. */
    final IterativeCondition<Posting>[] iterative;

    /** How many postings it takes before the match may leave it. */
    final int least;

    /** How many it takes. */
    final int most;

    /** Whether the match may pass it by. */
    final boolean optional;

    Step(String name, IterativeCondition<Posting> condition, int least, int most, boolean optional) {
        List<IterativeCondition<Posting>> asked = new ArrayList<>();
        List<IterativeCondition<Posting>> askedForEach = new ArrayList<>();
        split(condition, asked, askedForEach);
        this.name = name;
        this.plain = array(asked);
        this.iterative = array(askedForEach);
        this.least = least;
        this.most = most;
        this.optional = optional;
    }

    @SuppressWarnings("unchecked") // an array of a generic type cannot be made otherwise
    private static IterativeCondition<Posting>[] array(List<IterativeCondition<Posting>> conditions) {
        return conditions.toArray(new IterativeCondition[0]);
    }

    private static void split(
            IterativeCondition<Posting> condition,
            List<IterativeCondition<Posting>> plain,
            List<IterativeCondition<Posting>> iterative) {
        if (condition instanceof RichAndCondition<Posting> both) {
            split(both.getLeft(), plain, iterative);
            split(both.getRight(), plain, iterative);
        } else if (isPlain(condition)) {
            plain.add(condition);
        } else {
            iterative.add(condition);
        }
    }

    private static boolean isPlain(IterativeCondition<Posting> condition) {
        if (condition instanceof RichCompositeIterativeCondition<Posting> composite) {
            for (IterativeCondition<Posting> nested : composite.getNestedConditions()) {
                if (!isPlain(nested)) {
                    return false;
                }
            }
            return true;
        }
        return condition instanceof SimpleCondition<Posting>;
    }
}
