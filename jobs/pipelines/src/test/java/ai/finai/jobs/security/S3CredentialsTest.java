package ai.finai.jobs.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which class gets the cloud's credentials is a name in manifests: a wrong one shows only where Flink first asks S3. */
class S3CredentialsTest {

    private static final Path ROOT = Path.of(System.getProperty("finai.root"));
    private static final Pattern PROVIDER = Pattern.compile("s3\\.aws\\.credentials\\.provider: *(\\S+)");

    @Test
    void theClassesThatManifestsNameAreInTheS3Plugin() throws Exception {
        List<String> named = named();
        assertThat(named).isNotEmpty();
        try (JarFile plugin = new JarFile(plugin().toFile())) {
            assertThat(named).allSatisfy(name -> assertThat(plugin.getEntry(name.replace('.', '/') + ".class"))
                    .as(name)
                    .isNotNull());
        }
    }

    private static List<String> named() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("deploy/flink-k8s-operator"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .flatMap(file -> PROVIDER.matcher(read(file)).results())
                    .map((MatchResult match) -> match.group(1))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path plugin() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("jobs/pipelines/target/plugins"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("flink-s3-fs-hadoop"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
