package ai.finai.patterns;

import ai.finai.events.Alert;
import java.util.List;

/**
 * What a rule found, for a person and for programs.
 *
 * @param sentence one sentence with the real figures
 * @param facts the same figures by name
 */
public record Narrative(String sentence, List<Alert.Fact> facts) {}
