package ai.finai.cli.input.rows;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.flink.core.fs.FileSystem;

/**
 * Opens files. What a file is, is found out: gzip by its first bytes; CSV or JSON lines by its name ({@code .csv},
 * {@code .jsonl}, {@code .json}, {@code .ndjson}, each also with {@code .gz}), else by whether its first character is a
 * brace.
 */
public final class InputFiles {

    private InputFiles() {}

    /**
     * A file's bytes.
     *
     * @param file a path, or a URI of a file system that Flink knows: {@code s3://bucket/key}
     * @throws CommandFailed if it is not there or cannot be read
     */
    public static InputStream open(String file) {
        try {
            if (!file.contains("://")) {
                Path path = Path.of(file);
                if (Files.isDirectory(path)) {
                    throw CommandFailed.usage(file + " is a folder; name its files");
                }
                // A stream of Files asks a pipe for its position, which it does not have.
                return isPipe(file) ? new FileInputStream(file) : Files.newInputStream(path);
            }
            URI uri = URI.create(file);
            return FileSystem.get(uri).open(new org.apache.flink.core.fs.Path(uri));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage(file + " is no address: " + e.getMessage(), e);
        }
    }

    /** Whether its rows come only once. */
    public static boolean isPipe(String file) {
        return !file.contains("://")
                && Files.exists(Path.of(file))
                && !Files.isRegularFile(Path.of(file))
                && !Files.isDirectory(Path.of(file));
    }

    /**
     * What a file holds, be it gzip or not.
     *
     * @param name of the file, for messages
     */
    public static InputStream decompressed(InputStream bytes, String name) throws IOException {
        InputStream in = new BufferedInputStream(bytes, 1 << 16);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        return first == 0x1F && second == 0x8B ? new BufferedInputStream(new GzipMembers(in, name), 1 << 16) : in;
    }

    /** @param in as {@link #decompressed} gave it, at its first byte; there again afterwards */
    public static boolean isCsv(String name, InputStream in) throws IOException {
        String plain = name.toLowerCase(Locale.ROOT);
        plain = plain.endsWith(".gz") ? plain.substring(0, plain.length() - 3) : plain;
        if (plain.endsWith(".csv")) {
            return true;
        }
        if (plain.endsWith(".jsonl") || plain.endsWith(".json") || plain.endsWith(".ndjson")) {
            return false;
        }
        in.mark(1 << 12);
        int character = in.read();
        for (int i = 1; i < 1 << 12 && (character <= ' ' || character > 0x7F) && character >= 0; i++) {
            character = in.read(); // blanks and a byte order mark
        }
        in.reset();
        return character != '{' && character >= 0;
    }
}
