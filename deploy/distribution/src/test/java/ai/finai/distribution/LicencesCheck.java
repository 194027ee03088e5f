package ai.finai.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.distribution.Packed.Library;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every library that comes with FinAI can be had under a licence under which a bank may pass FinAI on. */
class LicencesCheck {

    private static final Path SOURCES = Path.of(System.getProperty("finai.root"));
    private static final Path REPOSITORY = Path.of(System.getProperty("finai.repository"));

    private static final Library SOME = Library.jar("some-library", "1.0");

    /** Of each jar that is packed, and of what is packed inside of it under a NOTICE. */
    private static final Map<Library, List<String>> named = new TreeMap<>(Comparator.comparing(Library::toString));

    private static Licences licences;

    @BeforeAll
    static void read() throws IOException {
        licences = Licences.read(SOURCES.resolve("deploy/distribution/licences.csv"));
        Map<String, Path> poms = poms();
        for (Library library : Packed.in(Path.of(System.getProperty("finai.distribution")))) {
            if (!library.notice().isEmpty()) {
                named.put(library, List.of(Licences.noticed(library.notice())));
            } else if (library.in().isEmpty() && !library.name().startsWith("finai-")) {
                Path pom = poms.get(library.name() + '-' + library.version());
                assertThat(pom).as("POM of " + library).isNotNull();
                named.put(library, Licences.ofPom(pom, REPOSITORY));
            }
        }
    }

    @Test
    void everyLibraryMayBePassedOn() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void theDemosServersAndFlinksPluginsAreLookedAtToo() {
        assertThat(named.keySet())
                .extracting(Library::name)
                .contains("logback-core", "jetty-server", "args4j", "flink-s3-fs-hadoop", "flink-s3-fs-native", "re2j")
                .hasSizeGreaterThan(250);
    }

    @Test
    void whatMayNotBePassedOnIsFound() {
        for (String licence : List.of(
                "GPLv3",
                "GPL-2.0-only",
                "GNU General Public License, version 2",
                "GNU Lesser General Public License",
                "AGPL v3",
                "GNU Affero General Public License",
                "SSPL-1.0",
                "Business Source License 1.1",
                "Elastic License 2.0",
                "CC BY-NC 4.0",
                "Apache License 2.0 with Commons Clause",
                "Proprietary",
                "")) {
            assertThat(licences.finding(SOME, List.of(licence))).as(licence).isPresent();
        }
        assertThat(licences.finding(SOME, List.of()))
                .hasValueSatisfying(finding -> assertThat(finding).startsWith("some-library 1.0: names no licence;"));
        assertThat(licences.finding(SOME, List.of("Apache-2.0", "Commons Clause")))
                .isPresent();
        assertThat(licences.finding(SOME, List.of("CDDL + GPLv2 with classpath exception")))
                .as("allowed for one library alone")
                .isPresent();
    }

    @Test
    void oneOfSeveralLicencesIsEnough() {
        assertThat(licences.finding(SOME, List.of("EPL-2.0", "LGPL-2.1-only"))).isEmpty();
        assertThat(licences.finding(SOME, List.of("GPLv2", "The Apache Software License, Version 2.0")))
                .isEmpty();
    }

    @Test
    void everyRowIsNeeded() {
        assertThat(licences.rows()).isNotEmpty().allSatisfy(row -> {
            assertThat(row.why()).isNotBlank();
            assertThat(named.entrySet())
                    .as(row.licence().pattern())
                    .anyMatch(entry -> Licences.plain(entry.getValue()).stream()
                            .anyMatch(name -> row.allows(entry.getKey(), name)));
        });
    }

    private static List<String> findings() {
        return named.entrySet().stream()
                .flatMap(entry -> licences.finding(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    /** Beside the jars that Maven resolved: of the command, the jobs and Flink's plugins, and of the demo's servers. */
    private static Map<String, Path> poms() throws IOException {
        Map<String, Path> poms = new HashMap<>();
        for (String module : List.of("deploy/distribution", "jobs/embedded")) {
            String jars = Files.readString(SOURCES.resolve(module + "/target/classpath.txt"));
            for (String jar : jars.strip().split(File.pathSeparator)) {
                Path release = Path.of(jar).getParent();
                String artifact = release.getParent().getFileName() + "-" + release.getFileName();
                poms.put(artifact, release.resolve(artifact + ".pom"));
            }
        }
        return poms;
    }
}
