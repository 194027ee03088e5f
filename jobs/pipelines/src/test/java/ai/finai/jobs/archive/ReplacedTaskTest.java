package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Transaction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.jspecify.annotations.Nullable;
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

    private final Interrupted fileSystem = new Interrupted();
    private SegmentFiles files;
    private Publication publication;

    @BeforeEach
    void stage() throws Exception {
        FileSystem.initialize(new Configuration(), new OnePlugin(fileSystem));
        String location = "interrupted://" + archive;
        files = new SegmentFiles(location, ArchiveTable.TRANSACTIONS);
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
        FileSystem.initialize(new Configuration(), null);
    }

    @Test
    void theWholeFileStaysWhereTheOtherHasJustBegunToClearAway() throws Exception {
        List<StagedSegment> segments = publication.segments();
        fileSystem.before("exists", new Path(segments.get(0).path()), () -> {
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
        Path second = new Path(publication.segments().get(1).path());
        fileSystem.before("open", second, () -> files.publish(publication));

        assertThatThrownBy(() -> files.publish(publication)).isInstanceOf(IOException.class);
        assertThat(visibleRows()).isEqualTo(ROWS);
        assertThat(files.publish(publication)).isZero();
        assertThat(visibleRows()).isEqualTo(ROWS);
    }

    private static java.nio.file.Path local(StagedSegment segment) {
        return java.nio.file.Path.of(new Path(segment.path()).getPath());
    }

    private long visibleRows() throws IOException {
        return ArchiveReader.of("interrupted://" + archive).rows(ArchiveTable.TRANSACTIONS);
    }

    private interface Action {
        void run() throws IOException;
    }

    /** This machine's files, with something that happens just before a certain call, once. */
    private static final class Interrupted extends LocalFileSystem {

        private @Nullable String call;
        private @Nullable Path path;
        private @Nullable Action action;

        void before(String call, Path path, Action action) {
            this.call = call;
            this.path = path;
            this.action = action;
        }

        private void interrupt(String called, Path on) throws IOException {
            Action now = action;
            if (now != null && called.equals(call) && on.equals(path)) {
                action = null;
                now.run();
            }
        }

        @Override
        public boolean exists(Path on) throws IOException {
            interrupt("exists", on);
            return super.exists(on);
        }

        @Override
        public FSDataInputStream open(Path on) throws IOException {
            interrupt("open", on);
            return super.open(on);
        }
    }

    private record OnePlugin(FileSystem fileSystem) implements PluginManager, FileSystemFactory {

        @Override
        public <P> Iterator<P> load(Class<P> service) {
            return service == FileSystemFactory.class
                    ? List.of(service.cast(this)).iterator()
                    : List.<P>of().iterator();
        }

        @Override
        public String getScheme() {
            return "interrupted";
        }

        @Override
        public FileSystem create(URI uri) {
            return fileSystem;
        }
    }
}
