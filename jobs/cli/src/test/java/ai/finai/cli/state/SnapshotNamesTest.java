package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a snapshot that cannot be read does not depend on what it is called. */
class SnapshotNamesTest {

    @TempDir
    Path folder;

    private Path snapshot;

    /** What is wrong with one. */
    enum Fault {
        NO_METADATA {
            @Override
            void in(Path snapshot) throws IOException {
                Files.delete(snapshot.resolve("_metadata"));
            }
        },
        METADATA_CUT {
            @Override
            void in(Path snapshot) throws IOException {
                Path metadata = snapshot.resolve("_metadata");
                byte[] bytes = Files.readAllBytes(metadata);
                Files.write(metadata, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        NO_STATE {
            @Override
            void in(Path snapshot) throws IOException {
                for (Path file : state(snapshot)) {
                    Files.delete(file);
                }
            }
        };

        abstract void in(Path snapshot) throws IOException;

        private static List<Path> state(Path snapshot) throws IOException {
            try (Stream<Path> files = Files.list(snapshot)) {
                return files.filter(file -> !file.endsWith("_metadata")).toList();
            }
        }
    }

    @BeforeEach
    void copy() throws IOException {
        snapshot = SavedSnapshots.copy(SavedSnapshots.AML_IN_FILES, folder.resolve("savepoints/savepoint-1a2b3c"));
    }

    private Cli query(String name, String... more) {
        return finai(Stream.concat(
                        Stream.of(
                                "state",
                                "query",
                                name,
                                "SELECT count(*) AS n FROM models",
                                "--cache",
                                "" + folder.resolve("cache"),
                                "--snapshots",
                                "" + folder.resolve("savepoints")),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void theReasonIsTheSameByItsIdAndByItsAddressAndTheExitCodeIsAlwaysTheSame(Fault fault) throws IOException {
        fault.in(snapshot);
        Cli byId = query("savepoint-1a2b3c");
        Cli byAddress = query("file:" + snapshot);
        Cli byPath = query("" + snapshot);
        assertThat(byId.err())
                .contains("savepoint-1a2b3c")
                .startsWith("finai: ")
                .hasLineCount(1);
        assertThat(byAddress.err()).isEqualTo(byId.err());
        assertThat(byPath.err()).isEqualTo(byId.err().replace("file:" + snapshot, "" + snapshot));
        assertThat(List.of(byId.exitCode(), byAddress.exitCode(), byPath.exitCode()))
                .containsOnly(ExitCode.FAILED);
    }

    @Test
    void oneOfWhichNothingIsLeftIsNoOtherErrorThanOneThatIsDamaged() throws IOException {
        SavedSnapshots.delete(snapshot);
        Cli byId = query("savepoint-1a2b3c");
        assertThat(byId.err())
                .startsWith("finai: no snapshot savepoint-1a2b3c in ")
                .contains("finai state list shows them")
                .hasLineCount(1);
        Cli byPath = query("" + snapshot);
        assertThat(byPath.err())
                .startsWith("finai: no snapshot at " + snapshot + ": it has no _metadata")
                .hasLineCount(1);
        Cli latest = query("latest");
        assertThat(latest.err())
                .startsWith("finai: no complete snapshot of the job aml in ")
                .hasLineCount(1);
        assertThat(List.of(byId.exitCode(), byPath.exitCode(), latest.exitCode()))
                .containsOnly(ExitCode.FAILED);
    }

    @Test
    void anIdNamesASnapshotOfEitherJob() throws IOException {
        SavedSnapshots.copy(SavedSnapshots.MARKET, folder.resolve("savepoints/savepoint-4d5e6f"));
        Cli market = finai(
                "state",
                "query",
                "savepoint-4d5e6f",
                "SELECT count(*) > 0 AS some FROM symbol_statistics",
                "--output",
                "csv",
                "--cache",
                "" + folder.resolve("cache"),
                "--snapshots",
                "" + folder.resolve("savepoints"));
        assertThat(market.err()).isEmpty();
        assertThat(market.out()).isEqualTo("some\r\ntrue\r\n");
    }

    @Test
    void anUnreadableOneOfTheSameNameHidesNoOther() throws IOException {
        Files.createDirectories(folder.resolve("savepoints/of-another-job/savepoint-1a2b3c"));
        Cli answer = query("savepoint-1a2b3c");
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aFolderIntoWhichNothingWasWrittenYetHidesNoOther() {
        Path none = folder.resolve("none");
        Cli answer = query("latest", "" + none);
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.OK);
        assertThat(answer.err()).startsWith("finai: no folder " + none + ": only the others are looked at");
        Cli list = finai("state", "list", "--snapshots", "" + folder.resolve("savepoints"), "" + none);
        assertThat(list.out()).contains("savepoint-1a2b3c", "not readable: no folder " + none, "1 snapshot");
        Cli nothing = finai("state", "list", "--snapshots", "" + none);
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nothing.err()).isEqualTo(String.format("finai: no folder %s%n", none));
    }
}
