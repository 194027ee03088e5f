package ai.finai.jobs.savepoints;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.local.LocalJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Jobs go on from the savepoints of every release that are kept. With {@code -Dfinai.write=true} those of this release are
 * written anew.
 */
class SavepointCorpusTest {

    /** What can only be told by who remembers what was before the savepoint. */
    private static final Map<String, List<String>> FROM_BEFORE = Map.of(
            "aml",
            List.of(
                    "alert structuring-cash HALFWAY 2026-01-10T09:00:00Z",
                    "alert structuring-cash WAITING 2026-01-09T11:59:58Z",
                    "alert rapid-transfer RAPID 2026-01-09T20:00:00Z",
                    "dead letter conflicting-duplicate"),
            "market",
            List.of("alert unexplained-move AAA 2026-01-05T16:41:00Z", "dead letter conflicting-duplicate"));

    @TempDir
    Path temporary;

    static Stream<SavepointFolder> folders() throws IOException {
        return Boolean.getBoolean("finai.write")
                ? Stream.of(SavepointFolder.current("aml"), SavepointFolder.current("market"))
                : SavepointFolder.all().stream();
    }

    @ParameterizedTest
    @MethodSource("folders")
    @Timeout(300)
    void aJobGoesOnFromItAsIfItHadNeverStopped(SavepointFolder folder) throws Exception {
        if (Boolean.getBoolean("finai.write")) {
            write(folder);
            return;
        }
        try (SavedJob saved = job(folder)) {
            saved.send(folder.before());
            saved.send(folder.after());
            int parallelism = 1;
            for (String form : SavepointFolder.FORMS) {
                List<String> before = saved.outcome();
                // Relocated: elsewhere than it was written.
                Path savepoint = copy(folder.savepoint(form), temporary.resolve(form));
                LocalJob job = saved.start(parallelism++, savepoint.toUri().toString());
                saved.awaitTime(job, folder.after());
                assertThat(job.hasRestarted()).as("restarted").isFalse();
                job.stopWithSavepoint(true);
                Outcomes.awaitCommitted(saved.scenario());
                List<String> outcome = Outcomes.more(before, saved.outcome());
                assertThat(outcome).as("%s, %s", folder, form).containsExactlyElementsOf(folder.outcome());
                for (String line : FROM_BEFORE.get(folder.job())) {
                    assertThat(outcome).as("%s, %s", folder, form).anyMatch(each -> each.startsWith(line));
                }
            }
        }
    }

    private SavedJob job(SavepointFolder folder) throws Exception {
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                temporary.resolve("savepoints").toUri().toString());
        return folder.job().equals("aml") ? SavedAml.of(folder, flink) : SavedMarket.of(folder, flink);
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    /** The outcome is that of the job from which the savepoints were taken: it goes on without them. */
    private void write(SavepointFolder folder) throws Exception {
        Path config = Path.of(System.getProperty("finai.root"), "src", "config");
        folder.writeRuleBook(config.resolve(folder.job().equals("aml") ? "rules.yaml" : "market-rules.yaml"));
        try (SavedJob saved = job(folder)) {
            folder.writeInput(saved.writtenBefore(), saved.writtenAfter());
            LocalJob job = saved.start(1, null);
            saved.send(folder.before());
            saved.awaitTime(job, folder.before());
            // Until nothing waits to be published any more, and no transaction has records.
            for (int i = 0; i < 5; i++) {
                job.checkpoint();
            }
            Savepoints savepoints = new Savepoints(saved.scenario(), temporary.resolve("taken"));
            for (String form : SavepointFolder.FORMS) {
                folder.takeSavepoint(form, savepoints.take(job, form));
            }
            Outcomes.awaitCommitted(saved.scenario());
            List<String> before = saved.outcome();
            saved.send(folder.after());
            saved.awaitTime(job, folder.after());
            assertThat(job.hasRestarted()).as("restarted").isFalse();
            job.stopWithSavepoint(true);
            Outcomes.awaitCommitted(saved.scenario());
            folder.writeOutcome(Outcomes.more(before, saved.outcome()));
        }
    }
}
