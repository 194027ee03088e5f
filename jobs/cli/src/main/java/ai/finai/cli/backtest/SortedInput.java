package ai.finai.cli.backtest;

import ai.finai.cli.backtest.ends.RowForm;
import ai.finai.cli.backtest.ends.SortedRows;
import ai.finai.cli.input.PaymentFiles;
import ai.finai.cli.input.PaymentRows;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.cli.input.rows.ReadFile;
import ai.finai.cli.sort.SortKey;
import ai.finai.cli.sort.Sortable;
import ai.finai.cli.sort.SortedRuns;
import ai.finai.events.DeadLetter;
import ai.finai.events.Hashes;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import ai.finai.operators.types.EventTypes;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The rows of files of payments, sorted into a folder on this machine by event time, transaction id, file and line. */
public final class SortedInput {

    private static final long MEMORY_BYTES = 96L << 20;
    private static final int PROGRESS_EVERY = 100_000;

    private final Path folder;
    private final List<ReadFile> files;

    private SortedInput(Path folder, List<ReadFile> files) {
        this.folder = folder;
        this.files = files;
    }

    /** Told of progress, for a person who waits. */
    public interface Progress {
        /** @param rows read so far, of all files */
        void reading(String file, long rows);
    }

    /**
     * Reads files and sorts them; at most about 100 MB of rows are in memory.
     *
     * @param inputs paths and URIs; a file's place in the list is its number in origins
     * @param folder for the sorted rows; theirs alone
     * @throws ai.finai.cli.CommandFailed if a file cannot be read
     */
    public static SortedInput read(
            List<String> inputs, PaymentFiles files, TransactionReader reader, Path folder, Progress progress)
            throws IOException {
        List<ReadFile> read = new ArrayList<>();
        try (Writer rows = new Writer(folder)) {
            long before = 0;
            for (int i = 0; i < inputs.size(); i++) {
                String input = inputs.get(i);
                long start = before;
                ReadFile one = sort(input, i, files, reader, rows, count -> progress.reading(input, start + count));
                read.add(one);
                before += one.rows();
            }
        }
        return new SortedInput(folder, List.copyOf(read));
    }

    private static ReadFile sort(
            String input, int number, PaymentFiles files, TransactionReader reader, Writer sorted, LongConsumer counted)
            throws IOException {
        MessageDigest digest = Hashes.sha256();
        long count = 0;
        try (InputStream bytes = new DigestInputStream(InputFiles.open(input), digest);
                PaymentRows rows = files.read(bytes, input, number, reader)) {
            for (Received<Transaction> row = rows.next(); row != null; row = rows.next()) {
                sorted.add(row);
                count++;
                if (count % PROGRESS_EVERY == 0) {
                    counted.accept(count);
                }
            }
            bytes.transferTo(OutputStream.nullOutputStream()); // what follows a gzip stream counts for the hash
        }
        counted.accept(count);
        return new ReadFile(count, HexFormat.of().formatHex(digest.digest()));
    }

    /** In the order in which they were given. */
    public List<ReadFile> files() {
        return files;
    }

    /** Of all files. */
    public long rows() {
        return ReadFile.rows(files);
    }

    /** All rows in order, the rejected ones first. To be read to its end, which closes its files. */
    public Iterator<Received<Transaction>> sorted() {
        return new SortedRows.Rows<>(folder, form());
    }

    Path folder() {
        return folder;
    }

    /** How {@link #folder} holds the rows. */
    static RowForm<Transaction> form() {
        TypeSerializer<Received<Transaction>> serializer = newSerializer();
        return bytes -> serializer.deserialize(new DataInputDeserializer(bytes));
    }

    private static TypeSerializer<Received<Transaction>> newSerializer() {
        return EventTypes.RECEIVED_TRANSACTION.createSerializer(new SerializerConfigImpl());
    }

    /** Rejected rows come first: they have no event time. */
    private static final class Writer implements Closeable {

        private final SortedRuns runs;
        private final TypeSerializer<Received<Transaction>> serializer = newSerializer();
        private final DataOutputSerializer bytes = new DataOutputSerializer(1024);

        Writer(Path folder) throws IOException {
            this.runs = new SortedRuns(folder, "rows", MEMORY_BYTES);
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
}
