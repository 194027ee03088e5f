package ai.finai.cli.input.rows;

import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.yaml.InvalidValues;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written.
 *
 * @param delimiter between cells
 * @param charset one whose lines end with the byte 0A
 */
public record CsvForm(char delimiter, Charset charset) {

    /** FinAI's own files. */
    public static final CsvForm OWN = new CsvForm(',', StandardCharsets.UTF_8);

    /**
     * From a mapping file.
     *
     * @param delimiter one character; a comma where null
     * @param encoding a charset's name; UTF-8 where null
     * @throws InvalidValues if one of them will not do
     */
    public static CsvForm of(@Nullable String delimiter, @Nullable String encoding) {
        InvalidValues.throwIfAny(
                unless(
                        delimiter == null || delimiter.length() == 1 && !"\"".equals(delimiter),
                        "delimiter",
                        "'" + delimiter + "' is not one character other than a quote"),
                unless(encoding == null || isCharset(encoding), "encoding", "unknown; for example UTF-8 or ISO-8859-1"),
                unless(
                        encoding == null || !isCharset(encoding) || endsLinesAsAscii(encoding),
                        "encoding",
                        "lines of " + encoding + " do not end with the byte 0A; convert the file: iconv -f " + encoding
                                + " -t UTF-8"));
        return new CsvForm(
                delimiter == null ? OWN.delimiter : delimiter.charAt(0),
                encoding == null ? OWN.charset : Charset.forName(encoding));
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }

    /** Files are parted into lines before they are decoded. */
    private static boolean endsLinesAsAscii(String charset) {
        return new String(new byte[] {'\n'}, Charset.forName(charset)).equals("\n");
    }
}
