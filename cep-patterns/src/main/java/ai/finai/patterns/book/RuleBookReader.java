package ai.finai.patterns.book;

import ai.finai.events.Money;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.events.yaml.YamlNode;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.RuleKind;
import ai.finai.patterns.Scope;
import ai.finai.patterns.kinds.RuleKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule book from YAML; its form is in {@code src/docs/rules.md}. A book is read as a whole or not at all: an
 * invalid one is an {@link InvalidYaml} with every error, each with its line.
 */
public final class RuleBookReader extends BookReader<RuleKind, Rule> {

    /** The most rules a book may have. */
    public static final int MAX_RULES = BookReader.MAX_RULES;

    private static final List<String> BOOK_KEYS = List.of("baseCurrency", "rules");
    private static final List<String> RULE_KEYS = List.of("id", "kind", "version", "severity", "parameters", "scope");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int MAX_CHANNEL = 64;

    /** The class-path resource of the book that FinAI ships. */
    private static final String SHIPPED = "/ai/finai/rules.yaml";

    private RuleBookReader(YamlDocument document) {
        super(document, RuleKinds.ALL, RULE_KEYS);
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with every error, if the book is invalid
     */
    public static RuleBook read(Path file) throws IOException {
        return book(YamlDocument.read(file));
    }

    /**
     * @param name what messages call it
     * @param bytes of the file; their SHA-256 is the book's identity
     * @throws InvalidYaml with every error, if the book is invalid
     */
    public static RuleBook read(String name, byte[] bytes) {
        return book(YamlDocument.parse(name, bytes));
    }

    /** {@link #read(String, byte[])} of the text in UTF-8. */
    public static RuleBook read(String name, String text) {
        return book(YamlDocument.parse(name, text));
    }

    /** The book that FinAI ships, {@code src/config/rules.yaml}, as it is on the class path. */
    public static RuleBook shipped() {
        return read("rules.yaml", shipped(SHIPPED));
    }

    private static RuleBook book(YamlDocument document) {
        return new RuleBookReader(document).read(document);
    }

    private RuleBook read(YamlDocument document) {
        YamlNode root = document.root();
        root.onlyKeys(BOOK_KEYS);
        String baseCurrency = baseCurrency(root);
        List<Rule> rules = rules(root, baseCurrency);
        if (baseCurrency == null) {
            throw new IllegalStateException("a currency that could not be read left no error");
        }
        return new RuleBook(baseCurrency, rules, document.sha256());
    }

    private static @Nullable String baseCurrency(YamlNode root) {
        YamlNode node = root.require("baseCurrency");
        String currency = node == null ? null : node.text();
        return node != null && currency != null && isCurrency(node, currency) ? currency : null;
    }

    @Override
    @Nullable
    Rest<RuleKind, Rule> rest(YamlNode rule) {
        YamlNode node = rule.get("scope");
        Scope scope = node == null ? Scope.EVERYTHING : scope(node);
        if (scope == null) {
            return null;
        }
        return (head, kind) -> {
            if (node != null) {
                refuseWhatNeverAlerts(node, scope, kind);
            }
            return new Rule(head.id(), head.version(), head.severity(), scope, kind);
        };
    }

    private static void refuseWhatNeverAlerts(YamlNode node, Scope scope, RuleKind kind) {
        Set<String> looksAt = kind.reach().channels();
        if (looksAt != null && scope.channels() != null && Collections.disjoint(looksAt, scope.channels())) {
            node.error(
                    "channels",
                    "without " + String.join(", ", looksAt) + ", all that " + kind.name()
                            + " looks at, the rule would never alert; add it, or leave the key out");
        }
        Set<String> accounts = scope.accounts();
        if (accounts != null
                && scope.exceptAccounts() != null
                && scope.exceptAccounts().containsAll(accounts)) {
            node.error("exceptAccounts", "every one of accounts is left out again: the rule would never alert");
        }
    }

    private static @Nullable Scope scope(YamlNode node) {
        Scope scope = node.bind(Scope.class);
        boolean good = true;
        for (Map.Entry<String, YamlNode> entry : node.entries().entrySet()) {
            if (entry.getKey().equals("minScore")) {
                good &= isScore(entry.getValue());
                continue;
            }
            List<YamlNode> words =
                    entry.getValue().isNull() ? List.of() : entry.getValue().items();
            if (words.isEmpty()) {
                entry.getValue().error("lists nothing; leave the key out to restrict nothing");
                good = false;
            }
            for (YamlNode word : words) {
                good &= isScopeWord(entry.getKey(), word, String.valueOf(word.text()));
            }
        }
        return good ? scope : null;
    }

    private static boolean isScore(YamlNode node) {
        Double score = node.as(Double.class);
        return score != null && check(node, score > 0 && score <= 1, "a score is a number above 0 and at most 1");
    }

    private static boolean isScopeWord(String key, YamlNode node, String word) {
        return switch (key) {
            case "channels" ->
                check(
                        node,
                        word.equals(word.toUpperCase(Locale.ROOT)) && !word.isBlank() && word.length() <= MAX_CHANNEL,
                        "a channel is written in upper case, such as CASH, with at most " + MAX_CHANNEL
                                + " characters");
            case "countries" ->
                check(
                        node,
                        COUNTRIES.contains(word),
                        "unknown country; it is two upper-case letters of ISO 3166-1, such as US or GB");
            case "currencies" -> isCurrency(node, word);
            default -> true;
        };
    }

    private static boolean isCurrency(YamlNode node, String code) {
        if (Money.isCurrency(code)) {
            return true;
        }
        node.error("unknown currency; it is a code of ISO 4217, such as USD");
        return false;
    }
}
