package ai.finai.cli.input;

import ai.finai.cli.input.rows.CsvRecords;
import ai.finai.cli.input.rows.InvalidHeader;
import ai.finai.cli.input.rows.Lines;
import ai.finai.cli.input.rows.UnmappableRow;
import ai.finai.events.DeadLetter;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payments of one file: each row a transaction, or a dead letter with the row as it stands, its file and its line.
 * Blank lines are no rows. Not thread-safe; close it.
 */
public abstract sealed class PaymentRows implements Closeable {

    /** The source's name in origins: outputs hold no paths. */
    public static final String SOURCE = "input";

    final Lines lines;
    final int file;
    final TransactionReader reader;

    private PaymentRows(Lines lines, int file, TransactionReader reader) {
        this.lines = lines;
        this.file = file;
        this.reader = reader;
    }

    /** The next row; null at the end. */
    public abstract @Nullable Received<Transaction> next() throws IOException;

    @Override
    public void close() throws IOException {
        lines.close();
    }

    Received<Transaction> rejected(Lines.Line row, RejectionReason reason, String sentence) {
        return Received.rejected(row.deadLetter(new Origin(SOURCE, file, row.number()), reason, sentence));
    }

    Received<Transaction> tooLarge(Lines.Line row) {
        return rejected(
                row,
                RejectionReason.RECORD_TOO_LARGE,
                "the row has " + row.size() + " bytes; send at most " + TransactionReader.MAX_RECORD_BYTES);
    }

    /** A JSON object a line, as in the {@code transactions} topic. */
    static final class Json extends PaymentRows {

        Json(Lines lines, int file, TransactionReader reader) {
            super(lines, file, reader);
        }

        @Override
        public @Nullable Received<Transaction> next() throws IOException {
            Lines.Line line = lines.next();
            while (line != null && line.isBlank()) {
                line = lines.next();
            }
            if (line == null) {
                return null;
            }
            return line.isCut()
                    ? tooLarge(line)
                    : reader.read(
                            null,
                            line.bytes(),
                            new Origin(SOURCE, file, line.number()),
                            TransactionReader.NO_TIMESTAMP);
        }
    }

    /** CSV with a header. A row with line ends inside quotes has the number of its first line. */
    static final class Mapped extends PaymentRows {

        private final CsvRecords records;
        private final MappedColumns columns;

        /**
         * Reads the header.
         *
         * @throws InvalidHeader if there is none, or it lacks columns
         */
        Mapped(Lines lines, int file, TransactionReader reader, Mapping mapping) throws IOException, InvalidHeader {
            super(lines, file, reader);
            this.records = new CsvRecords(lines, mapping.form());
            try {
                this.columns = MappedColumns.bind(mapping, records.header(), mapping == Mapping.OWN);
            } catch (IllegalArgumentException e) {
                throw new InvalidHeader(records.headerLine(), String.valueOf(e.getMessage()));
            }
        }

        @Override
        public @Nullable Received<Transaction> next() throws IOException {
            CsvRecords.CsvRecord record = records.next();
            if (record == null) {
                return null;
            }
            List<String> cells = record.cells();
            if (cells != null) {
                return read(record.line(), cells);
            }
            String problem = record.problem();
            return problem == null
                    ? tooLarge(record.line())
                    : rejected(record.line(), RejectionReason.MALFORMED, problem);
        }

        private Received<Transaction> read(Lines.Line row, List<String> cells) {
            try {
                byte[] json = columns.toJson(cells, file, row.number());
                Received<Transaction> received =
                        reader.read(null, json, new Origin(SOURCE, file, row.number()), TransactionReader.NO_TIMESTAMP);
                DeadLetter letter = received.rejected();
                // The dead letter holds what is in the file, not what the mapping made of it.
                return letter == null ? received : rejected(row, letter.reason(), letter.sentence());
            } catch (UnmappableRow e) {
                return rejected(row, e.reason(), e.sentence());
            }
        }
    }
}
