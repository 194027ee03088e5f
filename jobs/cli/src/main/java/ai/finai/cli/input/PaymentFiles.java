package ai.finai.cli.input;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.input.rows.InputFiles;
import ai.finai.cli.input.rows.InvalidHeader;
import ai.finai.cli.input.rows.Lines;
import ai.finai.cli.input.rows.MappingFiles;
import ai.finai.events.TransactionReader;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of payments. What a file is, is found out, as {@link InputFiles} says; with a mapping it is CSV.
 */
public final class PaymentFiles {

    private final @Nullable Mapping mapping;

    private PaymentFiles(@Nullable Mapping mapping) {
        this.mapping = mapping;
    }

    /** @param mapping the name of one that ships with FinAI, a mapping file, or null for FinAI's own columns */
    public static PaymentFiles of(@Nullable String mapping) {
        return new PaymentFiles(mapping == null ? null : MappingFiles.read(mapping, Mapping.class));
    }

    /**
     * Looks whether a file can be read: it is there, and its header fits. Not into a pipe, whose rows come only once.
     *
     * @throws CommandFailed if not
     */
    public void check(String file, TransactionReader reader) {
        if (InputFiles.isPipe(file)) {
            return;
        }
        try (InputStream bytes = InputFiles.open(file)) {
            read(bytes, file, 0, reader).close();
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
    public PaymentRows read(InputStream bytes, String name, int number, TransactionReader reader) throws IOException {
        InputStream plain = InputFiles.decompressed(bytes, name);
        boolean csv = mapping != null || InputFiles.isCsv(name, plain);
        Lines lines = new Lines(plain);
        if (!csv) {
            return new PaymentRows.Json(lines, number, reader);
        }
        try {
            return new PaymentRows.Mapped(lines, number, reader, mapping == null ? Mapping.OWN : mapping);
        } catch (InvalidHeader e) {
            throw CommandFailed.usage(e.of(name), e);
        }
    }
}
