package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The latest checkpoint of a job that keeps one, and has completed the next and deleted it when somebody asks. */
class VanishingSnapshotTest {

    @TempDir
    Path folder;

    private Path job;
    private int latest;
    private final Map<Path, Integer> opened = new HashMap<>();

    @BeforeEach
    void begin() throws IOException {
        job = Files.createDirectories(folder.resolve("checkpoints/0badc0de"));
        latest = 1;
        SavedSnapshots.copy(SavedSnapshots.AML, checkpoint(latest));
    }

    @AfterEach
    void end() {
        VanishingFiles.before(file -> {});
    }

    private Path checkpoint(int number) {
        return job.resolve("chk-" + number);
    }

    /** As a job does: the next is complete before the one before goes, its metadata first. */
    private void goOn() throws IOException {
        SavedSnapshots.copy(SavedSnapshots.AML, checkpoint(latest + 1));
        SavedSnapshots.delete(checkpoint(latest));
        latest++;
    }

    /**
     * The job goes on when somebody opens the metadata of its latest checkpoint.
     *
     * @param time of a checkpoint, from 1: then the first look at it has shown that it is there
     * @param checkpoints how many times it does so
     */
    private void goesOnAt(int time, int checkpoints) {
        VanishingFiles.before(file -> {
            if (file.equals(checkpoint(latest).resolve("_metadata"))
                    && latest <= checkpoints
                    && opened.merge(file, 1, Integer::sum) == time) {
                goOn();
            }
        });
    }

    private Cli state(String... command) {
        return finai(Stream.concat(
                        Stream.concat(Stream.of("state"), Stream.of(command)),
                        Stream.of(
                                "--snapshots",
                                VanishingFiles.address(folder.resolve("checkpoints")),
                                "--cache",
                                "" + folder.resolve("cache")))
                .toArray(String[]::new));
    }

    private Cli query() {
        return state("query", "latest", "SELECT count(*) > 3 AS enough FROM account_profile", "--output", "csv");
    }

    @Test
    void whereItGoesWhileSnapshotsAreListedTheNextIsFound() {
        goesOnAt(1, 1);
        Cli answer = query();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).isEqualTo("enough\r\ntrue\r\n");
        assertThat(latest).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "query latest FROM/**/models",
                "tables latest",
                "diff latest latest --table models --key role",
                "export --table models --to "
            })
    void whereItGoesWhileItIsReadTheNextIsReadAndThatIsSaid(String command) throws IOException {
        goesOnAt(command.startsWith("diff") ? 3 : 2, 1);
        Cli answer =
                state(command.replaceAll(" $", " " + folder.resolve("exported")).split(" "));
        assertThat(answer.err())
                .isEqualTo(
                        String.format("finai: 0badc0de/chk-1 went while it was read; taking what is the latest now%n"));
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        List<String> asked = Files.readAllLines(folder.resolve("cache/audit.jsonl"));
        assertThat(asked.get(0)).contains("/chk-1\"");
        assertThat(asked.get(asked.size() - 1)).contains("/chk-2\"");
    }

    @Test
    void aJobThatIsFasterThanItsSnapshotsAreReadIsNotRunAfterForEver() {
        goesOnAt(2, 10);
        Cli answer = query();
        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("chk-1 went while it was read"),
                        second -> assertThat(second).contains("chk-2 went while it was read"),
                        last -> assertThat(last)
                                .startsWith("finai: part of ")
                                .contains("chk-3 is no longer there", "take a savepoint"));
    }

    @Test
    void oneThatIsNamedIsNotReplacedByAnother() {
        goesOnAt(2, 1);
        Cli answer = state("query", "chk-1", "SELECT 1");
        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("chk-1 is no longer there").hasLineCount(1);
    }
}
