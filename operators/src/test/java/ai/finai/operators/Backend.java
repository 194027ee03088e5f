package ai.finai.operators;

import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;

/** Where state is kept in a test. */
public enum Backend {
    HEAP {
        @Override
        public StateBackend create() {
            return new HashMapStateBackend();
        }
    },
    ROCKSDB {
        @Override
        public StateBackend create() {
            EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend();
            // The managed memory of a harness is so little that RocksDB flushes after a few records.
            rocksDb.getMemoryConfiguration().setUseManagedMemory(false);
            return rocksDb;
        }
    };

    public abstract StateBackend create();
}
