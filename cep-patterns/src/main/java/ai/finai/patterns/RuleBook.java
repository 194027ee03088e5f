package ai.finai.patterns;

import ai.finai.events.Money;
import java.io.Serializable;
import java.util.List;

/**
 * The rules in force together.
 *
 * @param baseCurrency ISO 4217; thresholds are in it, and postings are compared in it
 * @param rules with distinct ids
 * @param sha256 of the file's bytes, lower-case hex: the book's identity on every alert
 */
public record RuleBook(String baseCurrency, List<Rule> rules, String sha256) implements Serializable {

    public RuleBook {
        rules = List.copyOf(rules);
    }

    public int baseDecimals() {
        return Money.decimals(baseCurrency);
    }
}
