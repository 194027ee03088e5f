package ai.finai.cli.input.market;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.cli.input.rows.InvalidHeader;
import ai.finai.cli.input.rows.Lines;
import ai.finai.cli.input.rows.MappingFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads files of bars, news and splits. What a file is, is found out, as {@link InputFiles} says; what its rows are, its
 * columns or fields say. CSV is read by the first mapping whose columns it has, or by FinAI's own.
 */
public final class MarketFiles {

    private final Map<String, MarketMapping> mappings;

    private MarketFiles(Map<String, MarketMapping> mappings) {
        this.mappings = mappings;
    }

    /**
     * @param mappings names of some that ship with FinAI, or mapping files; in the order in which they are tried
     * @throws CommandFailed if one is not there
     * @throws ai.finai.events.yaml.InvalidYaml if one is wrong, with everything that is
     */
    public static MarketFiles of(List<String> mappings) {
        Map<String, MarketMapping> read = new LinkedHashMap<>();
        for (String mapping : mappings) {
            read.put(mapping, MappingFiles.read(mapping, MarketMapping.class));
        }
        return new MarketFiles(read);
    }

    /**
     * Patterns such as {@code data/prices-*.csv.gz} become the files they fit, in order of their names; what is the name of a
     * file or an address stays.
     *
     * @throws CommandFailed if a pattern fits no file, or a folder cannot be read
     */
    public static List<String> expand(List<String> inputs) {
        List<String> files = new ArrayList<>();
        for (String input : inputs) {
            if (isPattern(input)) {
                files.addAll(fitting(Path.of(input)));
            } else {
                files.add(input);
            }
        }
        return files;
    }

    private static boolean isPattern(String input) {
        boolean wild = input.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '{');
        return wild && !input.contains("://") && !Files.exists(Path.of(input));
    }

    private static List<String> fitting(Path pattern) {
        Path named = pattern.getParent();
        Path folder = named == null ? Path.of("") : named;
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, String.valueOf(pattern.getFileName()))) {
            found.forEach(file -> files.add(file.toString()));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(folder, e), e);
        }
        if (files.isEmpty()) {
            throw CommandFailed.usage("no file fits " + pattern);
        }
        files.sort(null);
        return files;
    }

    /**
     * Looks whether a file can be read: it is there, and its header fits. Not into a pipe, whose rows come only once.
     *
     * @throws CommandFailed if not
     */
    public void check(String file) {
        if (InputFiles.isPipe(file)) {
            return;
        }
        try (InputStream bytes = InputFiles.open(file)) {
            read(bytes, file, 0).close();
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    /**
     * Begins to read a file.
     *
     * @param bytes as {@link InputFiles#open} gave them; closed with the rows
     * @param name of the file, for its ending and for messages
     * @param number of the file, in origins
     * @throws CommandFailed if it is CSV and its header does not fit, or, also later, if its gzip data is broken
     */
    public MarketRows read(InputStream bytes, String name, int number) throws IOException {
        InputStream plain = InputFiles.decompressed(bytes, name);
        boolean csv = InputFiles.isCsv(name, plain);
        Lines lines = new Lines(plain);
        if (!csv) {
            return new MarketRows.Json(lines, name, number);
        }
        try {
            return new MarketRows.Mapped(lines, name, number, mappings);
        } catch (InvalidHeader e) {
            throw CommandFailed.usage(e.of(name), e);
        }
    }
}
