package ai.finai.cli.input.rows;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.Shipped;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.events.yaml.YamlNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Files that say how columns of CSV become fields, as src/docs/commands.md explains them. */
public final class MappingFiles {

    /** What a mapping is of, by the key that only such a mapping has. */
    private static final Map<String, String> ABOUT = Map.of(
            "fields", "payments, for backtest",
            "prices", "prices, for backtest market",
            "news", "news, for backtest market",
            "splits", "splits, for backtest market");

    private MappingFiles() {}

    /**
     * @param mapping the name of one that ships with FinAI, or a file
     * @param type a record with the keys of the file
     * @throws CommandFailed if there is none of that name, the file cannot be read, or it is another command's
     * @throws ai.finai.events.yaml.InvalidYaml with everything that is wrong in it
     */
    public static <T extends Record> T read(String mapping, Class<T> type) {
        YamlDocument document = document(mapping);
        refuseOthers(mapping, document.root(), type);
        return document.bind(type);
    }

    /** Those that ship with FinAI and are of the type, by their names. */
    public static <T extends Record> Map<String, T> shipped(Class<T> type) {
        Map<String, T> shipped = new LinkedHashMap<>();
        for (String name : Shipped.mappings()) {
            YamlDocument document = document(name);
            if (isOf(document.root(), type)) {
                shipped.put(name, document.bind(type));
            }
        }
        return shipped;
    }

    private static YamlDocument document(String mapping) {
        Path file = Path.of(mapping);
        boolean isName = !mapping.contains("/") && !mapping.endsWith(".yaml") && !mapping.endsWith(".yml");
        Path read = isName && !Files.exists(file) ? Shipped.mapping(mapping) : file;
        try {
            return YamlDocument.read(read);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(read, e), e);
        }
    }

    private static void refuseOthers(String mapping, YamlNode root, Class<? extends Record> type) {
        if (!root.isMapping() || isOf(root, type)) {
            return;
        }
        for (String key : root.entries().keySet()) {
            String about = ABOUT.get(key);
            if (about != null) {
                throw CommandFailed.usage("the mapping " + mapping + " is of " + about);
            }
        }
    }

    private static boolean isOf(YamlNode root, Class<? extends Record> type) {
        Set<String> own = new HashSet<>(ABOUT.keySet());
        own.retainAll(Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
        return root.isMapping() && root.entries().keySet().stream().anyMatch(own::contains);
    }
}
