package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a failing file system fails the task, and when it must not. */
@Timeout(20)
class ArchiveOperatorTest {

    private static final int ALWAYS = Integer.MAX_VALUE;
    /** Longer than five attempts take. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @TempDir
    Path archive;

    private final InterruptedFileSystem fileSystem = InterruptedFileSystem.install();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private OneInputStreamOperator<Transaction, Void> operator;
    private OneInputStreamOperatorTestHarness<Transaction, Void> task;

    @BeforeEach
    void start() throws Exception {
        operator = new ArchiveOperator<>(
                new TransactionRow(), InterruptedFileSystem.location(archive), Compaction.OFF, PATIENCE);
        task = new OneInputStreamOperatorTestHarness<>(operator);
        task.getEnvironment().setExternalFailureCauseConsumer(failures::add);
        task.getEnvironment()
                .getJobConfiguration()
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        task.open();
        task.processElement(Payments.transaction(1, 1), 0);
    }

    @AfterEach
    void reset() {
        fileSystem.close();
    }

    @Test
    void anyExceptionInStagingIsTriedAgain() throws Exception {
        fileSystem.before("create", ".segment", 2, ArchiveOperatorTest::unchecked);
        task.snapshot(1, 1);
        task.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void stagingThatFailsAgainAndAgainFailsTheSnapshot() throws Exception {
        fileSystem.before("create", ".segment", ALWAYS, ArchiveOperatorTest::unchecked);
        assertThatThrownBy(() -> task.snapshot(1, 1))
                .hasStackTraceContaining("not durable")
                .hasStackTraceContaining("5 attempts");
        task.close();
    }

    @Test
    void anyExceptionInPublishingIsTriedAgain() throws Exception {
        fileSystem.before("exists", ".parquet", 2, ArchiveOperatorTest::unchecked);
        task.snapshot(1, 1);
        task.notifyOfCompletedCheckpoint(1);
        awaitVisible();
        assertThat(failures).isEmpty();
        task.close();
    }

    @Test
    void publishingThatFailsAgainAndAgainFailsTheTask() throws Exception {
        fileSystem.before("exists", ".parquet", ALWAYS, ArchiveOperatorTest::unchecked);
        task.snapshot(1, 1);
        task.notifyOfCompletedCheckpoint(1);
        awaitFailure();
        assertThat(failures.get(0)).hasMessageContaining("5 attempts").hasRootCauseMessage("injected");
        task.close();
    }

    @Test
    void anErrorInPublishingFailsTheTaskAtOnce() throws Exception {
        fileSystem.before("exists", ".parquet", 1, () -> {
            throw new OutOfMemoryError("injected");
        });
        task.snapshot(1, 1);
        task.notifyOfCompletedCheckpoint(1);
        awaitFailure();
        assertThat(failures.get(0)).isInstanceOf(OutOfMemoryError.class);
        task.close();
    }

    /** A failure would take the job back to before the savepoint, which others have committed. */
    @Test
    void aStopWithSavepointSucceedsWhateverBecomesOfItsFile() throws Exception {
        fileSystem.before("exists", ".parquet", ALWAYS, ArchiveOperatorTest::refused);
        task.snapshotWithLocalState(1, 1, SavepointType.suspend(SavepointFormatType.CANONICAL));
        task.notifyOfCompletedCheckpoint(1);
        task.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void aStopWithSavepointSucceedsThoughItsFileIsNotReadyInTime() throws Exception {
        fileSystem.before("exists", ".parquet", ALWAYS, ArchiveOperatorTest::hang);
        operator.finish();
        task.snapshotWithLocalState(1, 1, SavepointType.terminate(SavepointFormatType.CANONICAL));
        task.notifyOfCompletedCheckpoint(1);
        task.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void aSavepointInBetweenDoesNotHideFailures() throws Exception {
        fileSystem.before("exists", ".parquet", ALWAYS, ArchiveOperatorTest::unchecked);
        task.snapshotWithLocalState(1, 1, SavepointType.savepoint(SavepointFormatType.CANONICAL));
        task.notifyOfCompletedCheckpoint(1);
        awaitFailure();
        task.close();
    }

    @Test
    void aTaskThatFailsDoesNotWaitForADeadFileSystem() throws Exception {
        fileSystem.before("exists", ".parquet", ALWAYS, ArchiveOperatorTest::hang);
        task.snapshot(1, 1);
        task.notifyOfCompletedCheckpoint(1);
        operator.finish();
        task.snapshot(2, 2); // never complete
        task.close();
        assertThat(failures).isEmpty();
    }

    @Test
    void theEndOfInputWaitsForTheLastFile() throws Exception {
        fileSystem.before("exists", ".parquet", 3, ArchiveOperatorTest::unchecked);
        end();
        assertThat(visible()).isEqualTo(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void theEndOfInputFailsIfTheLastFileIsNotReadyInTime() throws Exception {
        fileSystem.before("exists", ".parquet", ALWAYS, ArchiveOperatorTest::hang);
        end();
        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).hasMessageContaining("part-00000001").hasMessageContaining("PT3S");
    }

    private void end() throws Exception {
        operator.finish();
        task.snapshot(1, 1);
        task.notifyOfCompletedCheckpoint(1);
        task.close();
    }

    /** As the AWS SDK does where no server answers. */
    private static void unchecked() {
        throw new IllegalStateException("injected");
    }

    private static void refused() throws IOException {
        throw new IOException("injected");
    }

    private static void hang() throws IOException {
        try {
            Thread.sleep(PATIENCE.multipliedBy(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void awaitFailure() throws Exception {
        while (failures.isEmpty()) {
            Thread.sleep(10);
        }
    }

    private void awaitVisible() throws Exception {
        while (visible() == 0) {
            Thread.sleep(10);
        }
    }

    private long visible() throws IOException {
        return ArchiveReader.of(archive.toUri().toString()).rows(ArchiveTable.TRANSACTIONS);
    }
}
