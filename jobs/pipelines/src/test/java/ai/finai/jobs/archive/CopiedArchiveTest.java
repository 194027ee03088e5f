package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bucket is lost, and the job goes on from a copy of it, which has another name. */
@Timeout(180)
class CopiedArchiveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path folder;

    private static EmbeddedS3 s3;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        s3 = EmbeddedS3.start(
                folder,
                0,
                DataOnClose.DROP,
                List.of(
                        "emptied",
                        "copy1",
                        "before",
                        "now",
                        "part",
                        "copy2",
                        "bare",
                        "lives",
                        "drill-one",
                        "drill-none"));
        Configuration flink = new Configuration();
        flink.setString("s3.endpoint", s3.endpoint().toString());
        flink.setString("s3.path.style.access", "true");
        flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
        flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
        flink.setString("s3.retry.limit", "1");
        S3FileSystem.HADOOP.initialise(
                flink, Path.of(System.getProperty("finai.root"), "jobs/pipelines/target/plugins"));
    }

    @AfterAll
    static void close() throws Exception {
        FileSystem.initialize(new Configuration(), null);
        s3.close();
    }

    @Test
    void whatTheSnapshotDecidedIsPublishedInTheCopyAndNothingIsLost() throws Exception {
        ArchiveWriter.Snapshot snapshot = savepoint("emptied", 3);
        copy("emptied", "copy1");
        empty("emptied");
        assertThat(restored("copy1", snapshot)).as("segments missing").isZero();
        assertThat(failures).isEmpty();
        assertThat(visible("copy1")).containsExactlyInAnyOrder("T0", "T1", "T2");
        assertThat(staged("copy1")).isEmpty();
        assertThat(restored("copy1", snapshot)).as("carried out again").isZero();
        assertThat(visible("copy1")).containsExactlyInAnyOrder("T0", "T1", "T2");
    }

    /** As after a checkpoint: rows that wait for their file, and a decision that comes only after the loss. */
    @Test
    void rowsThatWaitedAreFoundInTheCopyToo() throws Exception {
        ArchiveWriter.Snapshot snapshot;
        try (ArchiveWriter<Transaction> writer = writer("part", Compaction.DEFAULT)) {
            writer.add(Payments.transaction(0, 1));
            writer.add(Payments.transaction(1, 1));
            snapshot = writer.snapshot(1, false);
        }
        assertThat(snapshot.waiting()).hasSize(1);
        copy("part", "copy2");
        empty("part");
        try (ArchiveWriter<Transaction> writer = writer("copy2", Compaction.DEFAULT)) {
            writer.restore(snapshot.waiting(), snapshot.decided());
            writer.add(Payments.transaction(2, 1));
            writer.snapshot(2, true);
            writer.completed(2);
            writer.awaitPublications(PATIENCE);
            assertThat(writer.segmentsMissing()).isZero();
        }
        assertThat(failures).isEmpty();
        assertThat(visible("copy2")).containsExactlyInAnyOrder("T0", "T1", "T2");
    }

    @Test
    void whereThePlaceBeforeIsStillThereItsDecisionsAreCarriedOutThere() throws Exception {
        ArchiveWriter.Snapshot snapshot = savepoint("before", 2);
        assertThat(restored("now", snapshot)).isZero();
        assertThat(failures).isEmpty();
        assertThat(visible("before")).containsExactlyInAnyOrder("T0", "T1");
        assertThat(visible("now")).isEmpty();
    }

    /** A drill: the job goes on here while the one that it is a copy of still runs there. */
    @Test
    void whatAnotherArchiveHasYetToReadStaysThere() throws Exception {
        ArchiveWriter.Snapshot snapshot;
        try (ArchiveWriter<Transaction> writer = writer("lives", Compaction.DEFAULT)) {
            writer.add(Payments.transaction(0, 1));
            writer.snapshot(1, false);
            writer.add(Payments.transaction(1, 1));
            snapshot = writer.snapshot(2, false);
        }
        List<Path> there = staged("lives");
        assertThat(there).hasSize(2);
        for (String copies : List.of("one", "none")) {
            String drill = "drill-" + copies;
            copy("lives", drill);
            for (Path notCopied : staged(drill).subList(copies.equals("one") ? 1 : 0, 2)) {
                Files.delete(notCopied);
            }
            try (ArchiveWriter<Transaction> writer = writer(drill, Compaction.DEFAULT)) {
                writer.restore(snapshot.waiting(), snapshot.decided());
                writer.snapshot(3, true);
                writer.completed(3);
                writer.awaitPublications(PATIENCE);
                assertThat(writer.segmentsMissing()).isZero();
            }
            assertThat(failures).isEmpty();
            assertThat(visible(drill)).containsExactlyInAnyOrder("T0", "T1");
            assertThat(staged("lives")).containsExactlyInAnyOrderElementsOf(there);
        }
    }

    @Test
    void withoutACopyItIsSaidWhatIsMissingAndWhatToDo() throws Exception {
        String nowhere = "s3://lost/archive";
        StagedSegment segment =
                new StagedSegment(nowhere + "/_staging/transactions/2026-01-05-a.segment", 20458, 1, 7, 9);
        Publication publication =
                new Publication(nowhere + "/transactions/day=2026-01-05/part-00000001-a.parquet", 1, List.of(segment));
        restored("bare", new ArchiveWriter.Snapshot(List.of(), List.of(publication)));
        assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                .hasStackTraceContaining("7 rows of the snapshot are in " + segment.path())
                .hasStackTraceContaining("no copy of it below archive.location"));
    }

    /** Decided, and not yet carried out. */
    private ArchiveWriter.Snapshot savepoint(String bucket, int rows) throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(bucket, Compaction.DEFAULT)) {
            for (int n = 0; n < rows; n++) {
                writer.add(Payments.transaction(n, rows));
            }
            ArchiveWriter.Snapshot snapshot = writer.snapshot(1, true);
            assertThat(snapshot.decided()).hasSize(rows);
            return snapshot;
        }
    }

    private long restored(String bucket, ArchiveWriter.Snapshot snapshot) throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(bucket, Compaction.DEFAULT)) {
            writer.restore(snapshot.waiting(), snapshot.decided());
            writer.awaitPublications(PATIENCE);
            return writer.segmentsMissing();
        }
    }

    private ArchiveWriter<Transaction> writer(String bucket, Compaction compaction) {
        return new ArchiveWriter<>(
                new TransactionRow(),
                new SegmentFiles(location(bucket), ArchiveTable.TRANSACTIONS),
                compaction,
                failures::add);
    }

    private static String location(String bucket) {
        return "s3://" + bucket + "/archive";
    }

    private static List<String> visible(String bucket) throws IOException {
        return ArchiveReader.of(location(bucket)).texts(ArchiveTable.TRANSACTIONS, "transaction_id");
    }

    private static List<Path> staged(String bucket) throws IOException {
        return files(data(bucket)).stream()
                .filter(file -> file.toString().endsWith(".segment"))
                .toList();
    }

    private static Path data(String bucket) {
        return folder.resolve("data").resolve(bucket);
    }

    private static List<Path> files(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static void copy(String from, String to) throws IOException {
        for (Path file : files(data(from))) {
            Path copy = data(to).resolve(data(from).relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES); // the ETag is one
        }
    }

    private static void empty(String bucket) throws IOException {
        for (Path file : files(data(bucket))) {
            Files.delete(file);
        }
    }
}
