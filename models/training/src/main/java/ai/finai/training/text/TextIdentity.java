package ai.finai.training.text;

/**
 * What an exported classifier is called.
 *
 * @param name lower-case letters, digits and hyphens
 * @param version letters, digits, dots, hyphens and underscores
 * @param trainingData hash of what it was trained on
 * @param finai version of FinAI that makes it
 */
public record TextIdentity(String name, String version, String trainingData, String finai) {}
