package ai.finai.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;
import org.junit.jupiter.api.Test;

/**
 * The list of options that manifests are checked against is what the classes of Flink, its S3 file system and its operator
 * declare. After a change of a version: {@code ./finai test -Dtest=FlinkKeysTest -Dfinai.write=true}
 */
class FlinkKeysTest {

    private static final Path ROOT = Path.of(System.getProperty("finai.root"));
    private static final Path LIST =
            ROOT.resolve("deploy/checks/src/main/resources/ai/finai/deploy/check/flink-2.3-keys.txt");

    private static final String HEAD = """
            # Options that a FlinkDeployment may have: key, type, values of an enum. Made by FlinkKeysTest.
            # An old key has the type Old, and the key of today after it if there is one.
            # From the classes of Flink 2.3.0, its S3 file system, the operator 1.7.0 and its autoscaler 1.10.0, the newest on Maven.
            """;

    /** Of the operator since 1.10, from its documentation: no artefact on Maven has their classes. */
    private static final Map<String, String> OF_NEWER_OPERATORS = Map.of(
            "kubernetes.operator.snapshot.resource.enabled", "Boolean",
            "kubernetes.operator.savepoint.dispose-on-delete", "Boolean");

    @Test
    void theListIsWhatTheClassesDeclare() throws Exception {
        Map<String, String> options = new TreeMap<>(OF_NEWER_OPERATORS);
        Map<String, String> old = new TreeMap<>();
        for (Path jar : flinkJars()) {
            addOptions(jar, options, old);
        }
        addS3Keys(options);
        old.forEach((key, today) -> options.putIfAbsent(key, (KnownFlinkKeys.OLD + ' ' + today).strip()));
        StringBuilder text = new StringBuilder(HEAD);
        options.forEach((key, type) -> text.append(key).append(' ').append(type).append('\n'));
        if (Boolean.getBoolean("finai.write")) {
            Files.createDirectories(LIST.getParent());
            Files.writeString(LIST, text);
        }
        assertThat(Files.readString(LIST)).isEqualTo(text.toString());
    }

    private static List<Path> flinkJars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                // Options of metrics have the reporter's name before them, which users choose.
                .filter(jar -> jar.matches(".*/flink-(?!test|s3|metrics-(?!core))[a-z-]+-[\\d.-]+\\.jar"))
                .map(Path::of)
                .sorted()
                .toList();
    }

    /** @param old by key of yesterday that of today; empty if there is none */
    private static void addOptions(Path jar, Map<String, String> options, Map<String, String> old) throws IOException {
        try (JarFile classes = new JarFile(jar.toFile())) {
            classes.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("org/apache/flink/(?!.*shaded).*Options?\\.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .forEach(name -> addOptions(name, options, old));
        }
    }

    private static void addOptions(String name, Map<String, String> options, Map<String, String> old) {
        try {
            for (Field field : Class.forName(name).getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                    field.setAccessible(true);
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    if (field.isAnnotationPresent(Deprecated.class)) {
                        old.putIfAbsent(option.key(), "");
                        continue;
                    }
                    options.put(option.key(), type(option));
                    for (FallbackKey other : option.fallbackKeys()) {
                        if (other.isDeprecated()) {
                            old.merge(other.getKey(), option.key(), (a, b) -> a.isEmpty() ? b : a);
                        } else {
                            options.putIfAbsent(other.getKey(), type(option));
                        }
                    }
                }
            }
        } catch (LinkageError | ReflectiveOperationException e) {
            // Needs a library that no job has: not an option of a job.
        }
    }

    private static String type(ConfigOption<?> option) throws ReflectiveOperationException {
        Field list = ConfigOption.class.getDeclaredField("isList");
        Field type = ConfigOption.class.getDeclaredField("clazz");
        list.setAccessible(true);
        type.setAccessible(true);
        Class<?> of = (Class<?>) type.get(option);
        if (list.getBoolean(option)) {
            return "List";
        }
        return of.isEnum()
                ? "Enum "
                        + Arrays.stream(of.getEnumConstants())
                                .map(value -> ((Enum<?>) value).name().toUpperCase(Locale.ROOT))
                                .collect(Collectors.joining(","))
                : of.getSimpleName();
    }

    /** What Hadoop calls fs.s3a.x is s3.x in Flink's configuration. */
    private static void addS3Keys(Map<String, String> options) throws Exception {
        Path jar = ROOT.resolve("jobs/pipelines/target/plugins/s3-fs-hadoop/flink-s3-fs-hadoop-2.3.0.jar");
        assertThat(jar).as("the build puts it there").exists();
        try (URLClassLoader plugin =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, FlinkKeysTest.class.getClassLoader())) {
            for (Field field :
                    plugin.loadClass("org.apache.hadoop.fs.s3a.Constants").getFields()) {
                if (field.getType() == String.class
                        && field.get(null) instanceof String key
                        && key.matches("fs\\.s3a\\.[a-z.-]*[a-z]")) {
                    options.putIfAbsent(key.substring("fs.s3a.".length()).transform("s3."::concat), "String");
                }
            }
        }
        options.put("s3.access-key", "String");
        options.put("s3.secret-key", "String");
        for (String name : List.of(
                "org.apache.flink.fs.s3.common.AbstractS3FileSystemFactory",
                "org.apache.flink.fs.s3hadoop.S3FileSystemFactory")) {
            try (URLClassLoader plugin =
                    new URLClassLoader(new URL[] {jar.toUri().toURL()}, FlinkKeysTest.class.getClassLoader())) {
                for (Field field : plugin.loadClass(name).getDeclaredFields()) {
                    if (field.getType() == ConfigOption.class && Modifier.isStatic(field.getModifiers())) {
                        field.setAccessible(true);
                        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                        options.put(option.key(), type(option));
                    }
                }
            }
        }
    }
}
