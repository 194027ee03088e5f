package ai.finai.patterns;

import ai.finai.events.Alert;
import ai.finai.events.PlainText;
import java.util.List;

/**
 * What a rule found, for a person and for programs.
 *
 * @param sentence one sentence with the real figures; texts from outside in it become {@link PlainText}
 * @param facts the same figures by name
 */
public record Narrative(String sentence, List<Alert.Fact> facts) {

    public Narrative {
        sentence = PlainText.line(sentence);
    }
}
