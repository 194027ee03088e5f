package ai.finai.patterns.book;

import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.events.yaml.YamlNode;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.patterns.market.MarketRuleKind;
import ai.finai.patterns.market.SymbolScope;
import ai.finai.patterns.market.kinds.MarketRuleKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule book of the market job from YAML; its form is in {@code src/docs/market-rules.md}. A book is read as a whole
 * or not at all: an invalid one is an {@link InvalidYaml} with every error, each with its line.
 */
public final class MarketRuleBookReader extends BookReader<MarketRuleKind, MarketRule> {

    private static final List<String> BOOK_KEYS = List.of("rules");
    private static final List<String> RULE_KEYS =
            List.of("id", "kind", "version", "severity", "parameters", "quietPeriod", "scope");

    private static final String LISTS_NOTHING = "lists nothing; leave the key out to restrict nothing";

    /** The class-path resource of the book that FinAI ships. */
    private static final String SHIPPED = "/ai/finai/market-rules.yaml";

    private MarketRuleBookReader(YamlDocument document) {
        super(document, MarketRuleKinds.ALL, RULE_KEYS);
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with every error, if the book is invalid
     */
    public static MarketRuleBook read(Path file) throws IOException {
        return book(YamlDocument.read(file));
    }

    /**
     * @param name what messages call it
     * @param bytes of the file; their SHA-256 is the book's identity
     * @throws InvalidYaml with every error, if the book is invalid
     */
    public static MarketRuleBook read(String name, byte[] bytes) {
        return book(YamlDocument.parse(name, bytes));
    }

    /** {@link #read(String, byte[])} of the text in UTF-8. */
    public static MarketRuleBook read(String name, String text) {
        return book(YamlDocument.parse(name, text));
    }

    /** The book that FinAI ships, {@code src/config/market-rules.yaml}, as it is on the class path. */
    public static MarketRuleBook shipped() {
        return read("market-rules.yaml", shipped(SHIPPED));
    }

    private static MarketRuleBook book(YamlDocument document) {
        YamlNode root = document.root();
        root.onlyKeys(BOOK_KEYS);
        return new MarketRuleBook(new MarketRuleBookReader(document).rules(root, null), document.sha256());
    }

    @Override
    @Nullable
    Rest<MarketRuleKind, MarketRule> rest(YamlNode rule) {
        YamlNode scopeNode = rule.get("scope");
        SymbolScope scope = scopeNode == null ? SymbolScope.EVERYTHING : scope(scopeNode);
        YamlNode quietNode = rule.get("quietPeriod");
        Duration quietPeriod =
                quietNode == null ? MarketRule.QUIET_PERIOD.preset() : valueInRange(MarketRule.QUIET_PERIOD, quietNode);
        if (scope == null || quietPeriod == null) {
            return null;
        }
        return (head, kind) -> new MarketRule(head.id(), head.version(), head.severity(), scope, quietPeriod, kind);
    }

    private static @Nullable SymbolScope scope(YamlNode node) {
        boolean good = true;
        for (YamlNode list : node.entries().values()) {
            good &= check(list, !list.isNull(), LISTS_NOTHING);
        }
        SymbolScope scope = node.bind(SymbolScope.class);
        if (!good || scope == null) {
            return null;
        }
        Set<String> symbols = scope.symbols();
        Set<String> exceptSymbols = scope.exceptSymbols();
        if (symbols != null && symbols.isEmpty()) {
            node.error("symbols", LISTS_NOTHING);
        } else if (exceptSymbols != null && exceptSymbols.isEmpty()) {
            node.error("exceptSymbols", LISTS_NOTHING);
        } else if (symbols != null && exceptSymbols != null && exceptSymbols.containsAll(symbols)) {
            node.error("exceptSymbols", "every one of symbols is left out again: the rule would never alert");
        }
        return scope;
    }
}
