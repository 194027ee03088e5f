package ai.finai.training.headlines;

import ai.finai.models.contract.TextContract.Sentiment;
import java.util.List;

/**
 * A text that a person has judged.
 *
 * @param text as it was published
 * @param sentiment that the person gave it
 * @param source where it is from: texts of one source are of one kind, and each sentiment has its share of them
 * @param subjects names of companies and the like that stand in the text, as they stand there; empty if nobody marked them
 */
public record Headline(String text, Sentiment sentiment, String source, List<String> subjects) {

    public Headline {
        subjects = List.copyOf(subjects);
    }
}
