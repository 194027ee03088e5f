package ai.finai.cli.input;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.RejectionReason;
import ai.finai.events.TransactionReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
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
        Origin origin = new Origin(SOURCE, file, row.number());
        DeadLetter letter = DeadLetters.of(origin, TransactionReader.NO_TIMESTAMP, reason, sentence, null, row.bytes());
        return Received.rejected(
                row.sha256() == null
                        ? letter
                        : new DeadLetter(
                                origin,
                                letter.timestamp(),
                                reason,
                                sentence,
                                letter.key(),
                                letter.keySize(),
                                letter.value(),
                                row.size(),
                                row.sha256()));
    }

    Received<Transaction> tooLarge(Lines.Line row) {
        return rejected(
                row,
                RejectionReason.RECORD_TOO_LARGE,
                "the row has " + row.size() + " bytes; send at most " + TransactionReader.MAX_RECORD_BYTES);
    }

    /** What is wrong with a header: its line, and a sentence a line. */
    static final class InvalidHeader extends Exception {
        private static final long serialVersionUID = 1;
        private final long line;

        InvalidHeader(long line, String problems) {
            super(problems);
            this.line = line;
        }

        /** For a person, with a line for each sentence. */
        String of(String file) {
            String place = file + ':' + line + ": ";
            return String.valueOf(getMessage()).lines().map(place::concat).collect(Collectors.joining("\n"));
        }
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

        /** A quote that is never closed must not swallow the file. */
        private static final int MAX_LINES_A_ROW = 100;

        private final char delimiter;
        private final CharsetDecoder decoder;
        private final MappedColumns columns;
        private final Deque<Lines.Line> pushedBack = new ArrayDeque<>();
        private final List<String> cells = new ArrayList<>();

        /**
         * Reads the header.
         *
         * @throws InvalidHeader if there is none, or it lacks columns
         */
        Mapped(Lines lines, int file, TransactionReader reader, Mapping mapping) throws IOException, InvalidHeader {
            super(lines, file, reader);
            this.delimiter = mapping.delimiterCharacter();
            this.decoder = mapping.charset()
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);
            Lines.Line header = nextLine();
            String text = header == null || header.isCut() ? null : decode(header);
            if (header == null || text == null || Csv.split(text, delimiter, cells) != Csv.Outcome.WHOLE) {
                throw new InvalidHeader(1, "there is no header; name the columns in the first line");
            }
            try {
                this.columns = MappedColumns.bind(mapping, List.copyOf(cells), mapping == Mapping.OWN);
            } catch (IllegalArgumentException e) {
                throw new InvalidHeader(header.number(), String.valueOf(e.getMessage()));
            }
        }

        @Override
        public @Nullable Received<Transaction> next() throws IOException {
            Lines.Line line = nextLine();
            if (line == null) {
                return null;
            }
            if (line.isCut()) {
                return tooLarge(line);
            }
            String text = decode(line);
            if (text == null) {
                return rejected(
                        line,
                        RejectionReason.MALFORMED,
                        "the row is not " + decoder.charset().name()
                                + "; convert the file, or name its encoding in the mapping");
            }
            return switch (Csv.split(text, delimiter, cells)) {
                case WHOLE -> read(line);
                case OPEN -> continued(line, text);
                case BROKEN -> broken(line);
            };
        }

        private Received<Transaction> broken(Lines.Line line) {
            return rejected(
                    line,
                    RejectionReason.MALFORMED,
                    "there is text behind a closing quote; double the quotes inside a cell");
        }

        private Received<Transaction> read(Lines.Line row) {
            try {
                byte[] json = columns.toJson(cells, file, row.number());
                Received<Transaction> received =
                        reader.read(null, json, new Origin(SOURCE, file, row.number()), TransactionReader.NO_TIMESTAMP);
                DeadLetter letter = received.rejected();
                // The dead letter holds what is in the file, not what the mapping made of it.
                return letter == null ? received : rejected(row, letter.reason(), letter.sentence());
            } catch (MappedColumns.UnmappableRow e) {
                return rejected(row, e.reason(), e.sentence());
            }
        }

        /** A quote is open: takes lines until it is closed, or gives up on the first line and goes on with the second. */
        private Received<Transaction> continued(Lines.Line first, String start) throws IOException {
            StringBuilder text = new StringBuilder(start);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(first.bytes());
            List<Lines.Line> taken = new ArrayList<>();
            while (taken.size() < MAX_LINES_A_ROW && bytes.size() <= TransactionReader.MAX_RECORD_BYTES) {
                Lines.Line line = rawLine();
                if (line == null) {
                    break;
                }
                taken.add(line);
                String more = line.isCut() ? null : decode(line);
                if (more == null) {
                    break;
                }
                text.append('\n').append(more);
                bytes.write('\n');
                bytes.write(line.bytes());
                Csv.Outcome outcome =
                        closesQuote(more) ? Csv.split(text.toString(), delimiter, cells) : Csv.Outcome.OPEN;
                Lines.Line row = new Lines.Line(first.number(), bytes.toByteArray(), bytes.size(), null);
                if (outcome == Csv.Outcome.WHOLE) {
                    return read(row);
                }
                if (outcome == Csv.Outcome.BROKEN) {
                    break;
                }
            }
            for (int i = taken.size() - 1; i >= 0; i--) {
                pushedBack.addFirst(taken.get(i));
            }
            return rejected(
                    first, RejectionReason.MALFORMED, "a quote is opened and not closed; close it or double it");
        }

        private static boolean closesQuote(String line) {
            return line.indexOf('"') >= 0;
        }

        private @Nullable String decode(Lines.Line line) {
            try {
                CharBuffer text = decoder.reset().decode(ByteBuffer.wrap(line.bytes()));
                return text.toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }

        private Lines.@Nullable Line rawLine() throws IOException {
            Lines.Line line = pushedBack.poll();
            return line == null ? lines.next() : line;
        }

        private Lines.@Nullable Line nextLine() throws IOException {
            Lines.Line line = rawLine();
            while (line != null && line.isBlank()) {
                line = rawLine();
            }
            return line;
        }
    }
}
