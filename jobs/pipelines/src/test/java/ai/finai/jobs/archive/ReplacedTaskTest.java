package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A task that was replaced without its knowledge carries out a decision while the one that replaced it does so too. What
 * the other publishes and clears away appears at the worst moment: between two looks at the file system.
 */
class ReplacedTaskTest {

    private static final int ROWS = 3;

    @TempDir
    java.nio.file.Path archive;

    private final InterruptedFileSystem fileSystem = InterruptedFileSystem.install();
    private SegmentFiles files;
    private Publication publication;

    @BeforeEach
    void stage() throws Exception {
        files = new SegmentFiles(InterruptedFileSystem.location(archive), ArchiveTable.TRANSACTIONS);
        try (ArchiveWriter<Transaction> writer =
                new ArchiveWriter<>(new TransactionRow(), files, new Compaction(ROWS, 1 << 20), e -> {})) {
            for (int row = 1; row < ROWS; row++) {
                writer.add(Payments.transaction(0, 1));
                writer.snapshot(row, false);
            }
            writer.add(Payments.transaction(0, 1));
            publication = writer.snapshot(ROWS, false).decided().get(0);
        }
        assertThat(publication.segments()).hasSize(ROWS);
    }

    @AfterEach
    void reset() {
        fileSystem.close();
    }

    @Test
    void theWholeFileStaysWhereTheOtherHasJustBegunToClearAway() throws Exception {
        List<StagedSegment> segments = publication.segments();
        fileSystem.before("exists", segments.get(0).path(), 1, () -> {
            java.nio.file.Path last = local(segments.get(ROWS - 1));
            byte[] notDeletedYet = Files.readAllBytes(last);
            files.publish(publication);
            Files.write(last, notDeletedYet);
        });

        assertThat(files.publish(publication)).isZero();

        assertThat(visibleRows()).isEqualTo(ROWS);
    }

    @Test
    void theWholeFileStaysWhereSegmentsGoWhileTheyAreRead() throws Exception {
        String second = publication.segments().get(1).path();
        fileSystem.before("open", second, 1, () -> files.publish(publication));

        assertThatThrownBy(() -> files.publish(publication)).isInstanceOf(IOException.class);
        assertThat(visibleRows()).isEqualTo(ROWS);
        assertThat(files.publish(publication)).isZero();
        assertThat(visibleRows()).isEqualTo(ROWS);
    }

    /** What cannot be cleared away is left to the bucket's rule for old staging files; the rows are visible. */
    @Test
    void aSegmentThatCannotBeDeletedFailsNothing() throws Exception {
        fileSystem.before("delete", publication.segments().get(0).path(), 1, () -> {
            throw new IOException("injected");
        });

        assertThat(files.publish(publication)).isZero();

        assertThat(visibleRows()).isEqualTo(ROWS);
        assertThat(publication.segments())
                .filteredOn(segment -> Files.exists(local(segment)))
                .hasSize(1);
    }

    private static java.nio.file.Path local(StagedSegment segment) {
        return java.nio.file.Path.of(new Path(segment.path()).getPath());
    }

    private long visibleRows() throws IOException {
        return ArchiveReader.of(InterruptedFileSystem.location(archive)).rows(ArchiveTable.TRANSACTIONS);
    }
}
