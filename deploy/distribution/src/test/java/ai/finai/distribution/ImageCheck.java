package ai.finai.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Dockerfile, as far as it can be checked where no image can be built. */
class ImageCheck {

    private static final Path SOURCES = Path.of(System.getProperty("finai.root"));

    private static List<String> instructions;
    private static List<String> packed;

    @BeforeAll
    static void read() throws IOException {
        instructions = Files.readString(SOURCES.resolve("src/Dockerfile"))
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        packed = new ArrayList<>();
        try (TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(
                new BufferedInputStream(Files.newInputStream(Path.of(System.getProperty("finai.distribution"))))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                packed.add(entry.getName().substring(entry.getName().indexOf('/') + 1));
            }
        }
    }

    @Test
    void itIsMadeFromTheFlinkThatTheJobsAreBuiltAgainst() throws IOException {
        String pom = Files.readString(SOURCES.resolve("pom.xml"));
        String flink = pom.replaceAll("(?s).*<flink.version>(.*?)</flink.version>.*", "$1");
        assertThat(instructions.get(0))
                .matches("ARG BASE=docker\\.io/library/flink:" + flink.replace(".", "\\.")
                        + "-scala_2\\.12-java17(@sha256:[0-9a-f]{64})?");
        assertThat(instructions.get(1)).isEqualTo("FROM ${BASE}");
    }

    /** An argument from before FROM is empty behind it, unless it is named again. */
    @Test
    void itSaysWhatItIsMadeFrom() {
        String labels =
                instructions.stream().filter(line -> line.startsWith("LABEL ")).collect(Collectors.joining(" "));
        for (String[] label : new String[][] {
            {"version", "VERSION"}, {"revision", "REVISION"}, {"source", "SOURCE"}, {"base.name", "BASE"}
        }) {
            assertThat(labels).contains("org.opencontainers.image." + label[0] + "=\"${" + label[1] + "}\"");
            assertThat(instructions.subList(2, instructions.size()))
                    .as("named behind FROM")
                    .anyMatch(line -> line.matches("ARG " + label[1] + "=?"));
        }
    }

    @Test
    void whatItCopiesIsInTheDistribution() {
        List<String> sources = copied().stream().map(words -> words[1]).toList();
        assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(packed)
                .as(source)
                .anyMatch(entry -> source.endsWith("/")
                        ? entry.startsWith(source) && !entry.equals(source)
                        : entry.equals(source)));
        assertThat(packed).contains("Dockerfile");
    }

    @Test
    void theManifestsStartTheJarThatItHolds() throws IOException {
        List<String> targets = copied().stream().map(words -> words[2]).toList();
        for (String job : List.of("aml", "market")) {
            String manifest = Files.readString(SOURCES.resolve("deploy/flink-k8s-operator/base/" + job + ".yaml"));
            String jar = manifest.replaceAll("(?s).*jarURI: local://(\\S+).*", "$1");
            assertThat(targets).contains(jar);
        }
    }

    @Test
    void itRunsAsANumberedUserThatIsNotRootAndRunsNothingWhenItIsBuilt() {
        assertThat(instructions.get(instructions.size() - 1)).matches("USER [1-9]\\d*:[1-9]\\d*");
        assertThat(instructions)
                .allMatch(
                        line -> line.matches("(ARG|FROM|LABEL|COPY|USER) .*"),
                        "neither RUN nor ADD nor another entry point");
        assertThat(instructions).anyMatch(line -> line.contains("org.opencontainers.image.licenses=\"Apache-2.0\""));
    }

    private static List<String[]> copied() {
        return instructions.stream()
                .filter(line -> line.startsWith("COPY "))
                .map(line -> line.split(" "))
                .toList();
    }
}
