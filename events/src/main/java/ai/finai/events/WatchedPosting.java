package ai.finai.events;

import org.jspecify.annotations.Nullable;

/**
 * A posting after the account operator: a row of the {@code postings} table.
 *
 * @param posting as it came in
 * @param late whether it came after the watermark had passed its time: archived, and unseen by rules and models
 * @param score of the model in force, from 0 to 1; NaN without one
 * @param unscored why there is no score; null where there is one
 * @param model {@code name/version} of the model that scored it; null without a score
 */
public record WatchedPosting(
        Posting posting,
        boolean late,
        float score,
        @Nullable Unscored unscored,
        @Nullable String model) {

    public WatchedPosting {
        if ((unscored == null) != (score >= 0 && score <= 1) || (unscored == null) != (model != null)) {
            throw new IllegalArgumentException(
                    "score " + score + " of model " + model + ", unscored " + unscored + ": either or");
        }
    }

    /** One that a model scored. */
    public static WatchedPosting scored(Posting posting, float score, String model) {
        return new WatchedPosting(posting, false, score, null, model);
    }

    /** One without a score. It is late if that is the reason. */
    public static WatchedPosting unscored(Posting posting, Unscored reason) {
        return new WatchedPosting(posting, reason == Unscored.LATE, Float.NaN, reason, null);
    }
}
