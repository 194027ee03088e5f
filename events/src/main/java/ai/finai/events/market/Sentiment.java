package ai.finai.events.market;

/**
 * What a model reads in a headline: probabilities that sum to 1.
 *
 * @param negative from 0 to 1, as the others
 */
public record Sentiment(float negative, float neutral, float positive) {

    /** Of an empty text. */
    public static final Sentiment NEUTRAL = new Sentiment(0, 1, 0);

    /** Positive less negative: -1 for surely bad, 1 for surely good. */
    public float balance() {
        return positive - negative;
    }
}
