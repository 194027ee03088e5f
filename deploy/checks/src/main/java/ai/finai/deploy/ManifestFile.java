package ai.finai.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads a file of manifests: several documents, each with the line of everything in it. */
final class ManifestFile {

    private final Path file;
    private final Map<String, Place> places = new LinkedHashMap<>();

    private ManifestFile(Path file) {
        this.file = file;
    }

    /**
     * @throws IOException if it cannot be read
     * @throws InvalidManifestException if it is not YAML, or a key stands twice
     */
    static List<Tree> read(Path file) throws IOException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setSchema(new CoreSchema())
                .build();
        List<Tree> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(Files.readString(file))) {
                ManifestFile document = new ManifestFile(file);
                Object value = document.value(node, "");
                if (value != null) {
                    documents.add(new Tree(value, document.places));
                }
            }
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new InvalidManifestException(new Place(file, line), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new InvalidManifestException(new Place(file, 1), "not YAML: " + e.getMessage());
        }
        return documents;
    }

    private @Nullable Object value(Node node, String path) {
        places.putIfAbsent(path, place(node));
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new InvalidManifestException(place(tuple.getKeyNode()), "a key must be one word");
                }
                if (map.containsKey(key.getValue())) {
                    throw new InvalidManifestException(place(key), "the key " + key.getValue() + " stands twice");
                }
                String child = Tree.child(path, key.getValue());
                places.put(child, place(key));
                map.put(key.getValue(), value(tuple.getValueNode(), child));
            }
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                list.add(value(item, path + '/' + list.size()));
            }
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private static @Nullable Object scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text.toLowerCase(java.util.Locale.ROOT));
        }
        if (tag.equals(Tag.INT) && text.matches("[-+]?[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        if (tag.equals(Tag.FLOAT) && text.matches("[-+.0-9eE]+")) {
            return Double.valueOf(text);
        }
        return text;
    }

    private Place place(Node node) {
        return new Place(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }
}
