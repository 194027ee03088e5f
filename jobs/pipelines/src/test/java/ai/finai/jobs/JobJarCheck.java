package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.fixture.ClusterJars;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What a cluster is given. Runs after the jar is made, so in {@code mvn verify}. */
@Tag("jar")
@EnabledIfSystemProperty(named = "finai.job.jar", matches = ".+")
class JobJarCheck {

    private static final Path JAR = Path.of(System.getProperty("finai.job.jar", ""));

    /** Everything else is in the cluster's lib/: see src/docs/cluster.md. */
    private static final Set<String> PACKAGES = Set.of(
            "ai/finai",
            "schema/",
            "com/fasterxml/jackson/",
            "ai/onnx/proto",
            "org/tribuo/util/onnx",
            "google/protobuf/",
            "org/snakeyaml/engine",
            "org/jspecify/annotations",
            "META-INF");

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
                        "com/fasterxml/jackson/core/JsonFactory.class")
                .noneMatch(entry -> entry.startsWith("ai/onnxruntime"));
    }

    @Test
    void holdsNoNativeLibraryAndNothingOfTheEmbeddedServers() throws Exception {
        assertThat(entries())
                .noneMatch(entry -> entry.matches(".*\\.(so|dll|dylib|jnilib)(\\..*)?"))
                .noneMatch(entry -> entry.startsWith("ai/finai/embedded"));
    }

    @Test
    void whateverItLinksToIsInItInLibOrInFlink() throws Exception {
        StringWriter missing = new StringWriter();
        StringWriter errors = new StringWriter();
        ToolProvider.findFirst("jdeps")
                .orElseThrow()
                .run(
                        new PrintWriter(missing),
                        new PrintWriter(errors),
                        "--multi-release",
                        "17",
                        "--missing-deps",
                        "--class-path",
                        ClusterJars.joined(),
                        JAR.toString());
        assertThat(errors.toString()).isEmpty();
        assertThat(missing.toString().lines().map(String::strip))
                .as("links to classes that no cluster has: into the job jar, or into lib/ and src/docs/cluster.md")
                .isEmpty();
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
