package ai.finai.cli.backtest;

import ai.finai.cli.sort.Merge;
import ai.finai.cli.sort.SortKey;
import ai.finai.cli.sort.Sortable;
import ai.finai.cli.sort.SortedRuns;
import ai.finai.events.DeadLetter;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.operators.types.EventTypes;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The rows of all files in the order of event time, transaction id, file and line, as a bounded source of one split.
 * Rejected rows come first: they have no event time. Not restorable: a backtest that fails is run again.
 */
final class SortedRows implements Source<Received<Transaction>, SortedRows.Split, Collection<SortedRows.Split>> {

    private static final long serialVersionUID = 1L;

    private final String folder;

    /** @param folder that a {@link Writer} has filled, on this machine */
    SortedRows(Path folder) {
        this.folder = folder.toString();
    }

    /** Sorts rows into a folder; at most about {@code memoryBytes} of them are in memory. */
    static final class Writer implements Closeable {

        private final SortedRuns runs;
        private final TypeSerializer<Received<Transaction>> serializer = newSerializer();
        private final DataOutputSerializer bytes = new DataOutputSerializer(1024);

        Writer(Path folder, long memoryBytes) throws IOException {
            this.runs = new SortedRuns(folder, "rows", memoryBytes);
        }

        void add(Received<Transaction> row) throws IOException {
            bytes.clear();
            serializer.serialize(row, bytes);
            runs.add(new Sortable(key(row), bytes.getCopyOfBuffer()));
        }

        private static SortKey key(Received<Transaction> row) {
            Transaction transaction = row.event();
            DeadLetter rejected = row.rejected();
            if (transaction != null) {
                Origin origin = transaction.origin();
                return new SortKey(
                        transaction.eventTime(), transaction.transactionId(), origin.partition(), origin.offset());
            }
            if (rejected == null) {
                throw new IllegalArgumentException("a row is a transaction or a dead letter");
            }
            return SortKey.ofPlace(
                    rejected.origin().partition(), rejected.origin().offset());
        }

        @Override
        public void close() throws IOException {
            runs.close();
        }
    }

    private static TypeSerializer<Received<Transaction>> newSerializer() {
        return EventTypes.RECEIVED_TRANSACTION.createSerializer(new SerializerConfigImpl());
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Received<Transaction>, Split> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<>(context);
    }

    @Override
    public SplitEnumerator<Split, Collection<Split>> createEnumerator(SplitEnumeratorContext<Split> context) {
        return new IteratorSourceEnumerator<>(context, isEmpty() ? List.of() : List.of(new Split(folder)));
    }

    /** A split must have rows. */
    private boolean isEmpty() {
        try (Merge merge = Merge.of(Path.of(folder))) {
            return !merge.hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SplitEnumerator<Split, Collection<Split>> restoreEnumerator(
            SplitEnumeratorContext<Split> context, Collection<Split> checkpoint) {
        throw new UnsupportedOperationException("a backtest is run again, not restored");
    }

    @Override
    public SimpleVersionedSerializer<Split> getSplitSerializer() {
        return new SplitSerializer();
    }

    /** Flink asks for it at the start, and uses it for checkpoints only. */
    @Override
    public SimpleVersionedSerializer<Collection<Split>> getEnumeratorCheckpointSerializer() {
        return new NoCheckpoint();
    }

    /** All of it. */
    static final class Split implements IteratorSourceSplit<Received<Transaction>, Rows> {

        private final String folder;

        Split(String folder) {
            this.folder = folder;
        }

        @Override
        public String splitId() {
            return "all";
        }

        @Override
        public Rows getIterator() {
            return new Rows(Path.of(folder));
        }

        @Override
        public IteratorSourceSplit<Received<Transaction>, Rows> getUpdatedSplitForIterator(Rows iterator) {
            throw new UnsupportedOperationException("a backtest is run again, not restored");
        }
    }

    /** Closes its files at its end. */
    static final class Rows implements Iterator<Received<Transaction>> {

        private final Merge merge;
        private final TypeSerializer<Received<Transaction>> serializer = newSerializer();
        private final DataInputDeserializer bytes = new DataInputDeserializer();

        Rows(Path folder) {
            try {
                this.merge = Merge.of(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            boolean more = merge.hasNext();
            if (!more) {
                try {
                    merge.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return more;
        }

        @Override
        public Received<Transaction> next() {
            bytes.setBuffer(merge.next().payload());
            try {
                return serializer.deserialize(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class SplitSerializer implements SimpleVersionedSerializer<Split> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Split split) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeUTF(split.folder);
            return out.getCopyOfBuffer();
        }

        @Override
        public Split deserialize(int version, byte[] serialized) throws IOException {
            return new Split(new DataInputDeserializer(serialized).readUTF());
        }
    }

    private static final class NoCheckpoint implements SimpleVersionedSerializer<Collection<Split>> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<Split> splits) {
            throw new UnsupportedOperationException("a backtest has no checkpoints");
        }

        @Override
        public Collection<Split> deserialize(int version, byte[] serialized) {
            throw new UnsupportedOperationException("a backtest has no checkpoints");
        }
    }
}
