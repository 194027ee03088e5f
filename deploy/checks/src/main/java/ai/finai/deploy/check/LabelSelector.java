package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which objects a manifest means, by their labels: {@code matchLabels} and {@code matchExpressions}. An empty one means all. */
record LabelSelector(Manifest manifest, String path) {

    boolean matches(Map<String, String> labels) {
        boolean matches = true;
        for (Map.Entry<String, @Nullable Object> wanted :
                manifest.mapping(path + "/matchLabels").entrySet()) {
            matches &= String.valueOf(wanted.getValue()).equals(labels.get(wanted.getKey()));
        }
        for (String expression : manifest.items(path + "/matchExpressions")) {
            @Nullable String label = labels.get(manifest.text(expression + "/key", ""));
            List<String> values = manifest.texts(expression + "/values");
            matches &= switch (manifest.text(expression + "/operator", "")) {
                case "In" -> label != null && values.contains(label);
                case "NotIn" -> label == null || !values.contains(label);
                case "Exists" -> label != null;
                case "DoesNotExist" -> label == null;
                default -> false;
            };
        }
        return matches;
    }

    /** Whether it is there and means all. */
    boolean isAll() {
        return manifest.at(path) instanceof Map<?, ?> selector && selector.isEmpty();
    }
}
