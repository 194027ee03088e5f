package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol without Flink: what is visible when, whatever fails. */
class ArchiveWriterTest {

    private static final int DAYS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path archive;

    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    @Test
    void rowsAreVisibleOnceTheirCheckpointIsComplete() throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(Compaction.OFF)) {
            writer.add(Payments.transaction(1, DAYS));
            assertThat(visible()).isEmpty();
            writer.snapshot(1, false);
            assertThat(visible()).isEmpty();
            writer.completed(1);
            writer.awaitPublications(PATIENCE);
        }
        assertThat(visible()).containsExactly("T1");
    }

    @Test
    void anAbortedCheckpointsRowsComeWithTheNextOne() throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(Compaction.OFF)) {
            writer.add(Payments.transaction(1, DAYS));
            writer.snapshot(1, false);
            writer.add(Payments.transaction(2, DAYS));
            assertThat(writer.snapshot(2, false).decided()).hasSize(2);
            writer.completed(2);
            writer.awaitPublications(PATIENCE);
        }
        assertThat(visible()).containsExactlyInAnyOrder("T1", "T2");
    }

    @Test
    void aDayBecomesAFileAfterSoManyCheckpoints() throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(new Compaction(3, 1 << 20))) {
            for (int checkpoint = 5; checkpoint < 11; checkpoint++) {
                writer.add(Payments.transaction(DAYS * checkpoint, DAYS));
                writer.snapshot(checkpoint, false);
                writer.completed(checkpoint);
            }
            assertThat(writer.rowsWaiting()).isZero();
            writer.awaitPublications(PATIENCE);
        }
        assertThat(files()).hasSize(2).allMatch(file -> file.matches("day=2026-01-05/part-000000(07|10)-.*.parquet"));
        assertThat(visible()).hasSize(6);
        assertThat(staged()).isEmpty();
    }

    @Test
    void aDayBecomesAFileWhenItIsLarge() throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(new Compaction(1000, 4_000))) {
            writer.add(Payments.transaction(0, DAYS));
            for (int n = 0; n < 200; n++) {
                writer.add(Payments.transaction(1 + DAYS * n, DAYS));
            }
            ArchiveWriter.Snapshot snapshot = writer.snapshot(1, false);
            assertThat(snapshot.decided()).hasSize(1);
            assertThat(snapshot.waiting()).hasSize(1);
            assertThat(writer.rowsWaiting()).isOne();
        }
    }

    @Test
    void aSavepointMakesEverythingVisible() throws Exception {
        try (ArchiveWriter<Transaction> writer = writer(Compaction.DEFAULT)) {
            writer.add(Payments.transaction(1, DAYS));
            writer.snapshot(1, false);
            writer.completed(1);
            assertThat(writer.snapshot(2, true).waiting()).isEmpty();
            writer.completed(2);
            writer.awaitPublications(PATIENCE);
        }
        assertThat(visible()).containsExactly("T1");
    }

    @Test
    void memoryIsBoundedWhereEventsSpanManyDays() throws Exception {
        int days = OpenDays.MOST_DAYS * 3;
        try (ArchiveWriter<Transaction> writer = writer(Compaction.OFF)) {
            for (int n = 0; n < days; n++) {
                writer.add(Payments.transaction(n, days));
            }
            long early = staged().size();
            assertThat(early).isGreaterThan(0).isLessThanOrEqualTo(days - OpenDays.MOST_DAYS);
            writer.snapshot(1, false);
            writer.completed(1);
            writer.awaitPublications(PATIENCE);
        }
        assertThat(files()).hasSize(days);
        assertThat(visible()).hasSize(days);
    }

    @Test
    void aSegmentThatIsGoneIsCountedAndTheOthersArePublished() throws Exception {
        ArchiveWriter.Snapshot snapshot;
        try (ArchiveWriter<Transaction> writer = writer(new Compaction(2, 1 << 20))) {
            writer.add(Payments.transaction(0, DAYS));
            writer.snapshot(1, false);
            writer.completed(1);
            writer.add(Payments.transaction(DAYS, DAYS));
            snapshot = writer.snapshot(2, false);
        }
        Files.delete(Path.of(new org.apache.flink.core.fs.Path(
                        snapshot.decided().get(0).segments().get(0).path())
                .getPath()));
        ArchiveWriter<Transaction> restored = writer(Compaction.OFF);
        restored.restore(snapshot.waiting(), snapshot.decided());
        restored.awaitPublications(PATIENCE);
        restored.close();
        assertThat(restored.segmentsMissing()).isOne();
        assertThat(visible()).containsExactly("T" + DAYS);
    }

    /** As after a failure between the file and the last deletion: what is left of the segments must not replace the file. */
    @Test
    void aFileStaysAsItIsWhenItsDecisionIsCarriedOutAgain() throws Exception {
        Publication publication;
        try (ArchiveWriter<Transaction> writer = writer(new Compaction(2, 1 << 20))) {
            writer.add(Payments.transaction(0, DAYS));
            writer.snapshot(1, false);
            writer.add(Payments.transaction(DAYS, DAYS));
            publication = writer.snapshot(2, false).decided().get(0);
        }
        assertThat(publication.segments()).hasSize(2);
        Path first = Path.of(
                new org.apache.flink.core.fs.Path(publication.segments().get(0).path()).getPath());
        byte[] bytes = Files.readAllBytes(first);
        SegmentFiles files = files(ArchiveTable.TRANSACTIONS);
        assertThat(files.publish(publication)).isZero();
        Files.write(first, bytes);
        assertThat(files.publish(publication)).isZero();
        assertThat(visible()).containsExactlyInAnyOrder("T0", "T" + DAYS);
        assertThat(staged()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenFailsTheCheckpointAndTheTask() throws Exception {
        Files.createFile(archive.resolve("_staging"));
        try (ArchiveWriter<Transaction> writer = writer(Compaction.OFF)) {
            writer.add(Payments.transaction(1, DAYS));
            assertThatThrownBy(() -> writer.snapshot(1, false)).hasMessageContaining("not durable");
            assertThatThrownBy(() -> writer.snapshot(2, false)).hasMessageContaining("not durable");
        }
        Files.delete(archive.resolve("_staging"));
        Files.createFile(archive.resolve("transactions"));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try (ArchiveWriter<Transaction> writer = new ArchiveWriter<>(
                new TransactionRow(), files(ArchiveTable.TRANSACTIONS), Compaction.OFF, failure::set)) {
            writer.add(Payments.transaction(1, DAYS));
            writer.snapshot(1, false);
            writer.completed(1);
            writer.awaitPublications(PATIENCE);
        }
        assertThat(failure.get()).hasMessageContaining("archive: cannot write").hasMessageContaining("part-00000001");
    }

    /** Rows that are on their way are held in memory: with a slow file system the task has to wait. */
    @Test
    void rowsWaitForTheFileSystemAndFailWithIt() throws Exception {
        Files.createFile(archive.resolve("_staging"));
        int days = OpenDays.MOST_DAYS * 3;
        AtomicInteger taken = new AtomicInteger();
        try (ArchiveWriter<Transaction> writer = writer(Compaction.OFF)) {
            assertThatThrownBy(() -> {
                        while (taken.get() < days) {
                            writer.add(Payments.transaction(taken.get(), days));
                            taken.incrementAndGet();
                        }
                    })
                    .hasStackTraceContaining("not durable");
        }
        assertThat(taken).hasValue(OpenDays.MOST_DAYS + ArchiveWriter.MOST_UPLOADS);
    }

    /**
     * Random histories of checkpoints that complete, abort, or complete without anybody being told; of crashes, with
     * publications not begun, done, or done by half; of restores with more and fewer writers. Readers never see a row
     * twice, and in the end each row once.
     */
    @Test
    void whateverFailsEachRowIsThereOnce() throws Exception {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        for (int i = 0; i < 3; i++) {
            try {
                history(new Random(seed + i), archive.resolve("history" + i));
            } catch (Throwable e) {
                throw new AssertionError("-Dfinai.seed=" + (seed + i), e);
            }
        }
    }

    private void history(Random random, Path folder) throws Exception {
        Compaction compaction = new Compaction(1 + random.nextInt(4), 1 + random.nextInt(100_000));
        SegmentFiles files = new SegmentFiles(folder.toUri().toString(), ArchiveTable.TRANSACTIONS);
        List<StagedSegment> segments = List.of();
        List<Publication> publications = List.of();
        int next = 0;
        int checkpoint = 0;
        boolean done = false;
        while (!done) {
            List<ArchiveWriter<Transaction>> writers = restore(random, files, compaction, segments, publications);
            int position = next;
            for (int step = random.nextInt(12); step >= 0 && !done; step--) {
                for (int n = random.nextInt(40); n > 0; n--) {
                    writers.get(random.nextInt(writers.size())).add(Payments.transaction(position++, DAYS));
                }
                checkpoint++;
                done = position > 500;
                List<StagedSegment> waiting = new ArrayList<>();
                List<Publication> decided = new ArrayList<>();
                for (ArchiveWriter<Transaction> writer : writers) {
                    ArchiveWriter.Snapshot snapshot = writer.snapshot(checkpoint, done);
                    waiting.addAll(snapshot.waiting());
                    decided.addAll(snapshot.decided());
                }
                if (!done && random.nextInt(4) == 0) {
                    continue; // aborted
                }
                segments = waiting;
                publications = decided;
                next = position;
                for (ArchiveWriter<Transaction> writer : writers) {
                    if (done || random.nextBoolean()) {
                        writer.completed(checkpoint);
                    }
                }
                assertOnce(folder);
            }
            for (ArchiveWriter<Transaction> writer : writers) {
                writer.awaitPublications(PATIENCE);
                writer.close();
            }
            if (!done) {
                carryOutByHalf(random, files, publications);
            }
        }
        assertThat(failures).isEmpty();
        assertThat(visible(folder)).hasSize(next).doesNotHaveDuplicates();
    }

    private List<ArchiveWriter<Transaction>> restore(
            Random random,
            SegmentFiles files,
            Compaction compaction,
            List<StagedSegment> segments,
            List<Publication> publications) {
        List<ArchiveWriter<Transaction>> writers = new ArrayList<>();
        List<List<StagedSegment>> segmentsOf = new ArrayList<>();
        List<List<Publication>> publicationsOf = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            writers.add(new ArchiveWriter<>(new TransactionRow(), files, compaction, failures::add));
            segmentsOf.add(new ArrayList<>());
            publicationsOf.add(new ArrayList<>());
        }
        segments.forEach(s -> segmentsOf.get(random.nextInt(writers.size())).add(s));
        publications.forEach(
                p -> publicationsOf.get(random.nextInt(writers.size())).add(p));
        for (int i = 0; i < writers.size(); i++) {
            writers.get(i).restore(segmentsOf.get(i), publicationsOf.get(i));
        }
        return writers;
    }

    /** As a task does that dies in the middle, or does not know that it was replaced. */
    private static void carryOutByHalf(Random random, SegmentFiles files, List<Publication> publications)
            throws IOException {
        for (Publication publication : publications) {
            Path first = Path.of(new org.apache.flink.core.fs.Path(
                            publication.segments().get(0).path())
                    .getPath());
            if (random.nextInt(4) > 0 && Files.exists(first)) {
                byte[] bytes = Files.readAllBytes(first);
                files.publish(publication);
                if (random.nextInt(4) > 0) {
                    Files.write(first, bytes);
                }
            }
        }
    }

    private void assertOnce(Path folder) throws IOException {
        List<String> visible = visible(folder);
        Set<String> distinct = new HashSet<>(visible);
        assertThat(visible).hasSameSizeAs(distinct);
    }

    private ArchiveWriter<Transaction> writer(Compaction compaction) {
        return new ArchiveWriter<>(new TransactionRow(), files(ArchiveTable.TRANSACTIONS), compaction, e -> {
            throw new AssertionError(e);
        });
    }

    private SegmentFiles files(ArchiveTable table) {
        return new SegmentFiles(archive.toUri().toString(), table);
    }

    private List<String> visible() throws IOException {
        return visible(archive);
    }

    private static List<String> visible(Path folder) throws IOException {
        return ArchiveReader.of(folder.toUri().toString()).texts(ArchiveTable.TRANSACTIONS, "transaction_id");
    }

    private List<String> files() throws IOException {
        return under(archive.resolve("transactions"));
    }

    private List<String> staged() throws IOException {
        return under(archive.resolve("_staging"));
    }

    private static List<String> under(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
