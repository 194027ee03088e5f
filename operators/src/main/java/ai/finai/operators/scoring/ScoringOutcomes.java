package ai.finai.operators.scoring;

/** Told of what the scorer does, for metrics and drift. */
public interface ScoringOutcomes {

    /** A step of the models, over so many postings. */
    void wave(int postings);

    /** Accounts whose state row was made anew from their latest postings. */
    void warmedUp(int accounts);

    /**
     * A posting was scored by the model in force.
     *
     * @param features every feature of it, from {@code offset} on; not to be kept
     */
    void scored(float[] features, int offset, float score);
}
