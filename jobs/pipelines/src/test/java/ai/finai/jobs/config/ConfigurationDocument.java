package ai.finai.jobs.config;

import ai.finai.events.yaml.Durations;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the reference part of {@code src/docs/configuration.md} from the records that the file is read into. */
final class ConfigurationDocument {

    static final String BEGIN =
            "<!-- Generated from AmlConfigFile and MarketConfigFile: ./finai test -Dtest=ConfigurationTest -Dfinai.write=true -->";
    static final String END = "<!-- End of the generated part -->";

    private ConfigurationDocument() {}

    static String reference() throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder(BEGIN);
        table(text, "aml.yaml", AmlConfigFile.DEFAULTS);
        table(text, "market.yaml", MarketConfigFile.DEFAULTS);
        return text.append('\n').append(END).toString();
    }

    private static void table(StringBuilder text, String file, Record defaults) throws ReflectiveOperationException {
        text.append("\n\n### ").append(file).append("\n\n| key | default | meaning |\n|---|---|---|\n");
        rows(text, "", defaults);
    }

    /** Every key with its path, in the order of the file. */
    static List<String> keys(String path, Record defaults) throws ReflectiveOperationException {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            String key = path + component.getName();
            keys.add(key);
            if (value(component, defaults) instanceof Record section) {
                keys.addAll(keys(key + '.', section));
            }
        }
        return keys;
    }

    private static void rows(StringBuilder text, String path, Record defaults) throws ReflectiveOperationException {
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            Key key = component.getAnnotation(Key.class);
            if (key == null) {
                throw new AssertionError(path + component.getName() + " has no @Key");
            }
            Object value = value(component, defaults);
            boolean section = value instanceof Record;
            text.append("| ")
                    .append(section ? "**" : "")
                    .append('`')
                    .append(path)
                    .append(component.getName())
                    .append('`')
                    .append(section ? "**" : "")
                    .append(" | ")
                    .append(section ? "" : shown(value))
                    .append(" | ")
                    .append(key.value().replace("|", "\\|"))
                    .append(" |\n");
            if (value instanceof Record record) {
                rows(text, path + component.getName() + '.', record);
            }
        }
    }

    private static Object value(RecordComponent component, Record defaults) throws ReflectiveOperationException {
        component.getAccessor().setAccessible(true);
        return component.getAccessor().invoke(defaults);
    }

    private static String shown(Object value) {
        if (value == null) {
            return "none";
        }
        if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return '`' + Durations.text(duration).replace(" ", "") + '`';
        }
        return '`' + (value instanceof Enum<?> name ? name.name().toLowerCase(Locale.ROOT) : value.toString()) + '`';
    }
}
