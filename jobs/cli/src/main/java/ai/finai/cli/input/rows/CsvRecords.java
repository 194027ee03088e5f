package ai.finai.cli.input.rows;

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
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file behind its header. One with line ends inside quotes has the number of its first line. Blank lines
 * are no records. Not thread-safe; close it.
 */
public final class CsvRecords implements Closeable {

    /** A quote that is never closed must not swallow the file. */
    private static final int MAX_LINES_A_RECORD = 100;

    private final Lines lines;
    private final char delimiter;
    private final CharsetDecoder decoder;
    private final Deque<Lines.Line> pushedBack = new ArrayDeque<>();
    private final List<String> cells = new ArrayList<>();
    private final List<String> header;
    private final long headerLine;

    /**
     * One record.
     *
     * @param line as it stands in the file; cut where it is too large, and then there are no cells
     * @param cells null where it has none, because something is wrong; the same list holds those of the next record
     * @param problem what is wrong, for a person; null where it has cells or is too large
     */
    public record CsvRecord(
            Lines.Line line,
            @Nullable List<String> cells,
            @Nullable String problem) {}

    /**
     * Reads the header.
     *
     * @throws InvalidHeader if there is none
     */
    public CsvRecords(Lines lines, CsvForm form) throws IOException, InvalidHeader {
        this(lines, null, form);
    }

    /**
     * The same where the header's line has been taken from the lines already, to see what it is.
     *
     * @param taken null where it has not
     */
    public CsvRecords(Lines lines, Lines.@Nullable Line taken, CsvForm form) throws IOException, InvalidHeader {
        this.lines = lines;
        if (taken != null) {
            pushedBack.add(taken);
        }
        this.delimiter = form.delimiter();
        this.decoder = form.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        Lines.Line first = nextLine();
        if (first != null && isWide(first.bytes())) {
            throw new InvalidHeader(
                    first.number(), "the file is UTF-16; convert it: iconv -f UTF-16 -t UTF-8 FILE > CONVERTED");
        }
        String text = first == null || first.isCut() ? null : decode(first);
        if (first == null || text == null || Csv.split(text, delimiter, cells) != Csv.Outcome.WHOLE) {
            throw new InvalidHeader(1, "there is no header; name the columns in the first line");
        }
        this.header = List.copyOf(cells);
        this.headerLine = first.number();
    }

    /** A byte order mark of UTF-16, or a first character of two bytes: the header names columns, so one of them is 0. */
    private static boolean isWide(byte[] header) {
        int first = header.length < 2 ? 1 : header[0] & 0xFF;
        int second = header.length < 2 ? 1 : header[1] & 0xFF;
        return first == 0 || second == 0 || (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    /** As it stands there, blanks included. */
    public List<String> header() {
        return header;
    }

    public long headerLine() {
        return headerLine;
    }

    /** Null at the end. */
    public @Nullable CsvRecord next() throws IOException {
        Lines.Line line = nextLine();
        if (line == null) {
            return null;
        }
        if (line.isCut()) {
            return new CsvRecord(line, null, null);
        }
        String text = decode(line);
        if (text == null) {
            return new CsvRecord(
                    line,
                    null,
                    "the row is not " + decoder.charset().name()
                            + "; convert the file, or name its encoding in the mapping");
        }
        return switch (Csv.split(text, delimiter, cells)) {
            case WHOLE -> new CsvRecord(line, cells, null);
            case OPEN -> continued(line, text);
            case BROKEN ->
                new CsvRecord(line, null, "there is text behind a closing quote; double the quotes inside a cell");
        };
    }

    /** A quote is open: takes lines until it is closed, or gives up on the first line and goes on with the second. */
    private CsvRecord continued(Lines.Line first, String start) throws IOException {
        StringBuilder text = new StringBuilder(start);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(first.bytes());
        List<Lines.Line> taken = new ArrayList<>();
        while (taken.size() < MAX_LINES_A_RECORD && bytes.size() <= TransactionReader.MAX_RECORD_BYTES) {
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
            Csv.Outcome outcome = closesQuote(more) ? Csv.split(text.toString(), delimiter, cells) : Csv.Outcome.OPEN;
            if (outcome == Csv.Outcome.WHOLE) {
                Lines.Line whole = new Lines.Line(first.number(), bytes.toByteArray(), bytes.size(), null);
                return new CsvRecord(whole, cells, null);
            }
            if (outcome == Csv.Outcome.BROKEN) {
                break;
            }
        }
        for (int i = taken.size() - 1; i >= 0; i--) {
            pushedBack.addFirst(taken.get(i));
        }
        return new CsvRecord(first, null, "a quote is opened and not closed; close it or double it");
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

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
