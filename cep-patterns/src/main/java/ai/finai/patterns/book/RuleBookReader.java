package ai.finai.patterns.book;

import ai.finai.events.Money;
import ai.finai.events.Severity;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.NearestWord;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.events.yaml.YamlNode;
import ai.finai.patterns.Parameter;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.RuleKind;
import ai.finai.patterns.Scope;
import ai.finai.patterns.kinds.RuleKinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule book from YAML; its form is in {@code src/docs/rules.md}. A book is read as a whole or not at all: an
 * invalid one is an {@link InvalidYaml} with every error, each with its line.
 */
public final class RuleBookReader {

    /** The most rules a book may have. */
    public static final int MAX_RULES = 1_000;

    private static final List<String> BOOK_KEYS = List.of("baseCurrency", "rules");
    private static final List<String> RULE_KEYS = List.of("id", "kind", "version", "severity", "parameters", "scope");
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final int MAX_CHANNEL = 64;

    /** What amounts are checked in where the book's currency is itself wrong. */
    private static final String ASSUMED_CURRENCY = "USD";

    /** The class-path resource of the book that FinAI ships. */
    private static final String SHIPPED = "/ai/finai/rules.yaml";

    private final YamlDocument document;
    private final Map<String, Integer> lineOfId = new HashMap<>();

    private RuleBookReader(YamlDocument document) {
        this.document = document;
    }

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with every error, if the book is invalid
     */
    public static RuleBook read(Path file) throws IOException {
        return new RuleBookReader(YamlDocument.read(file)).book();
    }

    /**
     * @param name what messages call it
     * @param bytes of the file; their SHA-256 is the book's identity
     * @throws InvalidYaml with every error, if the book is invalid
     */
    public static RuleBook read(String name, byte[] bytes) {
        return new RuleBookReader(YamlDocument.parse(name, bytes)).book();
    }

    /** {@link #read(String, byte[])} of the text in UTF-8. */
    public static RuleBook read(String name, String text) {
        return new RuleBookReader(YamlDocument.parse(name, text)).book();
    }

    /** The book that FinAI ships, {@code src/config/rules.yaml}, as it is on the class path. */
    public static RuleBook shipped() {
        try (InputStream in = RuleBookReader.class.getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + SHIPPED);
            }
            return read("rules.yaml", in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + SHIPPED, e);
        }
    }

    private RuleBook book() {
        YamlNode root = document.root();
        root.onlyKeys(BOOK_KEYS);
        String baseCurrency = baseCurrency(root);
        YamlNode list = root.require("rules");
        List<YamlNode> items = list == null ? List.of() : list.items();
        if (list != null && (items.isEmpty() || items.size() > MAX_RULES)) {
            list.error(items.size() + " rules; allowed: 1 to " + MAX_RULES);
        }
        List<Rule> rules = new ArrayList<>();
        for (YamlNode item : items) {
            Rule rule = rule(item, baseCurrency);
            if (rule != null) {
                rules.add(rule);
            }
        }
        document.throwIfInvalid();
        if (baseCurrency == null || rules.size() < items.size()) {
            throw new IllegalStateException("a rule that could not be read left no error");
        }
        return new RuleBook(baseCurrency, rules, document.sha256());
    }

    private static @Nullable String baseCurrency(YamlNode root) {
        YamlNode node = root.require("baseCurrency");
        String currency = node == null ? null : node.text();
        return node != null && currency != null && isCurrency(node, currency) ? currency : null;
    }

    private @Nullable Rule rule(YamlNode node, @Nullable String baseCurrency) {
        if (!node.isMapping()) {
            node.entries(); // which says what was expected
            return null;
        }
        node.onlyKeys(RULE_KEYS);
        String id = id(node);
        YamlNode kindNode = node.require("kind");
        String kindName = kindNode == null ? null : kindNode.text();
        RuleKinds.Definition definition = kindName == null ? null : definition(node, kindName);
        Integer version = node.require("version", Integer.class);
        if (version != null && version < 1) {
            node.error("version", version + " is out of range; allowed: 1 and above");
            version = null;
        }
        Severity severity = node.require("severity", Severity.class);
        YamlNode scopeNode = node.get("scope");
        Scope scope = scopeNode == null ? Scope.EVERYTHING : scope(scopeNode);
        RuleKind kind = definition == null ? null : kind(node, definition, baseCurrency);
        if (id == null || version == null || severity == null || scope == null || kind == null) {
            return null;
        }
        if (scopeNode != null) {
            refuseWhatNeverAlerts(scopeNode, scope, kind);
        }
        return new Rule(id, version, severity, scope, kind);
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

    private @Nullable String id(YamlNode node) {
        String id = node.require("id", String.class);
        if (id == null) {
            return null;
        }
        if (!ID.matcher(id).matches()) {
            node.error("id", "an id is 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end");
            return null;
        }
        Integer first = lineOfId.putIfAbsent(id, node.line());
        if (first != null) {
            node.error("id", "'" + id + "' is already the rule in line " + first + "; ids are distinct");
        }
        return id;
    }

    private static RuleKinds.@Nullable Definition definition(YamlNode node, String name) {
        TreeSet<String> known = new TreeSet<>();
        for (RuleKinds.Definition definition : RuleKinds.ALL) {
            if (definition.name().equals(name)) {
                return definition;
            }
            known.add(definition.name());
        }
        node.error("kind", "unknown rule kind" + NearestWord.hint(name, known));
        return null;
    }

    /** The kind with its parameters; those that the book leaves out are preset. */
    private static @Nullable RuleKind kind(
            YamlNode rule, RuleKinds.Definition definition, @Nullable String baseCurrency) {
        YamlNode written = rule.get("parameters");
        YamlNode parameters = (written == null ? rule.withoutKeys() : written)
                .named(definition.name(), "parameter")
                .withCurrency(baseCurrency == null ? ASSUMED_CURRENCY : baseCurrency);
        Map<String, Object> presets = new HashMap<>();
        for (Parameter<?> parameter : definition.parameters()) {
            presets.put(parameter.name(), parameter.preset());
            YamlNode value = parameters.get(parameter.name());
            if (value != null) {
                checkRange(parameter, value);
            } else if (baseCurrency != null && !parameter.presetHoldsIn(baseCurrency)) {
                parameters.error(
                        parameter.name(),
                        "missing; its default of " + parameter.presetText()
                                + " does not hold where the base currency is " + baseCurrency);
            }
        }
        return bind(parameters, definition.type(), presets);
    }

    /** The constructor checks too, but only once every parameter can be read. */
    private static <T> void checkRange(Parameter<T> parameter, YamlNode node) {
        T value = node.as(parameter.type());
        InvalidValues.Problem problem = value == null ? null : parameter.check(value);
        if (problem != null) {
            node.error(problem.sentence());
        }
    }

    private static <T extends Record & RuleKind> @Nullable RuleKind bind(
            YamlNode node, Class<? extends RuleKind> type, Map<String, Object> presets) {
        @SuppressWarnings("unchecked")
        Class<T> record = (Class<T>) type;
        return node.bind(record, presets);
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

    private static boolean check(YamlNode node, boolean good, String sentence) {
        if (!good) {
            node.error(sentence);
        }
        return good;
    }

    private static boolean isCurrency(YamlNode node, String code) {
        if (Money.isCurrency(code)) {
            return true;
        }
        node.error("unknown currency; it is a code of ISO 4217, such as USD");
        return false;
    }
}
