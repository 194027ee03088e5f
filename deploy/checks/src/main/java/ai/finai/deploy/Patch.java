package ai.finai.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A change to manifests: a part of one that is merged into it (RFC 7386; lists are replaced), or a list of operations (RFC 6902:
 * add, replace, remove).
 *
 * <p>Kustomize merges lists of Kubernetes' own kinds item by item. To write the same here in two ways would be a trap: a
 * merged part with a list is refused for them.
 */
final class Patch {

    private final Tree change;

    private Patch(Tree change) {
        this.change = change;
    }

    static Patch read(Path file) throws IOException {
        List<Tree> documents = ManifestFile.read(file);
        if (documents.size() != 1) {
            throw new InvalidManifestException(
                    new Place(file, 1), "a patch is one document, here are " + documents.size());
        }
        return new Patch(documents.get(0));
    }

    void apply(Manifest manifest) {
        if (change.value() instanceof List<?> operations) {
            for (int i = 0; i < operations.size(); i++) {
                operate("/" + i, manifest.tree());
            }
        } else if (change.value() instanceof Map<?, ?> map) {
            boolean custom = manifest.apiVersion().startsWith("flink.apache.org/");
            for (String key : Tree.map(map).keySet()) {
                if (!key.equals("apiVersion") && !key.equals("kind")) {
                    merge(Tree.child("", key), manifest.tree(), custom);
                }
            }
        } else {
            throw new InvalidManifestException(
                    change.place(""), "expected a part of a manifest, or a list of operations");
        }
    }

    private void merge(String path, Tree target, boolean lists) {
        Object wanted = change.at(path);
        if (path.equals("/metadata/name")) {
            return; // which one it is, not what it should be called
        }
        List<String> keys = Tree.keys(path);
        Object parent = target.at(path.substring(0, path.lastIndexOf('/')));
        if (!(parent instanceof Map<?, ?> map)) {
            throw new InvalidManifestException(change.place(path), path + ": there is no mapping that holds it");
        }
        String key = keys.get(keys.size() - 1);
        Map<String, @Nullable Object> siblings = Tree.map(map);
        if (wanted == null) {
            siblings.remove(key);
            target.forgetPlaces(path);
        } else if (wanted instanceof Map<?, ?> parts && siblings.get(key) instanceof Map<?, ?>) {
            for (String part : Tree.map(parts).keySet()) {
                merge(Tree.child(path, part), target, lists);
            }
        } else {
            if (wanted instanceof List<?> && !lists) {
                throw new InvalidManifestException(
                        change.place(path), path + " is a list, which kustomize would merge: write operations instead");
            }
            siblings.put(key, Tree.copyOf(wanted));
            target.movePlaces(path, change, path);
        }
    }

    private void operate(String operation, Tree target) {
        String what = required(operation, "op");
        String path = required(operation, "path");
        int last = path.lastIndexOf('/');
        if (last < 0) {
            throw new InvalidManifestException(change.place(operation), "path " + path + " does not begin with /");
        }
        Object parent = target.at(path.substring(0, last));
        List<String> keys = Tree.keys(path);
        String key = keys.get(keys.size() - 1);
        Object value = Tree.copyOf(change.at(operation + "/value"));
        if (what.equals("add") && parent instanceof List<?> list && key.equals("-")) {
            Tree.list(list).add(value);
            target.movePlaces(path.substring(0, last + 1) + (list.size() - 1), change, operation + "/value");
        } else if (parent instanceof Map<?, ?> map
                && (what.equals("add") || what.equals("replace") && map.containsKey(key))) {
            Tree.map(map).put(key, value);
            target.movePlaces(path, change, operation + "/value");
        } else if (parent instanceof Map<?, ?> map && what.equals("remove") && map.containsKey(key)) {
            Tree.map(map).remove(key);
            target.forgetPlaces(path);
        } else {
            throw new InvalidManifestException(
                    change.place(operation),
                    what + " " + path + ": nothing it could be done to; known are add, replace and remove of a key, and"
                            + " add at the end of a list (/-)");
        }
    }

    private String required(String operation, String key) {
        if (change.at(operation + '/' + key) instanceof String text) {
            return text;
        }
        throw new InvalidManifestException(change.place(operation), "an operation without " + key);
    }
}
