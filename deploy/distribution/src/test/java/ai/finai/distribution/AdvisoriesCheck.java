package ai.finai.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.finai.distribution.Advisories.Library;
import ai.finai.distribution.Advisories.Row;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No library that comes with FinAI is older than the release in which its known holes were closed. */
class AdvisoriesCheck {

    private static final Path SOURCES = Path.of(System.getProperty("finai.root"));
    private static final Pattern JAR = Pattern.compile("(?:.*/)?(.+?)-(\\d+(?:\\.\\d+)+[\\w.-]*)\\.jar");

    private static final List<Library> packed = new ArrayList<>();
    private static Advisories advisories;

    @BeforeAll
    static void read() throws IOException {
        advisories = Advisories.read(SOURCES.resolve("deploy/distribution/advisories.csv"));
        try (TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(
                new BufferedInputStream(Files.newInputStream(Path.of(System.getProperty("finai.distribution"))))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().endsWith(".jar")) {
                    Matcher name = JAR.matcher(entry.getName());
                    if (name.matches()) {
                        packed.add(new Library(name.group(1), name.group(2), ""));
                    }
                    inside(archive, entry.getName().substring(entry.getName().lastIndexOf('/') + 1));
                }
            }
        }
    }

    /** Libraries that are packed into a jar with their names. */
    private static void inside(InputStream jar, String in) throws IOException {
        ZipInputStream entries = new ZipInputStream(jar); // not closed: the archive goes on
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            if (entry.getName().matches("META-INF/maven/.*/pom\\.properties")) {
                Properties of = new Properties();
                of.load(entries);
                packed.add(new Library(of.getProperty("artifactId", ""), of.getProperty("version", ""), in));
            }
        }
    }

    @Test
    void noLibraryHasAKnownHole() {
        assertThat(advisories.findings(packed)).isEmpty();
    }

    /** Else nobody would notice that a row looks for nothing any more. */
    @Test
    void everyRowIsOfALibraryThatIsThere() {
        assertThat(advisories.rows())
                .isNotEmpty()
                .allSatisfy(row -> assertThat(packed).as(row.library()).anyMatch(row::concerns));
        assertThat(advisories.rows())
                .filteredOn(row -> !row.exceptIn().isEmpty())
                .allSatisfy(row -> {
                    assertThat(row.reason()).isNotBlank();
                    assertThat(packed)
                            .as("an exception that is needed")
                            .anyMatch(library -> library.name().equals(row.library())
                                    && library.in().startsWith(row.exceptIn())
                                    && !row.closedIn(library.version()));
                });
    }

    @Test
    void everyRowFindsTheReleaseBefore() {
        for (Row row : advisories.rows()) {
            for (String closed : row.closed()) {
                assertThat(advisories.findings(List.of(new Library(row.library(), before(closed), ""))))
                        .as("%s before %s", row.library(), closed)
                        .hasSize(1);
                assertThat(advisories.findings(List.of(new Library(row.library(), closed, ""))))
                        .isEmpty();
            }
        }
    }

    /** Made with -Prelease: of the command and the jobs, and of the servers of the demo. */
    @Test
    void everyJarIsInABillOfMaterials() throws IOException {
        Path distribution = SOURCES.resolve("deploy/distribution/target/finai-bom.json");
        Path servers = SOURCES.resolve("jobs/embedded/target/finai-servers-bom.json");
        assumeTrue(Files.exists(distribution) && Files.exists(servers), "bills of materials are made with -Prelease");
        String boms = Files.readString(distribution) + Files.readString(servers);
        assertThat(packed)
                .filteredOn(library -> library.in().isEmpty() && !library.name().startsWith("finai-"))
                .isNotEmpty()
                .allSatisfy(library -> assertThat(boms)
                        .contains('/' + library.name() + '@' + library.version().replaceFirst("-SNAPSHOT$", "")));
    }

    /** 2.13.4.2 comes after 2.13.4.1, 2.0 after 1.999. */
    private static String before(String release) {
        String[] parts = release.split("\\.");
        for (int i = parts.length - 1; i >= 0; i--) {
            if (!parts[i].equals("0")) {
                parts[i] = Integer.toString(Integer.parseInt(parts[i]) - 1);
                return String.join(".", parts) + (i < parts.length - 1 ? ".999" : "");
            }
        }
        throw new IllegalArgumentException(release);
    }
}
