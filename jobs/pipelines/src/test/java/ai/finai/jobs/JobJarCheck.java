package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a cluster is given. Runs after the jar is made, so in {@code mvn verify}. */
@Tag("jar")
@EnabledIfSystemProperty(named = "finai.job.jar", matches = ".+")
class JobJarCheck {

    private static final Path JAR = Path.of(System.getProperty("finai.job.jar", ""));

    /** Everything else is in the cluster's lib/: see src/docs/cluster.md. */
    private static final Set<String> PACKAGES =
            Set.of("ai/finai", "schema/", "com/fasterxml/jackson/core", "org/snakeyaml/engine", "META-INF");

    /** What Flink's distribution holds of what the job refers to. */
    private static final List<String> FLINK = List.of(
            "flink-annotations",
            "flink-cep",
            "flink-clients",
            "flink-core",
            "flink-core-api",
            "flink-metrics-core",
            "flink-runtime",
            "flink-shaded-jackson",
            "flink-statebackend-rocksdb",
            "flink-streaming-java",
            "slf4j-api");

    /** A JVM passes over annotations whose class it does not find. */
    private static final List<String> ANNOTATIONS =
            List.of("org.jspecify.annotations.", "com.google.errorprone.annotations.");

    @Test
    void holdsFinAiAndWhatNoClusterHas() throws Exception {
        TreeSet<String> strangers = new TreeSet<>();
        List<String> entries = entries();
        for (String entry : entries) {
            if (!entry.endsWith("/") && PACKAGES.stream().noneMatch(entry::startsWith)) {
                strangers.add(entry);
            }
        }
        assertThat(strangers).isEmpty();
        assertThat(entries)
                .contains(
                        "ai/finai/jobs/AmlJob.class",
                        "ai/finai/operators/WatchAccounts.class",
                        "ai/finai/rules.yaml",
                        "ai/finai/jobs/release.properties",
                        "com/fasterxml/jackson/core/JsonFactory.class");
    }

    @Test
    void holdsNoNativeLibraryAndNothingOfTheEmbeddedServers() throws Exception {
        assertThat(entries())
                .noneMatch(entry -> entry.matches(".*\\.(so|dll|dylib|jnilib)(\\..*)?"))
                .noneMatch(entry -> entry.startsWith("ai/finai/embedded"));
    }

    /** A class that is missing ends the job on a cluster, and nowhere else: all other tests run from Maven's class path. */
    @Test
    void needsNoClassThatIsNotInItNorInTheClustersLibNorInFlink() throws Exception {
        List<String> lib = documentedLib();
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> isThere(jar, lib))
                .collect(Collectors.joining(File.pathSeparator));
        StringWriter missing = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        int exit = jdeps.run(
                new PrintWriter(missing),
                new PrintWriter(missing),
                "--multi-release",
                "17",
                "--missing-deps",
                "-cp",
                classPath,
                JAR.toString());
        assertThat(exit).as(missing.toString()).isZero();
        assertThat(missing.toString().lines().filter(line -> line.startsWith(" ")))
                .filteredOn(line -> ANNOTATIONS.stream().noneMatch(line::contains))
                .as("class -> class that is nowhere")
                .isEmpty();
    }

    /** The jars that src/docs/cluster.md wants in lib/, without versions. */
    private static List<String> documentedLib() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/cluster.md"));
        List<String> names = Pattern.compile("(?m)^\\| (`.*?) \\|")
                .matcher(document)
                .results()
                .flatMap(row -> Pattern.compile("`(.*?)`").matcher(row.group(1)).results())
                .map(name -> name.group(1))
                .toList();
        assertThat(names).contains("flink-connector-kafka", "parquet-hadoop", "zstd-jni");
        return names;
    }

    private static boolean isThere(String jar, List<String> lib) {
        String file = Path.of(jar).getFileName().toString();
        return Stream.concat(lib.stream(), FLINK.stream()).anyMatch(name -> file.matches(name + "-[0-9].*"));
    }

    @Test
    void startsTheMoneyLaunderingJob() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("ai.finai.jobs.AmlJob");
        }
    }

    private static List<String> entries() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(entry -> entry.getName()).toList();
        }
    }
}
