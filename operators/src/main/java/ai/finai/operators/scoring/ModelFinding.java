package ai.finai.operators.scoring;

import ai.finai.events.Posting;
import ai.finai.models.ModelFile;

/**
 * A score that is worth an alert.
 *
 * @param posting that was scored
 * @param score from 0 to 1
 * @param threshold that it reached
 * @param model that scored it
 */
public record ModelFinding(Posting posting, float score, double threshold, ModelFile model, Explanation explanation) {}
