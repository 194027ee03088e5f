package ai.finai.operators.scoring;

import ai.finai.models.ModelFile;
import org.jspecify.annotations.Nullable;

/** Told of what the scorer does, for metrics and drift. */
public interface ScoringOutcomes {

    /** A step of the models, over so many postings. */
    void wave(int postings);

    /** Accounts whose state row was made anew from their latest postings. */
    void warmedUp(int accounts);

    /** Another model is in force; null for none. */
    void champion(@Nullable ModelFile model);

    /**
     * A posting was scored by the model in force. Postings come in order.
     *
     * @param eventTime of the posting
     * @param features every feature of it, from {@code offset} on; not to be kept
     */
    void scored(long eventTime, float[] features, int offset, float score);
}
