package ai.finai.jobs;

import java.util.Collection;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Keeps RocksDB from remembering every file that it ever had. Its MANIFEST is a log of files that came and went, written anew
 * only when it is longer than a limit, 1 GB from its side. Each checkpoint makes files, and holds the whole of the MANIFEST: with
 * one a second and a handful of megabytes of state, most of a checkpoint is MANIFEST after an hour.
 *
 * @see <a href="https://github.com/facebook/rocksdb/issues/3851">rocksdb#3851</a>
 */
public final class ShortManifests implements RocksDBOptionsFactory {

    private static final long serialVersionUID = 1L;

    /** Bytes; the names and bounds of some thousand files, which is a hundred gigabytes of state a subtask. */
    static final long LONGEST = 256 << 10;

    /** For Flink, by its name. */
    public ShortManifests() {}

    @Override
    public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> handlesToClose) {
        return current.setMaxManifestFileSize(LONGEST);
    }

    @Override
    public ColumnFamilyOptions createColumnOptions(
            ColumnFamilyOptions current, Collection<AutoCloseable> handlesToClose) {
        return current;
    }
}
