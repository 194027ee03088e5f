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
 * A CSV file that is not of payments, such as labels: a header and rows in UTF-8, a row a line, commas between cells, gzip
 * or plain. What is wrong with it ends the command, with file and line. Blank lines are no rows. Not thread-safe.
 */
public final class CsvFile implements Closeable {

    private static final char DELIMITER = ',';

    private final String name;
    private final Lines lines;
    private final List<String> header;
    private final List<String> cells = new ArrayList<>();
    private long line = 1;

    private CsvFile(String name, Lines lines) throws IOException {
        this.name = name;
        this.lines = lines;
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
        try {
            return new CsvFile(file, new Lines(InputFiles.decompressed(InputFiles.open(file), file)));
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
        if (next.isCut()) {
            throw failed("the line has " + next.size() + " bytes: is it a CSV file?");
        }
        switch (Csv.split(new String(next.bytes(), StandardCharsets.UTF_8), DELIMITER, cells)) {
            case WHOLE -> {}
            case OPEN -> throw failed("a quote is opened and not closed; close it or double it");
            case BROKEN -> throw failed("there is text behind a closing quote; double the quotes inside a cell");
        }
        return true;
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
