package ai.finai.cli.input;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.Shipped;
import ai.finai.events.TransactionReader;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.flink.core.fs.FileSystem;
import org.jspecify.annotations.Nullable;

/**
 * Opens files of payments. What a file is, is found out: gzip by its first bytes; CSV or JSON lines by its name ({@code .csv},
 * {@code .jsonl}, {@code .json}, {@code .ndjson}, each also with {@code .gz}), else by whether its first character is a
 * brace. With a mapping it is CSV.
 */
public final class PaymentFiles {

    private final @Nullable Mapping mapping;

    private PaymentFiles(@Nullable Mapping mapping) {
        this.mapping = mapping;
    }

    /** @param mapping the name of one that ships with FinAI, a mapping file, or null for FinAI's own columns */
    public static PaymentFiles of(@Nullable String mapping) {
        if (mapping == null) {
            return new PaymentFiles(null);
        }
        Path file = Path.of(mapping);
        if (!mapping.contains("/") && !mapping.endsWith(".yaml") && !mapping.endsWith(".yml") && !Files.exists(file)) {
            file = Shipped.mapping(mapping);
        }
        try {
            return new PaymentFiles(Mapping.read(file));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    /**
     * A file's bytes, for {@link #read}.
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

    /**
     * Looks whether a file can be read: it is there, and its header fits. Not into a pipe, whose rows come only once.
     *
     * @throws CommandFailed if not
     */
    public void check(String file, TransactionReader reader) {
        if (isPipe(file)) {
            return;
        }
        try (InputStream bytes = open(file)) {
            read(bytes, file, 0, reader).close();
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    private static boolean isPipe(String file) {
        return !file.contains("://")
                && Files.exists(Path.of(file))
                && !Files.isRegularFile(Path.of(file))
                && !Files.isDirectory(Path.of(file));
    }

    /**
     * Begins to read a file.
     *
     * @param bytes as {@link #open} gave them; closed with the rows
     * @param name of the file, for its ending and for messages
     * @param number of the file, in origins
     * @throws CommandFailed if it is CSV and its header does not fit, or, also later, if its gzip data is broken
     */
    public PaymentRows read(InputStream bytes, String name, int number, TransactionReader reader) throws IOException {
        InputStream plain = decompressed(bytes, name);
        boolean csv = isCsv(name, plain);
        Lines lines = new Lines(plain);
        if (!csv) {
            return new PaymentRows.Json(lines, number, reader);
        }
        try {
            return new PaymentRows.Mapped(lines, number, reader, mapping == null ? Mapping.OWN : mapping);
        } catch (PaymentRows.InvalidHeader e) {
            throw CommandFailed.usage(e.of(name), e);
        }
    }

    /** What the file holds, be it gzip or not. */
    static InputStream decompressed(InputStream bytes, String name) throws IOException {
        InputStream in = new BufferedInputStream(bytes, 1 << 16);
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        return first == 0x1F && second == 0x8B ? new BufferedInputStream(new GzipMembers(in, name), 1 << 16) : in;
    }

    private boolean isCsv(String name, InputStream in) throws IOException {
        if (mapping != null) {
            return true;
        }
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
