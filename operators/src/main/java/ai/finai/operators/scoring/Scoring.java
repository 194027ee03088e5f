package ai.finai.operators.scoring;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How postings are scored.
 *
 * @param model the configured model's file, in force from the start unless another was ordered; travels with the job graph.
 *     Null for none
 * @param alerts when a score becomes an alert
 * @param driftThreshold from which population stability index on drift is reported
 */
public record Scoring(byte @Nullable [] model, AlertPolicy alerts, double driftThreshold) implements Serializable {

    /** No model until one is ordered. */
    public static final Scoring NONE = new Scoring(null, AlertPolicy.DEFAULT, 0.25);
}
