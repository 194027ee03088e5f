package ai.finai.models.text;

import ai.finai.models.contract.TextContract.Sentiment;

/**
 * What a model says of a text.
 *
 * @param outcome where the probabilities come from
 * @param negative probability, from 0 to 1; NaN if there is none
 * @param neutral likewise; the three together are 1
 * @param positive likewise
 */
public record Judgement(Outcome outcome, float negative, float neutral, float positive) {

    /** Where probabilities come from. */
    public enum Outcome {
        /** From the model. */
        JUDGED,
        /** The text has no words; it is neutral by definition, and no model was asked. */
        WORDLESS,
        /** The model gave numbers that are no probabilities: there are none. */
        WITHOUT_RESULT
    }

    static final Judgement OF_NO_WORDS = new Judgement(Outcome.WORDLESS, 0, 1, 0);
    static final Judgement WITHOUT_RESULT = new Judgement(Outcome.WITHOUT_RESULT, Float.NaN, Float.NaN, Float.NaN);

    /** The likeliest; of equals the one that comes first. Without probabilities: neutral. */
    public Sentiment sentiment() {
        if (outcome == Outcome.WITHOUT_RESULT) {
            return Sentiment.NEUTRAL;
        }
        if (negative >= neutral && negative >= positive) {
            return Sentiment.NEGATIVE;
        }
        return neutral >= positive ? Sentiment.NEUTRAL : Sentiment.POSITIVE;
    }

    /** How good the news is, from -1 to 1: positive less negative. NaN without probabilities. */
    public float balance() {
        return positive - negative;
    }
}
