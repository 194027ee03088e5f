package ai.finai.patterns.market;

import java.io.Serializable;
import java.util.List;

/**
 * The rules of the market job that are in force together.
 *
 * @param rules with distinct ids
 * @param sha256 of the file's bytes, lower-case hex: the book's identity on every alert
 */
public record MarketRuleBook(List<MarketRule> rules, String sha256) implements Serializable {

    public MarketRuleBook {
        rules = List.copyOf(rules);
    }
}
