package ai.finai.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where a kind of object names a ConfigMap.
 *
 * @param path with slashes; a list on the way means each of its items
 */
record NameReference(String kind, List<String> path) {

    static List<NameReference> read(Tree configuration) {
        List<NameReference> references = new ArrayList<>();
        for (String reference : configuration.items("/nameReference")) {
            if (!"ConfigMap".equals(configuration.at(reference + "/kind"))) {
                throw new InvalidManifestException(
                        configuration.place(reference), "only references to ConfigMap are known here");
            }
            for (String field : configuration.items(reference + "/fieldSpecs")) {
                references.add(new NameReference(
                        String.valueOf(configuration.at(field + "/kind")),
                        List.of(String.valueOf(configuration.at(field + "/path"))
                                .split("/"))));
            }
        }
        return references;
    }

    void rename(Manifest manifest, Map<String, String> names) {
        rename(manifest.content(), 0, names);
    }

    private void rename(Object value, int depth, Map<String, String> names) {
        if (value instanceof List<?> list) {
            for (Object item : list) {
                if (item != null) {
                    rename(item, depth, names);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            String key = path.get(depth);
            Object child = map.get(key);
            if (depth == path.size() - 1 && child instanceof String name && names.containsKey(name)) {
                Tree.map(map).put(key, names.get(name));
            } else if (depth < path.size() - 1 && child != null) {
                rename(child, depth + 1, names);
            }
        }
    }
}
