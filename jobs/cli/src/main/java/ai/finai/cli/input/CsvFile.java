package ai.finai.cli.input;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.input.rows.Csv;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.cli.input.rows.Lines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file that is not of payments, such as labels: a header and rows in UTF-8, commas between cells, gzip or plain. A row
 * is a line, unless cells may hold line ends. What is wrong with it ends the command, with file and line. Blank lines are no rows. Not thread-safe.
 */
public final class CsvFile implements Closeable {

    private static final char DELIMITER = ',';

    /** A quote that is never closed must not swallow the file. */
    private static final int LINES_OF_A_TEXT = 100;

    private final String name;
    private final Lines lines;
    private final int mostLines;
    private final List<String> header;
    private final List<String> cells = new ArrayList<>();
    private long line = 1;

    private CsvFile(String name, Lines lines, int mostLines) throws IOException {
        this.name = name;
        this.lines = lines;
        this.mostLines = mostLines;
        if (!next()) {
            throw failed("there is no header; name the columns in the first line");
        }
        this.header = List.copyOf(cells);
    }

    /**
     * Opens a file and reads its header.
     *
     * @param file a path, or a URI of a file system that Flink knows
     * @throws CommandFailed if it is not there or has no header
     */
    public static CsvFile open(String file) {
        return open(file, 1);
    }

    /** As {@link #open(String)}, but a cell between quotes may hold line ends, as texts do: a row of up to 100 lines. */
    public static CsvFile openWithLineEnds(String file) {
        return open(file, LINES_OF_A_TEXT);
    }

    private static CsvFile open(String file, int mostLines) {
        try {
            return new CsvFile(file, new Lines(InputFiles.decompressed(InputFiles.open(file), file)), mostLines);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    public List<String> header() {
        return header;
    }

    /**
     * Goes to the next row.
     *
     * @return false at the end
     * @throws CommandFailed if the row is broken
     */
    public boolean nextRow() {
        try {
            if (!next()) {
                return false;
            }
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(name, e), e);
        }
        if (cells.size() != header.size()) {
            throw failed(cells.size() + " cells, the header has " + header.size());
        }
        return true;
    }

    private boolean next() throws IOException {
        Lines.Line next = lines.next();
        while (next != null && next.isBlank()) {
            next = lines.next();
        }
        if (next == null) {
            return false;
        }
        line = next.number();
        String record = text(next);
        Csv.Outcome outcome = Csv.split(record, DELIMITER, cells);
        for (int i = 1; i < mostLines && outcome == Csv.Outcome.OPEN; i++) {
            next = lines.next();
            if (next == null) {
                break;
            }
            record = record + '\n' + text(next);
            outcome = Csv.split(record, DELIMITER, cells);
        }
        switch (outcome) {
            case WHOLE -> {}
            case OPEN -> throw failed("a quote is opened and not closed; close it or double it");
            case BROKEN -> throw failed("there is text behind a closing quote; double the quotes inside a cell");
        }
        return true;
    }

    private String text(Lines.Line of) {
        if (of.isCut()) {
            throw failed("the line has " + of.size() + " bytes: is it a CSV file?");
        }
        return new String(of.bytes(), StandardCharsets.UTF_8);
    }

    /** A cell of the row. */
    public String cell(int column) {
        return cells.get(column);
    }

    /** What ends the command because of this row: {@code labels.csv:17: problem}. */
    public CommandFailed failed(String problem) {
        return CommandFailed.usage(name + ':' + line + ": " + problem);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
