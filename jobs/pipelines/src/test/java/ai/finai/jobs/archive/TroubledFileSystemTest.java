package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file system that fails, in whatever way, hangs, or does not delete. */
class TroubledFileSystemTest {

    @TempDir
    java.nio.file.Path archive;

    private final ScriptedFileSystem fileSystem = new ScriptedFileSystem();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();

    @BeforeEach
    void serve() {
        fileSystem.serve();
    }

    @AfterEach
    void reset() throws IOException {
        fileSystem.close();
    }

    /** As the client of an S3 file system does when the server is away. */
    private static void notAnIoException() {
        throw new IllegalStateException("Unable to execute HTTP request");
    }

    private void failTwice() {
        if (calls.incrementAndGet() <= 2) {
            notAnIoException();
        }
    }

    @Test
    void whatIsNoIoExceptionIsTriedAgainToo() throws Exception {
        fileSystem.beforeEach("create", this::failTwice);
        try (ArchiveWriter<Transaction> writer = writer()) {
            writer.add(Payments.transaction(1, 1));
            writer.snapshot(1, false);
            calls.set(0);
            fileSystem.beforeEach("createRecoverableWriter", this::failTwice);
            writer.completed(1);
            writer.awaitPublished();
        }
        assertThat(calls).hasValue(3);
        assertThat(failures).isEmpty();
        assertThat(visible()).isOne();
    }

    @Test
    void aDecisionThatCannotBeCarriedOutForAnyReasonFailsTheTask() throws Exception {
        for (RuntimeException reason :
                List.of(new IllegalStateException("no host"), new UncheckedIOException(new IOException("gone")))) {
            failures.clear();
            fileSystem.beforeEach("createRecoverableWriter", () -> {
                throw reason;
            });
            try (ArchiveWriter<Transaction> writer = writer()) {
                writer.add(Payments.transaction(1, 1));
                writer.snapshot(1, false);
                writer.completed(1);
                writer.awaitPublished();
                assertThat(writer.snapshot(2, false).decided())
                        .as("held for whoever restores")
                        .hasSize(1);
            }
            assertThat(failures).singleElement().satisfies(failure -> assertThat(failure)
                    .hasMessageContaining("archive: cannot write")
                    .hasCause(reason));
        }
    }

    @Test
    void rowsThatCannotBeStagedForAnyReasonFailTheCheckpoint() throws Exception {
        fileSystem.beforeEach("create", TroubledFileSystemTest::notAnIoException);
        try (ArchiveWriter<Transaction> writer = writer()) {
            writer.add(Payments.transaction(1, 1));
            assertThatThrownBy(() -> writer.snapshot(1, false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not durable");
        }
    }

    /** Else Flink goes back behind what other sinks have committed with that savepoint. */
    @Test
    void aDecisionOfTheSavepointThatAJobStopsWithDoesNotFailTheJob() throws Exception {
        fileSystem.beforeEach("createRecoverableWriter", TroubledFileSystemTest::notAnIoException);
        ArchiveWriter.Snapshot savepoint;
        try (ArchiveWriter<Transaction> writer = writer()) {
            writer.add(Payments.transaction(1, 1));
            savepoint = writer.snapshot(1, true);
            writer.stopping();
            writer.completed(1);
            writer.awaitPublished();
        }
        assertThat(failures).isEmpty();
        assertThat(visible()).isZero();

        fileSystem.beforeEach("createRecoverableWriter", null);
        try (ArchiveWriter<Transaction> goneOn = writer()) {
            goneOn.restore(savepoint.waiting(), savepoint.decided());
            goneOn.awaitPublished();
        }
        assertThat(visible()).isOne();
    }

    @Test
    void whatCannotBeDeletedIsPublishedAllTheSame() throws Exception {
        fileSystem.beforeEach("delete", TroubledFileSystemTest::notAnIoException);
        try (ArchiveWriter<Transaction> writer = writer()) {
            writer.add(Payments.transaction(1, 1));
            writer.snapshot(1, false);
            writer.completed(1);
            writer.awaitPublished();
        }
        assertThat(failures).isEmpty();
        assertThat(visible()).isOne();
    }

    @Test
    @Timeout(20)
    void aTaskThatFailsDoesNotWaitForAFileSystemThatHangs() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        fileSystem.beforeEach("createRecoverableWriter", () -> {
            hangs.countDown();
            uninterruptibly(release);
        });
        ArchiveWriter<Transaction> writer = writer();
        writer.add(Payments.transaction(1, 1));
        writer.snapshot(1, false);
        writer.completed(1);
        hangs.await();
        writer.close();
        assertThat(release.getCount()).as("still hangs").isOne();
        release.countDown();
        writer.awaitPublished(); // nothing is written into the folder any more
        assertThat(failures).isEmpty();
    }

    @Test
    @Timeout(60)
    void theTaskWaitsWhereSegmentsAreStagedMoreSlowlyThanRowsCome() throws Exception {
        int days = OpenDays.MOST_DAYS + 60;
        CountDownLatch release = new CountDownLatch(1);
        fileSystem.beforeEach("create", () -> uninterruptibly(release));
        AtomicInteger added = new AtomicInteger();
        try (ArchiveWriter<Transaction> writer = writer()) {
            Thread task = new Thread(() -> {
                while (added.get() < days) {
                    writer.add(Payments.transaction(added.get(), days));
                    added.incrementAndGet();
                }
            });
            task.start();
            while (task.getState() != Thread.State.WAITING && task.isAlive()) {
                Thread.sleep(10);
            }
            assertThat(added.get()).isLessThanOrEqualTo(OpenDays.MOST_DAYS + 10);
            release.countDown();
            task.join();
            writer.snapshot(1, false);
            writer.completed(1);
            writer.awaitPublished();
        }
        assertThat(visible()).isEqualTo(days);
    }

    private static void uninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private ArchiveWriter<Transaction> writer() {
        return new ArchiveWriter<>(
                new TransactionRow(),
                new SegmentFiles(location(), ArchiveTable.TRANSACTIONS),
                Compaction.OFF,
                failures::add);
    }

    private long visible() throws IOException {
        return ArchiveReader.of(location()).rows(ArchiveTable.TRANSACTIONS);
    }

    private String location() {
        return ScriptedFileSystem.SCHEME + "://" + archive;
    }
}
