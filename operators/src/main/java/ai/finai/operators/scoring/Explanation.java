package ai.finai.operators.scoring;

import ai.finai.models.features.Feature;
import java.util.List;

/**
 * What moved a score most.
 *
 * @param parts the features that raised it, the strongest first; empty if none did, or the model's file says nothing of the
 *     data it was trained on
 * @param postings how many of the account's latest postings were looked at, the scored one included
 */
public record Explanation(List<Part> parts, int postings) {

    public static final Explanation NONE = new Explanation(List.of(), 0);

    public Explanation {
        parts = List.copyOf(parts);
    }

    /**
     * @param feature the first of those that were occluded together
     * @param value of it at the scored posting
     * @param raised by how much the score is higher than with the feature at its training mean
     */
    public record Part(Feature feature, float value, float raised) {}
}
