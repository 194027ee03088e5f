package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a job ends that cannot publish its last rows. */
@Timeout(120)
class ArchiveStopTest {

    @TempDir
    Path local;

    private Path table;
    private ArchiveJob job;

    @BeforeEach
    void plan() throws Exception {
        Failures.plan(new Failures(0, 0, 0));
        Path archive = local.resolve("archive");
        table = archive.resolve("transactions");
        job = new ArchiveJob(new Configuration(), archive.toUri().toString(), new Compaction(1_000, 64L << 20), local);
        Files.createDirectory(archive);
        Files.createFile(table); // where a folder should be
    }

    @Test
    void rowsThatAStopCannotPublishAreVisibleWhenTheJobGoesOn() throws Exception {
        job.start(1, ArchiveJob.SLOW, null);
        while (Failures.saved() == 0) {
            Thread.sleep(20);
        }
        String savepoint = job.stop();
        long atStop = Failures.saved();

        Files.delete(table);
        job.start(1, ArchiveJob.FAST, savepoint);
        job.awaitEnd();

        assertThat(atStop).isPositive().isLessThan(ArchiveJob.ROWS);
        List<String> visible = job.visible();
        assertThat(visible).hasSize(ArchiveJob.ROWS).doesNotHaveDuplicates();
    }

    @Test
    void aJobThatCannotPublishTheEndOfItsInputFails() throws Exception {
        job.neverRestart();
        job.start(1, ArchiveJob.FAST, null);
        assertThatThrownBy(job::awaitEnd).hasStackTraceContaining("archive: cannot write");
    }
}
