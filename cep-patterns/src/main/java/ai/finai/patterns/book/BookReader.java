package ai.finai.patterns.book;

import ai.finai.events.Severity;
import ai.finai.events.yaml.InvalidValues;
import ai.finai.events.yaml.NearestWord;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.events.yaml.YamlNode;
import ai.finai.patterns.KindDefinition;
import ai.finai.patterns.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of reading a rule book that is the same in every job: a list of rules, each with an id, a kind, a version, a
 * severity and the parameters of its kind. A book is read as a whole or not at all.
 *
 * @param <K> what the kinds of the job are
 * @param <R> what its rules are
 */
abstract class BookReader<K, R> {

    /** The most rules a book may have. */
    static final int MAX_RULES = 1_000;

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    /** What amounts are checked in where the book's currency is itself wrong. */
    private static final String ASSUMED_CURRENCY = "USD";

    private final YamlDocument document;
    private final List<KindDefinition<K>> kinds;
    private final List<String> ruleKeys;
    private final Map<String, Integer> lineOfId = new HashMap<>();

    /** What every rule has. */
    record Head(String id, int version, Severity severity) {}

    /** Makes a rule, once the keys that only this job's rules have are read. */
    interface Rest<K, R> {

        /** @return null, with an error, where the parts do not go together */
        @Nullable
        R rule(Head head, K kind);
    }

    /** @param ruleKeys that a rule may have */
    BookReader(YamlDocument document, List<KindDefinition<K>> kinds, List<String> ruleKeys) {
        this.document = document;
        this.kinds = kinds;
        this.ruleKeys = ruleKeys;
    }

    /** Reads the keys of a rule that only this job's rules have; null, with an error, where one is wrong. */
    abstract @Nullable Rest<K, R> rest(YamlNode rule);

    static byte[] shipped(String resource) {
        try (InputStream in = BookReader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + resource, e);
        }
    }

    /**
     * The rules, of which there is at least one.
     *
     * @param baseCurrency of amounts that name none; null where the book has none or a wrong one
     * @throws ai.finai.events.yaml.InvalidYaml with every error of the document, if there is one
     */
    final List<R> rules(YamlNode root, @Nullable String baseCurrency) {
        YamlNode list = root.require("rules");
        List<YamlNode> items = list == null ? List.of() : list.items();
        if (list != null && (items.isEmpty() || items.size() > MAX_RULES)) {
            list.error(items.size() + " rules; allowed: 1 to " + MAX_RULES);
        }
        List<R> rules = new ArrayList<>();
        for (YamlNode item : items) {
            R rule = rule(item, baseCurrency);
            if (rule != null) {
                rules.add(rule);
            }
        }
        document.throwIfInvalid();
        if (rules.size() < items.size()) {
            throw new IllegalStateException("a rule that could not be read left no error");
        }
        return rules;
    }

    private @Nullable R rule(YamlNode node, @Nullable String baseCurrency) {
        if (!node.isMapping()) {
            node.entries(); // which says what was expected
            return null;
        }
        node.onlyKeys(ruleKeys);
        String id = id(node);
        YamlNode kindNode = node.require("kind");
        String kindName = kindNode == null ? null : kindNode.text();
        KindDefinition<K> definition = kindName == null ? null : definition(node, kindName);
        Integer version = node.require("version", Integer.class);
        if (version != null && version < 1) {
            node.error("version", version + " is out of range; allowed: 1 and above");
            version = null;
        }
        Severity severity = node.require("severity", Severity.class);
        Rest<K, R> rest = rest(node);
        K kind = definition == null ? null : kind(node, definition, baseCurrency);
        if (id == null || version == null || severity == null || rest == null || kind == null) {
            return null;
        }
        return rest.rule(new Head(id, version, severity), kind);
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

    private @Nullable KindDefinition<K> definition(YamlNode node, String name) {
        TreeSet<String> known = new TreeSet<>();
        for (KindDefinition<K> definition : kinds) {
            if (definition.name().equals(name)) {
                return definition;
            }
            known.add(definition.name());
        }
        node.error("kind", "unknown rule kind" + NearestWord.hint(name, known));
        return null;
    }

    /** The kind with its parameters; those that the book leaves out are preset. */
    private @Nullable K kind(YamlNode rule, KindDefinition<K> definition, @Nullable String baseCurrency) {
        YamlNode written = rule.get("parameters");
        YamlNode parameters = (written == null ? rule.withoutKeys() : written)
                .named(definition.name(), "parameter")
                .withCurrency(baseCurrency == null ? ASSUMED_CURRENCY : baseCurrency);
        Map<String, Object> presets = new HashMap<>();
        for (Parameter<?> parameter : definition.parameters()) {
            presets.put(parameter.name(), parameter.preset());
            YamlNode value = parameters.get(parameter.name());
            if (value != null) {
                valueInRange(parameter, value);
            } else if (baseCurrency != null && !parameter.presetHoldsIn(baseCurrency)) {
                parameters.error(
                        parameter.name(),
                        "missing; its default of " + parameter.presetText()
                                + " does not hold where the base currency is " + baseCurrency);
            }
        }
        return definition.type().cast(bind(parameters, definition.type(), presets));
    }

    /** The constructor of a kind checks too, but only once every parameter can be read. */
    static <T> @Nullable T valueInRange(Parameter<T> parameter, YamlNode node) {
        T value = node.as(parameter.type());
        InvalidValues.Problem problem = value == null ? null : parameter.check(value);
        if (problem != null) {
            node.error(problem.sentence());
            return null;
        }
        return value;
    }

    private static <T extends Record> @Nullable T bind(YamlNode node, Class<?> type, Map<String, Object> presets) {
        @SuppressWarnings("unchecked")
        Class<T> record = (Class<T>) type;
        return node.bind(record, presets);
    }

    static boolean check(YamlNode node, boolean good, String sentence) {
        if (!good) {
            node.error(sentence);
        }
        return good;
    }
}
