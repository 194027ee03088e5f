package ai.finai.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.finai.distribution.Advisories.Row;
import ai.finai.distribution.Packed.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No library that comes with FinAI is older than the release in which its known holes were closed. */
class AdvisoriesCheck {

    private static final Path SOURCES = Path.of(System.getProperty("finai.root"));

    private static List<Library> packed;
    private static Advisories advisories;

    @BeforeAll
    static void read() throws IOException {
        advisories = Advisories.read(SOURCES.resolve("deploy/distribution/advisories.csv"));
        packed = Packed.in(Path.of(System.getProperty("finai.distribution")));
    }

    @Test
    void noLibraryHasAKnownHole() {
        assertThat(advisories.findings(packed)).isEmpty();
    }

    /** Else nobody would notice that a row looks for nothing any more, or excuses what is no longer there. */
    @Test
    void everyRowIsOfALibraryThatIsThereAndEveryExceptionIsNeeded() {
        assertThat(advisories.rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(packed).as(row.library()).anyMatch(row::isOf);
            assertThat(row.exceptionsNotNeeded(packed)).as(row.library()).isEmpty();
            assertThat(row.reason().isBlank())
                    .as("no reason, no exception")
                    .isEqualTo(row.exceptIn().isEmpty());
        });
    }

    /** Flink's S3 file system has no names of Maven in it: what it is made of stands in its NOTICE alone. */
    @Test
    void whatAJarNamesInItsNoticeIsHeldAgainstTheRowsToo() {
        assertThat(packed)
                .filteredOn(library -> library.in().startsWith("flink-s3-fs-hadoop-"))
                .extracting(Library::name)
                .contains("hadoop-aws", "woodstox-core");
        Library woodstox = new Library("woodstox-core", "5.3.0", "some-plugin-1.0.jar", "");
        assertThat(advisories.findings(List.of(woodstox)))
                .singleElement()
                .asString()
                .startsWith("woodstox-core 5.3.0 in some-plugin-1.0.jar: CVE-2022-40152");
    }

    @Test
    void everyRowFindsTheReleaseBefore() {
        for (Row row : advisories.rows()) {
            for (String closed : row.closed()) {
                assertThat(advisories.findings(List.of(Library.jar(row.library(), before(closed)))))
                        .as("%s before %s", row.library(), closed)
                        .hasSize(1);
                assertThat(advisories.findings(List.of(Library.jar(row.library(), closed))))
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
