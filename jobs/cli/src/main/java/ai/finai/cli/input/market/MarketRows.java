package ai.finai.cli.input.market;

import ai.finai.cli.input.PaymentRows;
import ai.finai.cli.input.rows.CsvForm;
import ai.finai.cli.input.rows.CsvRecords;
import ai.finai.cli.input.rows.InvalidHeader;
import ai.finai.cli.input.rows.Lines;
import ai.finai.cli.input.rows.MappingFiles;
import ai.finai.cli.input.rows.UnmappableRow;
import ai.finai.events.DeadLetter;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import ai.finai.events.market.MarketEvent;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one file: each a bar, a piece of news or a split, or a bad one, which stops nothing. Blank lines are no rows.
 * Not thread-safe; close it.
 */
public abstract sealed class MarketRows implements Closeable {

    /** The source's name in origins: outputs hold no paths. */
    public static final String SOURCE = PaymentRows.SOURCE;

    final Lines lines;
    final String name;
    final int file;
    private final MarketReaders readers = new MarketReaders();

    private MarketRows(Lines lines, String name, int file) {
        this.lines = lines;
        this.name = name;
        this.file = file;
    }

    /** The next row; null at the end. */
    public abstract @Nullable MarketRow next() throws IOException;

    @Override
    public void close() throws IOException {
        lines.close();
    }

    Origin origin(Lines.Line line) {
        return new Origin(SOURCE, file, line.number());
    }

    /** @param json what the line holds, as in the topic of the kind */
    MarketRow read(Lines.Line line, MarketKind kind, byte[] json) {
        Received<? extends MarketEvent> received = readers.read(kind, json, origin(line));
        DeadLetter letter = received.rejected();
        return letter == null
                ? new MarketRow(received.event(), null)
                : bad(line, letter.reason(), said(letter.sentence()));
    }

    /** A sentence of a reader in the words of the file. */
    String said(String sentence) {
        return sentence;
    }

    /** The dead letter holds what is in the file, not what a mapping made of it. */
    MarketRow bad(Lines.Line line, RejectionReason reason, String sentence) {
        return new MarketRow(null, new BadRow(name, line.deadLetter(origin(line), reason, sentence)));
    }

    MarketRow tooLarge(Lines.Line line) {
        return bad(
                line,
                RejectionReason.RECORD_TOO_LARGE,
                "the row has " + line.size() + " bytes; send at most " + RecordReader.MAX_RECORD_BYTES);
    }

    /** A JSON object a line, as in the topics {@code prices}, {@code news} and {@code splits}; which one, its fields say. */
    static final class Json extends MarketRows {

        private final RecordKind kind = new RecordKind();

        Json(Lines lines, String name, int file) {
            super(lines, name, file);
        }

        @Override
        public @Nullable MarketRow next() throws IOException {
            Lines.Line line = lines.next();
            while (line != null && line.isBlank()) {
                line = lines.next();
            }
            if (line == null) {
                return null;
            }
            return line.isCut() ? tooLarge(line) : read(line, kind.of(line.bytes()), line.bytes());
        }
    }

    /** CSV with a header. A row with line ends inside quotes has the number of its first line. */
    static final class Mapped extends MarketRows {

        private static final String NEITHER = "these are columns neither of prices ("
                + String.join(", ", MarketKind.PRICES.fields())
                + ") nor of news or splits";

        private final CsvRecords records;
        private final MarketColumns columns;

        /**
         * Reads the header, and takes the first mapping that fits it.
         *
         * @param mappings by name; FinAI's own columns fit too
         * @throws InvalidHeader if there is no header, or nothing fits
         */
        Mapped(Lines lines, String name, int file, Map<String, MarketMapping> mappings)
                throws IOException, InvalidHeader {
            super(lines, name, file);
            Lines.Line header = lines.next();
            while (header != null && header.isBlank()) {
                header = lines.next();
            }
            List<String> problems = new ArrayList<>();
            for (Map.Entry<String, MarketMapping> entry : mappings.entrySet()) {
                MarketMapping mapping = entry.getValue();
                CsvRecords read = new CsvRecords(lines, header, mapping.form());
                MarketColumns bound = MarketColumns.bind(mapping, names(read));
                if (bound.errors().isEmpty()) {
                    this.records = read;
                    this.columns = bound;
                    return;
                }
                String prefix = mappings.size() == 1 ? "" : "mapping " + entry.getKey() + ": ";
                bound.errors().forEach(error -> problems.add(prefix + error));
            }
            this.records = new CsvRecords(lines, header, CsvForm.OWN);
            MarketKind kind = MarketKind.of(names(records));
            MarketColumns own =
                    kind == null ? null : MarketColumns.bind(MarketMapping.own(kind, names(records)), names(records));
            if (own == null || !own.errors().isEmpty()) {
                if (mappings.isEmpty()) {
                    problems.addAll(own == null ? List.of(NEITHER) : own.errors());
                }
                if (problems.stream().anyMatch(problem -> !problem.startsWith("several columns"))) {
                    problems.add(whatToDo(lines, header));
                }
                throw new InvalidHeader(records.headerLine(), String.join("\n", problems));
            }
            this.columns = own;
        }

        private static String whatToDo(Lines lines, Lines.@Nullable Line header) throws IOException, InvalidHeader {
            Map<String, MarketMapping> shipped = MappingFiles.shipped(MarketMapping.class);
            for (Map.Entry<String, MarketMapping> entry : shipped.entrySet()) {
                CsvRecords read = new CsvRecords(lines, header, entry.getValue().form());
                if (MarketColumns.bind(entry.getValue(), names(read)).errors().isEmpty()) {
                    return "the mapping " + entry.getKey() + " fits these columns: add --mapping " + entry.getKey();
                }
            }
            return "give the columns these names, or write a mapping: src/docs/commands.md says how";
        }

        private static List<String> names(CsvRecords records) {
            return records.header().stream().map(String::strip).toList();
        }

        @Override
        public @Nullable MarketRow next() throws IOException {
            CsvRecords.CsvRecord record = records.next();
            if (record == null) {
                return null;
            }
            Lines.Line line = record.line();
            List<String> cells = record.cells();
            if (cells == null) {
                String problem = record.problem();
                return problem == null ? tooLarge(line) : bad(line, RejectionReason.MALFORMED, problem);
            }
            try {
                return read(line, columns.kind(), columns.toJson(cells, file, line.number()));
            } catch (UnmappableRow e) {
                return bad(line, e.reason(), e.sentence());
            }
        }

        @Override
        String said(String sentence) {
            return columns.ofColumn(sentence);
        }
    }
}
