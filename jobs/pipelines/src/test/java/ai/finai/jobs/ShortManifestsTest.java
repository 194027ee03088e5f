package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class ShortManifestsTest {

    /** A checkpoint makes a file, and compaction one of four: RocksDB by itself has 600 KB of MANIFEST after so many. */
    private static final int FILES = 4_000;

    @TempDir
    private Path folder;

    @Test
    void theManifestIsWrittenAnewInsteadOfGrowing() throws Exception {
        RocksDB.loadLibrary();
        List<AutoCloseable> handles = new ArrayList<>();
        try (DBOptions db = new ShortManifests().createDBOptions(new DBOptions().setCreateIfMissing(true), handles);
                ColumnFamilyOptions columns = new ColumnFamilyOptions();
                Options options = new Options(db, columns);
                FlushOptions flush = new FlushOptions().setWaitForFlush(true);
                RocksDB rocks = RocksDB.open(options, folder.toString())) {
            for (int i = 0; i < FILES; i++) {
                rocks.put(("key-" + i % 10).getBytes(StandardCharsets.UTF_8), new byte[] {1});
                rocks.flush(flush);
            }
            assertThat(manifests()).isPositive().isLessThan(ShortManifests.LONGEST + 1_000);
        }
        assertThat(handles).isEmpty();
    }

    private long manifests() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("MANIFEST"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
