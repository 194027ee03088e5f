package ai.finai.cli.doctor;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a configuration says otherwise than its defaults, key by key. */
final class Differences {

    private Differences() {}

    /**
     * @return {@code job.name = payments} and so on. Values of Kafka properties are left out: there may be passwords among
     *     them
     */
    static List<String> of(Record defaults, Record configured) {
        List<String> found = new ArrayList<>();
        collect("", defaults, configured, found);
        return found;
    }

    private static void collect(String path, @Nullable Object usual, @Nullable Object own, List<String> found) {
        if (Objects.equals(usual, own)) {
            return;
        }
        if (usual instanceof Record && own instanceof Record && usual.getClass() == own.getClass()) {
            for (RecordComponent component : own.getClass().getRecordComponents()) {
                collect(
                        path.isEmpty() ? component.getName() : path + '.' + component.getName(),
                        value(component, usual),
                        value(component, own),
                        found);
            }
        } else if (own instanceof Map<?, ?> properties) {
            TreeSet<String> keys = new TreeSet<>();
            properties.keySet().forEach(key -> keys.add(String.valueOf(key)));
            found.add(path + " sets " + String.join(", ", keys));
        } else {
            found.add(path + " = " + text(own));
        }
    }

    private static @Nullable Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record has public accessors", e);
        }
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return duration.toString().substring(2).toLowerCase(Locale.ROOT);
        }
        return value instanceof Enum<?> word ? word.name().toLowerCase(Locale.ROOT) : String.valueOf(value);
    }
}
