package ai.finai.cli.backtest.ends;

import ai.finai.cli.sort.Merge;
import ai.finai.events.Received;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
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
 * The rows of a folder's {@link ai.finai.cli.sort.SortedRuns} in their order, as a bounded source of one split. Not
 * restorable: a backtest that fails is run again.
 */
public final class SortedRows<T> implements Source<Received<T>, SortedRows.Split<T>, Collection<SortedRows.Split<T>>> {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private final RowForm<T> form;

    /** @param folder on this machine */
    public SortedRows(Path folder, RowForm<T> form) {
        this.folder = folder.toString();
        this.form = form;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Received<T>, Split<T>> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<>(context);
    }

    @Override
    public SplitEnumerator<Split<T>, Collection<Split<T>>> createEnumerator(SplitEnumeratorContext<Split<T>> context) {
        return new IteratorSourceEnumerator<>(context, isEmpty() ? List.of() : List.of(new Split<>(folder, form)));
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
    public SplitEnumerator<Split<T>, Collection<Split<T>>> restoreEnumerator(
            SplitEnumeratorContext<Split<T>> context, Collection<Split<T>> checkpoint) {
        throw new UnsupportedOperationException("a backtest is run again, not restored");
    }

    @Override
    public SimpleVersionedSerializer<Split<T>> getSplitSerializer() {
        return new SplitSerializer<>(form);
    }

    /** Flink asks for it at the start, and uses it for checkpoints only. */
    @Override
    public SimpleVersionedSerializer<Collection<Split<T>>> getEnumeratorCheckpointSerializer() {
        return new NoCheckpoint<>();
    }

    /** All of it. */
    public static final class Split<T> implements IteratorSourceSplit<Received<T>, Rows<T>> {

        private final String folder;
        private final RowForm<T> form;

        Split(String folder, RowForm<T> form) {
            this.folder = folder;
            this.form = form;
        }

        @Override
        public String splitId() {
            return "all";
        }

        @Override
        public Rows<T> getIterator() {
            return new Rows<>(Path.of(folder), form);
        }

        @Override
        public IteratorSourceSplit<Received<T>, Rows<T>> getUpdatedSplitForIterator(Rows<T> iterator) {
            throw new UnsupportedOperationException("a backtest is run again, not restored");
        }
    }

    /** To be read to its end, which closes its files. */
    public static final class Rows<T> implements Iterator<Received<T>> {

        private final Merge merge;
        private final RowForm<T> form;

        public Rows(Path folder, RowForm<T> form) {
            try {
                this.merge = Merge.of(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.form = form;
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
        public Received<T> next() {
            try {
                return form.read(merge.next().payload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record SplitSerializer<T>(RowForm<T> form) implements SimpleVersionedSerializer<Split<T>> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Split<T> split) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(256);
            out.writeUTF(split.folder);
            return out.getCopyOfBuffer();
        }

        @Override
        public Split<T> deserialize(int version, byte[] serialized) throws IOException {
            return new Split<>(new DataInputDeserializer(serialized).readUTF(), form);
        }
    }

    private static final class NoCheckpoint<T> implements SimpleVersionedSerializer<Collection<Split<T>>> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Collection<Split<T>> splits) {
            throw new UnsupportedOperationException("a backtest has no checkpoints");
        }

        @Override
        public Collection<Split<T>> deserialize(int version, byte[] serialized) {
            throw new UnsupportedOperationException("a backtest has no checkpoints");
        }
    }
}
