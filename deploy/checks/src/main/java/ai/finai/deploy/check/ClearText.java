package ai.finai.deploy.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** How a secret looks that somebody wrote down: by the name before it, or by itself. */
final class ClearText {

    private static final Pattern NAME = Pattern.compile(
            "(?i).*(password|passwd|secret|token|access[-_.]?key|api[-_.]?key|jaas\\.config|keystore\\.key).*");

    /** What the name of a secret ends with: a {@code passwordFile} or {@code max-tokens} is none. */
    private static final String ENDINGS =
            "[\\w.-]*(?:password|passwd|passphrase|secret|secret[-_.]?key|access[-_.]?key|api[-_.]?key|token)";

    /** Read from elsewhere, ${...}, $(...) or $NAME of a shell; or from a file. */
    private static final String FROM_ELSEWHERE = "[\"'\\\\]*(?:\\$[({]|\\$[A-Z_]+\\b|/[\\w.-]+/)";

    private static final String VALUE = "(?!" + FROM_ELSEWHERE + ")[\"'\\\\]*[^\\s\"'\\\\,;]";

    /** {@code -Dtrust.password=x}, {@code required password="x";}, {@code --password x} */
    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i:" + ENDINGS + ")[\"'\\\\]*\\s*=\\s*" + VALUE + "|(?:^|\\s)--?(?i:" + ENDINGS + ")\\s+(?!-)" + VALUE);

    private static final Pattern OPTION = Pattern.compile("--?(?i:" + ENDINGS + ")");

    private static final Pattern OPTIONS_VALUE = Pattern.compile("(?!-)" + VALUE);

    /** A line of a configuration file: key and value. */
    private static final Pattern LINE = Pattern.compile("\\s*[\"']?([\\w.-]+)[\"']?\\s*[:=]\\s*(.*?)\\s*");

    /** Read from elsewhere as a whole: ${dir:/opt/finai/kafka:tls.key}. */
    private static final Pattern REFERENCE = Pattern.compile("[\"']?\\$\\{.+}[\"']?");

    private static final Pattern LOOKS =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY|\\bAKIA[0-9A-Z]{16}\\b|://[^/\\s:@]+:[^/\\s@$]+@");

    private ClearText() {}

    /** Whether there is a secret under a name like this, if it is not a reference. */
    static boolean isNamed(String name) {
        return NAME.matcher(name).matches();
    }

    /** As narrow as names in a command line: for names of files, of which some are about secrets and hold none. */
    static boolean isNamedExactly(String name) {
        return name.matches("(?i)" + ENDINGS);
    }

    static boolean isReference(String value) {
        return REFERENCE.matcher(value).matches();
    }

    /** Whether a text holds one, whatever it is the value of. */
    static boolean isIn(String text) {
        return LOOKS.matcher(text).find() || ASSIGNED.matcher(text).find();
    }

    /** Whether one item of a command's arguments is an option for a secret and the next is that: {@code [--password, x]}. */
    static boolean isOption(String item, String next) {
        return OPTION.matcher(item).matches() && OPTIONS_VALUE.matcher(next).lookingAt();
    }

    /** The lines of a file that hold one, from 1. In YAML a name is whatever stands above the value, at any depth. */
    static SortedSet<Integer> lines(String file) {
        SortedSet<Integer> found = new TreeSet<>();
        List<String> lines = file.lines().toList();
        List<Node> documents = yaml(file);
        if (documents.isEmpty()) {
            lines(lines, 0, lines.size(), found);
        } else {
            Set<Node> above = Collections.newSetFromMap(new IdentityHashMap<>());
            documents.forEach(document -> look(document, "", line(document), lines, above, found));
        }
        return found;
    }

    /** Empty if it is anything else: nearly every text is a scalar in YAML. */
    private static List<Node> yaml(String file) {
        List<Node> documents = new ArrayList<>();
        try {
            new Compose(LoadSettings.builder().setSchema(new CoreSchema()).build())
                    .composeAllFromString(file)
                    .forEach(documents::add);
        } catch (YamlEngineException e) {
            return List.of();
        }
        return documents.stream().allMatch(ScalarNode.class::isInstance) ? List.of() : documents;
    }

    /**
     * @param name the keys above, with dots between them, as Kafka and Flink name what is nested
     * @param key the line that the last of them is on, from 0
     * @param above the nodes that it is in: an alias may name one of them
     */
    private static void look(
            Node node, String name, int key, List<String> lines, Set<Node> above, SortedSet<Integer> found) {
        if (node instanceof ScalarNode scalar) {
            value(scalar, name, key, lines, found);
        } else if (above.add(node)) {
            if (node instanceof SequenceNode sequence) {
                sequence.getValue().forEach(item -> look(item, name, line(item), lines, above, found));
            } else if (node instanceof MappingNode mapping) {
                for (NodeTuple tuple : mapping.getValue()) {
                    int line = line(tuple.getKeyNode());
                    String own = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                    if (isIn(own)) {
                        found.add(line + 1);
                    }
                    look(tuple.getValueNode(), name + '.' + own, line, lines, above, found);
                }
            }
            above.remove(node);
        }
    }

    private static void value(ScalarNode scalar, String name, int key, List<String> lines, SortedSet<Integer> found) {
        String text = scalar.getValue();
        int first = line(scalar);
        if (isNamed(name) && !scalar.getTag().equals(Tag.NULL) && !text.isBlank() && !isReference(text)) {
            found.add(key + 1);
        } else if (end(scalar) > first + 1) { // a file within the file, or a text over several lines
            lines(lines, first, Math.min(end(scalar), lines.size()), found);
        } else if (isIn(text)) {
            found.add(first + 1);
        }
    }

    private static void lines(List<String> lines, int from, int to, SortedSet<Integer> found) {
        for (int i = from; i < to; i++) {
            String line = lines.get(i);
            var pair = LINE.matcher(line);
            boolean named =
                    pair.matches() && isNamed(pair.group(1)) && !pair.group(2).isEmpty() && !isReference(pair.group(2));
            if (!line.strip().startsWith("#") && (named || isIn(line))) {
                found.add(i + 1);
            }
        }
    }

    /** From 0, as are all lines here but those that are found. */
    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0);
    }

    /** The line after its last; a block ends where the next line begins. */
    private static int end(Node node) {
        return node.getEndMark()
                .map(mark -> mark.getColumn() == 0 ? mark.getLine() : mark.getLine() + 1)
                .orElse(line(node) + 1);
    }
}
