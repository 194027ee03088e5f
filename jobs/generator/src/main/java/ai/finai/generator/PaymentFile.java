package ai.finai.generator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Writes payments as a file that the backtest and the job's topic take: JSON lines or CSV, plain or gzip, by its name. */
public final class PaymentFile {

    private static final int BUFFER = 1 << 17;

    private PaymentFile() {}

    /** @param bytes of the payments before compression */
    public record Written(long transactions, long bytes) {}

    /**
     * Writes all that are left of {@code payments}. The name decides: {@code .csv} or {@code .csv.gz} is CSV with a header
     * line, every other name is JSON lines; {@code .gz} at its end is gzip; in small letters or large. A file that is there
     * is replaced once all is written.
     *
     * @throws IOException if it cannot be written; a file that is there stays as it is
     */
    public static Written write(Payments payments, Path file) throws IOException {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        boolean gzip = name.endsWith(".gz");
        boolean csv = name.endsWith(".csv") || name.endsWith(".csv.gz");
        return WholeFile.write(file, plain -> {
            if (!gzip) {
                return write(payments, csv, plain);
            }
            try (OutputStream out = new FastGzip(plain)) {
                return write(payments, csv, out);
            }
        });
    }

    private static Written write(Payments payments, boolean csv, OutputStream out) throws IOException {
        return csv ? writeCsv(payments, out) : writeJsonLines(payments, out);
    }

    /** Writes all that are left as JSON lines, UTF-8. Does not close the stream. */
    public static Written writeJsonLines(Payments payments, OutputStream out) throws IOException {
        return write(payments, PaymentFormat.json(payments), out);
    }

    /** Writes all that are left as CSV with a header line, UTF-8. Does not close the stream. */
    public static Written writeCsv(Payments payments, OutputStream out) throws IOException {
        byte[] header = PaymentFormat.CSV_HEADER.getBytes(StandardCharsets.US_ASCII);
        out.write(header);
        Written rows = write(payments, PaymentFormat.csv(payments), out);
        return new Written(rows.transactions, rows.bytes + header.length);
    }

    private static Written write(Payments payments, PaymentFormat format, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        int filled = 0;
        long bytes = 0;
        long transactions = 0;
        while (payments.hasNext()) {
            payments.moveToNext();
            filled = format.write(buffer, filled);
            transactions++;
            if (filled > BUFFER - PaymentFormat.MAX_BYTES) {
                out.write(buffer, 0, filled);
                bytes += filled;
                filled = 0;
            }
        }
        out.write(buffer, 0, filled);
        return new Written(transactions, bytes + filled);
    }
}
