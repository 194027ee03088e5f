package ai.finai.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was packed, unpacked on a machine that has neither the sources nor Maven. */
class DistributionCheck {

    private static final Path ARCHIVE = Path.of(System.getProperty("finai.distribution"));
    private static final String VERSION = System.getProperty("finai.version");
    private static final Path SOURCES = Path.of(System.getProperty("finai.root"));

    @TempDir
    private static Path folder;

    private static Path root;

    @BeforeAll
    static void unpack() throws Exception {
        Process tar = new ProcessBuilder("tar", "-xzf", ARCHIVE.toString(), "-C", folder.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor()).isZero();
        root = folder.resolve("finai-" + VERSION);
    }

    @Test
    void itTellsNothingOfWhoBuiltItWhenAndWhere() throws Exception {
        Instant built = Instant.parse("2026-01-01T00:00:00Z");
        List<String> names = new ArrayList<>();
        try (TarArchiveInputStream archive = new TarArchiveInputStream(
                new GZIPInputStream(new BufferedInputStream(Files.newInputStream(ARCHIVE))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                names.add(entry.getName());
                assertThat(entry.getLastModifiedTime().toInstant())
                        .as(entry.getName())
                        .isEqualTo(built);
                assertThat(entry.getLongUserId()).as(entry.getName()).isZero();
                assertThat(entry.getUserName()).as(entry.getName()).isEqualTo("root");
                assertThat(entry.getMode() & 0777)
                        .as(entry.getName())
                        .isEqualTo(entry.isDirectory() || entry.getName().endsWith("/bin/finai") ? 0755 : 0644);
            }
        }
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.startsWith("finai-" + VERSION + "/"));
    }

    /** The page that tells a platform team what to put into a cluster's lib, and the folder that the image takes it from. */
    @Test
    void libHoldsTheJarsThatTheClusterPageNames() throws IOException {
        Pattern row = Pattern.compile("\\| (`[^|]+) \\| (\\d[^ |]*) \\|.*");
        Pattern code = Pattern.compile("`([^`.]+)`");
        Set<String> named = new TreeSet<>();
        for (String line : Files.readAllLines(SOURCES.resolve("src/docs/cluster.md"))) {
            Matcher cells = row.matcher(line);
            if (cells.matches()) {
                Matcher name = code.matcher(cells.group(1).replaceAll("\\(.*?\\)", ""));
                while (name.find()) {
                    named.add(name.group(1) + '-' + cells.group(2) + ".jar");
                }
            }
        }
        assertThat(files("lib")).isEqualTo(named);
    }

    @Test
    void noLibraryIsThereTwiceForTheCommand() throws IOException {
        List<String> artifacts = Stream.concat(files("lib").stream(), files("tools").stream())
                .map(jar -> jar.replaceFirst("-\\d[\\w.-]*\\.jar$", ""))
                .toList();
        assertThat(artifacts).doesNotHaveDuplicates();
    }

    @Test
    void theJobJarHoldsBothJobsAndTheS3FileSystemIsAPlugin() throws IOException {
        try (JarFile jar = new JarFile(root.resolve("jobs/finai-job.jar").toFile())) {
            assertThat(jar.getEntry("ai/finai/jobs/AmlJob.class")).isNotNull();
            assertThat(jar.getEntry("ai/finai/jobs/market/MarketJob.class")).isNotNull();
        }
        assertThat(files("plugins/s3-fs-hadoop")).containsExactly("flink-s3-fs-hadoop-2.3.0.jar");
    }

    @Test
    void theCommandRunsWithoutSourcesAndMaven() throws Exception {
        assertThat(finai("--help")).contains("Usage: finai", "deploy");
        assertThat(finai("version")).contains("FinAI " + VERSION);
        assertThat(finai("run", "aml", "--help")).contains("--from-savepoint");
        assertThat(finai("rules", "check", root.resolve("conf/rules.yaml").toString()))
                .isNotBlank();
        assertThat(root.resolve("target")).doesNotExist();
    }

    /** The manifests that are packed, with the libraries that are packed. */
    @Test
    void itsOwnManifestsPassItsOwnCheck() throws Exception {
        assertThat(finai("deploy", "check", "--overlay", "local")).contains("local: ", "nothing found");
    }

    private static Set<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String finai(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("bin/finai").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", folder.toString());
        Process process = builder.start();
        String said;
        try (InputStream in = process.getInputStream()) {
            said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
