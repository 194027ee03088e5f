package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job on a real S3 server fails wherever it can, is stopped, and goes on with another parallelism. */
class ArchiveExactlyOnceTest {

    private static final Compaction COMPACTED = new Compaction(3, 64L << 20);

    @TempDir
    static Path s3Folder;

    @TempDir
    Path local;

    private static EmbeddedS3 s3;

    @BeforeAll
    static void start() throws Exception {
        s3 = EmbeddedS3.start(s3Folder, 0, DataOnClose.DROP, List.of("finai"));
    }

    @AfterAll
    static void close() throws Exception {
        s3.close();
        org.apache.flink.core.fs.FileSystem.initialize(new Configuration(), null);
    }

    @Test
    void eachRowIsThereOnceAfterFailuresAStopAndARestore() throws Exception {
        run(S3FileSystem.HADOOP, COMPACTED, new Failures(600, 4, 6), "default");
    }

    @Tag("matrix")
    @ParameterizedTest
    @CsvSource({
        "HADOOP, 1, 600, 0, 0",
        "HADOOP, 1, 0, 3, 0",
        "HADOOP, 1, 0, 0, 3",
        "HADOOP, 4, 600, 4, 7",
        "NATIVE, 1, 600, 0, 0",
        "NATIVE, 1, 0, 3, 0",
        "NATIVE, 1, 0, 0, 3",
        "NATIVE, 3, 600, 4, 6",
    })
    void eachRowIsThereOnceWhereverItFails(
            S3FileSystem s3FileSystem, int checkpoints, int row, int snapshot, int notice) throws Exception {
        String name = s3FileSystem + "-" + checkpoints + "-" + row + "-" + snapshot + "-" + notice;
        run(s3FileSystem, new Compaction(checkpoints, 64L << 20), new Failures(row, snapshot, notice), name);
    }

    @Tag("matrix")
    @ParameterizedTest
    @CsvSource({"HADOOP", "NATIVE"})
    void anS3ServerThatIsBusyFailsNoRow(S3FileSystem s3FileSystem) throws Exception {
        s3FileSystem.initialise(flink(), plugins());
        ArchiveJob job = new ArchiveJob(flink(), "s3://finai/busy-" + s3FileSystem, Compaction.OFF, local);
        Failures.plan(new Failures(0, 0, 0));
        job.start(2, ArchiveJob.FAST / 2, null);
        for (int i = 0; i < 5; i++) {
            s3.failNext(3);
            Thread.sleep(400); // a bit of weather, not a condition that is waited for
        }
        s3.failNext(0);
        job.awaitEnd();
        assertThat(job.visible()).hasSize(ArchiveJob.ROWS).doesNotHaveDuplicates();
    }

    private void run(S3FileSystem s3FileSystem, Compaction compaction, Failures failures, String name)
            throws Exception {
        s3FileSystem.initialise(flink(), plugins());
        String location = "s3://finai/" + name;
        Failures.plan(failures);
        ArchiveJob job = new ArchiveJob(flink(), location, compaction, local);
        List<Object> twice;
        try (Watcher reader = new Watcher(job)) {
            job.start(2, ArchiveJob.SLOW, null);
            reader.await(800, failures.planned());
            String savepoint = job.stop();
            long atStop = Failures.saved();
            assertThat(job.visible()).as("visible when the job has stopped").hasSize((int) atStop);

            job.start(3, ArchiveJob.FAST, savepoint);
            job.awaitEnd();
            twice = reader.seenTwice();
            assertThat(reader.looks()).isGreaterThan(5);
        }
        assertThat(twice).isEmpty();
        assertThat(Failures.injected()).isEqualTo(failures.planned());

        job.copyTo(local.resolve("archive"));
        try (DuckDb duck = new DuckDb(local.resolve("archive"))) {
            assertThat(duck.one(
                            "SELECT count(*), count(DISTINCT transaction_id) FROM 'archive/transactions/*/*.parquet'"))
                    .isEqualTo(ArchiveJob.ROWS + "|" + ArchiveJob.ROWS);
            assertThat(duck.one("SELECT count(*), count(DISTINCT (transaction_id, direction))"
                            + " FROM 'archive/postings/*/*.parquet'"))
                    .isEqualTo(2 * ArchiveJob.ROWS + "|" + 2 * ArchiveJob.ROWS);
            assertThat(duck.one("SELECT count(*), count(DISTINCT alert_id) FROM 'archive/alerts/*/*.parquet'"))
                    .isEqualTo(ArchiveJob.ALERTS + "|" + ArchiveJob.ALERTS);
            assertThat(duck.one("SELECT count(*) FROM 'archive/transactions/**/*.parquet'"
                            + " WHERE day <> CAST(event_time AS DATE)"))
                    .isEqualTo("0");
        }
    }

    private static Path plugins() {
        return Path.of(System.getProperty("finai.root"), "jobs/pipelines/target/plugins");
    }

    private static Configuration flink() {
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.path-style-access", "true");
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
        flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
        flink.setString("s3.region", EmbeddedS3.REGION);
        return flink;
    }
}
