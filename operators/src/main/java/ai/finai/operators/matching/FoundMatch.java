package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.Match;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A match whose steps took their postings one step after the other. */
final class FoundMatch implements Match {

    private final String[] steps;
    private final Posting[] postings;

    /** Where each step's postings end, exclusive. */
    private final int[] ends;

    /** Takes the arrays over. */
    FoundMatch(String[] steps, Posting[] postings, int[] ends) {
        this.steps = steps;
        this.postings = postings;
        this.ends = ends;
    }

    @Override
    public List<Posting> of(String step) {
        for (int i = 0; i < steps.length; i++) {
            if (steps[i].equals(step)) {
                return postings().subList(i == 0 ? 0 : ends[i - 1], ends[i]);
            }
        }
        return List.of();
    }

    @Override
    public List<Posting> postings() {
        return Collections.unmodifiableList(Arrays.asList(postings));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            text.append(step)
                    .append(of(step).stream().map(Posting::transactionId).toList())
                    .append(' ');
        }
        return text.toString().trim();
    }
}
