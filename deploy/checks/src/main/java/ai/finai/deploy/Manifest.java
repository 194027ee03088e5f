package ai.finai.deploy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object for Kubernetes. Paths are JSON pointers: {@code /spec/job/args/0}. */
public final class Manifest {

    private final Tree tree;

    Manifest(Tree tree) {
        this.tree = tree;
    }

    Tree tree() {
        return tree;
    }

    public String apiVersion() {
        return text("/apiVersion", "");
    }

    public String kind() {
        return text("/kind", "");
    }

    /** Empty if the object has only a {@code generateName}. */
    public String name() {
        return text("/metadata/name", "");
    }

    /** Empty if it has none. */
    public String namespace() {
        return text("/metadata/namespace", "");
    }

    /** @return null if there is nothing */
    public @Nullable Object at(String pointer) {
        return tree.at(pointer);
    }

    /** The text there, or of the number or truth value there; otherwise what to take instead. */
    public String text(String pointer, String otherwise) {
        Object value = tree.at(pointer);
        return value == null ? otherwise : String.valueOf(value);
    }

    /** The mapping there; empty if there is none. */
    public Map<String, @Nullable Object> mapping(String pointer) {
        return tree.at(pointer) instanceof Map<?, ?> map ? Tree.map(map) : Map.of();
    }

    /** The pointers to the items of the list there; empty if there is none. */
    public List<String> items(String pointer) {
        return tree.items(pointer);
    }

    /** The items of the list there as text; empty if there is none. */
    public List<String> texts(String pointer) {
        return items(pointer).stream().map(item -> text(item, "")).toList();
    }

    /** Where the value there was written, or the nearest that encloses it. */
    public Place place(String pointer) {
        return tree.place(pointer);
    }

    /** The whole of it. */
    public Map<String, @Nullable Object> content() {
        return mapping("");
    }

    /** The pointer to a key of the mapping at {@code pointer}. */
    public static String child(String pointer, String key) {
        return Tree.child(pointer, key);
    }

    @Override
    public String toString() {
        return kind() + ' ' + (namespace().isEmpty() ? "" : namespace() + '/') + name();
    }
}
