package ai.finai.training.lstm;

/**
 * What an exported model is called.
 *
 * @param name lower-case letters, digits and hyphens
 * @param version letters, digits, dots, hyphens and underscores
 * @param baseCurrency ISO 4217, of the amounts that it was trained on
 * @param finai version of FinAI that makes it
 */
public record ModelIdentity(String name, String version, String baseCurrency, String finai) {}
