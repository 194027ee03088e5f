package ai.finai.events.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a {@link YamlDocument}, with its line. A reading method that meets something wrong notes an error in the
 * document and returns null or nothing, so that the caller goes on and every error is found.
 */
public final class YamlNode {

    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final int MAX_SHOWN = 60;

    private final YamlDocument document;
    private final Node node;
    private final String path;
    private final String noun;
    private final @Nullable String currency;
    private @Nullable Map<String, YamlNode> entries;

    YamlNode(YamlDocument document, Node node, String path, String noun, @Nullable String currency) {
        this.document = document;
        this.node = node;
        this.path = path;
        this.noun = noun;
        this.currency = currency;
    }

    /** From 1. */
    public int line() {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    public String path() {
        return path;
    }

    /**
     * The same value under another name in messages.
     *
     * @param path instead of the place in the file
     * @param noun what its keys are called: {@code key}, {@code parameter}, {@code column}
     */
    public YamlNode named(String path, String noun) {
        return new YamlNode(document, node, path, noun, currency);
    }

    /** The same value, with amounts that name no currency read in this one. */
    public YamlNode withCurrency(String currency) {
        return new YamlNode(document, node, path, noun, currency);
    }

    /** A mapping without keys at the same line: what stands there where an optional mapping is left out. */
    public YamlNode withoutKeys() {
        Node empty = new MappingNode(Tag.MAP, true, List.of(), FlowStyle.FLOW, node.getStartMark(), node.getEndMark());
        return new YamlNode(document, empty, path, noun, currency);
    }

    @Nullable
    String currency() {
        return currency;
    }

    /** Notes that something is wrong with this value. */
    public void error(String sentence) {
        document.add(line(), path, sentence);
    }

    /** Notes that something is wrong with a key of this mapping: at the key's line, or the mapping's if it is not there. */
    public void error(String key, String sentence) {
        YamlNode child = entries().get(key);
        document.add(child == null ? line() : child.line(), pathOf(key), sentence);
    }

    /** Whether the key is there but without a value, or with {@code null} or {@code ~}. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && NULLS.contains(scalar.getValue());
    }

    /** The scalar as it was written, whatever YAML takes it for; null, with an error, where it is none or empty. */
    public @Nullable String text() {
        if (node instanceof ScalarNode scalar && !isNull()) {
            return scalar.getValue();
        }
        error("expected a value, found " + found());
        return null;
    }

    /** The values of a list, in order; none, with an error, where it is no list. */
    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            error("expected a list, found " + found());
            return List.of();
        }
        List<YamlNode> items = new ArrayList<>(sequence.getValue().size());
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(document, item, path + '[' + items.size() + ']', noun, currency));
        }
        return items;
    }

    /** The values of a mapping by key, in order; none, with an error, where it is no mapping. */
    public Map<String, YamlNode> entries() {
        if (entries == null) {
            entries = readEntries();
        }
        return entries;
    }

    private Map<String, YamlNode> readEntries() {
        Map<String, YamlNode> read = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            // Not which one: under kafka.properties it may be a password.
            error("expected " + noun + "s with values, found "
                    + (node instanceof ScalarNode && !isNull() ? "one value" : found()));
            return read;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode keyNode = new YamlNode(document, tuple.getKeyNode(), path, noun, currency);
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                keyNode.error("a " + noun + " must be one word");
                continue;
            }
            YamlNode value = new YamlNode(document, tuple.getValueNode(), pathOf(key.getValue()), noun, currency);
            YamlNode first = read.putIfAbsent(key.getValue(), value);
            if (first != null) {
                document.add(
                        keyNode.line(), value.path, "the same " + noun + " as in line " + first.line() + "; keep one");
            }
        }
        return read;
    }

    /** Notes every key of this mapping that is not known, with the nearest that is. */
    public void onlyKeys(Collection<String> known) {
        Map<String, YamlNode> all = entries();
        if (!(node instanceof MappingNode mapping)) {
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key
                    && !known.contains(key.getValue())
                    && all.containsKey(key.getValue())) {
                int line = key.getStartMark().map(Mark::getLine).orElse(0) + 1;
                document.add(
                        line,
                        pathOf(shown(key.getValue())),
                        "unknown " + noun + NearestWord.hint(key.getValue(), new TreeSet<>(known)));
            }
        }
    }

    /** The value of a key, or null where it is not there or empty. */
    public @Nullable YamlNode get(String key) {
        YamlNode child = entries().get(key);
        return child == null || child.isNull() ? null : child;
    }

    /** The value of a key; null, with an error, where it is not there or empty. */
    public @Nullable YamlNode require(String key) {
        YamlNode child = get(key);
        if (child == null) {
            error(key, "missing");
        }
        return child;
    }

    /** {@link #require(String)} as a value of a type: see {@link #as}. */
    public <T> @Nullable T require(String key, Class<T> type) {
        YamlNode child = require(key);
        return child == null ? null : child.as(type);
    }

    /**
     * This value as a {@code String}, a number, a {@code boolean}, a {@code Duration} ({@code 7d}, {@code PT1H}), a
     * {@code Money} ({@code "10000.00"} or {@code "10000.00 USD"}), an enum (in any case), a record, or of any type with
     * a public static {@code parse(String)}; null, with an error, where it is not.
     */
    public <T> @Nullable T as(Class<T> type) {
        @SuppressWarnings("unchecked")
        T value = (T) YamlBinder.bind(this, type, null);
        return value;
    }

    /** {@link #bind(Class, Map)} without defaults. */
    public <T extends Record> @Nullable T bind(Class<T> type) {
        return bind(type, Map.of());
    }

    /** {@link #bind(Class, Map)} with defaults from another instance. */
    public <T extends Record> @Nullable T bind(Class<T> type, T defaults) {
        return bind(type, YamlBinder.components(defaults));
    }

    /**
     * This mapping as a record: a key for each component, by its name. A component may be of any type that {@link #as}
     * reads, a {@code List}, {@code Set} or {@code Map<String, ...>} of such, or a {@code YamlNode}, which is left as it
     * is. A component that is left out gets its default; without one, null if it is {@code @Nullable}, else that is an
     * error. {@link InvalidValues} from the record's constructor become errors at their keys' lines.
     *
     * @param defaults of components by their names; nested records take theirs from it
     * @return null, with errors, where anything is wrong
     */
    public <T extends Record> @Nullable T bind(Class<T> type, Map<String, ?> defaults) {
        return YamlBinder.bindRecord(this, type, defaults);
    }

    YamlDocument document() {
        return document;
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    String noun() {
        return noun;
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }

    private String found() {
        if (node instanceof MappingNode) {
            return "keys with values";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        return isNull() ? "nothing" : "'" + shown(((ScalarNode) node).getValue()) + "'";
    }

    /** Short, and harmless on a terminal. */
    static String shown(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MAX_SHOWN ? clean : clean.substring(0, MAX_SHOWN) + "...";
    }
}
