package ai.finai.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Manifests as text that {@code kubectl apply -f -} reads. */
public final class ManifestText {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setExplicitStart(true)
            .setWidth(160)
            .setIndicatorIndent(0)
            .build();

    private ManifestText() {}

    /** All of them, keys in the order of the alphabet: two renderings can be compared by their lines. */
    public static String of(Overlay overlay) {
        List<Object> documents = new ArrayList<>();
        for (Manifest manifest : overlay.manifests()) {
            documents.add(sorted(manifest.content()));
        }
        return new Dump(SETTINGS).dumpAllToString(documents.iterator());
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, child) -> sorted.put(String.valueOf(key), child == null ? null : sorted(child)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> sorted = new ArrayList<>();
            list.forEach(child -> sorted.add(child == null ? null : sorted(child)));
            return sorted;
        }
        return value;
    }
}
