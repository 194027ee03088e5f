package ai.finai.cli.backtest;

import ai.finai.cli.input.PaymentFiles;
import ai.finai.cli.input.PaymentRows;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.events.Hashes;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
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

/** The rows of files of payments, sorted into a folder on this machine by event time, transaction id, file and line. */
public final class SortedInput {

    private static final long MEMORY_BYTES = 96L << 20;
    private static final int PROGRESS_EVERY = 100_000;

    private final Path folder;
    private final List<InputFile> files;

    private SortedInput(Path folder, List<InputFile> files) {
        this.folder = folder;
        this.files = files;
    }

    /**
     * One of the files.
     *
     * @param sha256 of the file's bytes as they lie there, lower-case hex
     */
    public record InputFile(long rows, String sha256) {}

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
        List<InputFile> read = new ArrayList<>();
        try (SortedRows.Writer rows = new SortedRows.Writer(folder, MEMORY_BYTES)) {
            long before = 0;
            for (int i = 0; i < inputs.size(); i++) {
                String input = inputs.get(i);
                long start = before;
                InputFile one = sort(input, i, files, reader, rows, count -> progress.reading(input, start + count));
                read.add(one);
                before += one.rows();
            }
        }
        return new SortedInput(folder, List.copyOf(read));
    }

    private static InputFile sort(
            String input,
            int number,
            PaymentFiles files,
            TransactionReader reader,
            SortedRows.Writer sorted,
            LongConsumer counted)
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
        return new InputFile(count, HexFormat.of().formatHex(digest.digest()));
    }

    /** In the order in which they were given. */
    public List<InputFile> files() {
        return files;
    }

    /** Of all files. */
    public long rows() {
        return files.stream().mapToLong(InputFile::rows).sum();
    }

    /** All rows in order, the rejected ones first. To be read to its end, which closes its files. */
    public Iterator<Received<Transaction>> sorted() {
        return new SortedRows.Rows(folder);
    }

    Path folder() {
        return folder;
    }
}
