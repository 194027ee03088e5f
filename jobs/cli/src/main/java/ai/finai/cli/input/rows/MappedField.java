package ai.finai.cli.input.rows;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from: exactly one of {@code column}, {@code join}, {@code constant} and {@code rowNumber}.
 *
 * @param column its header, or {@code #3} for the third
 * @param join several columns, with {@code separator} between them; empty where all of them are
 * @param separator {@code :} where null
 * @param constant the same in every row
 * @param rowNumber this text, the file's number from 0, a hyphen and the line: for files without an id
 * @param values replacements; a text that is not among them stays as it is
 */
public record MappedField(
        @Nullable String column,
        @Nullable List<String> join,
        @Nullable String separator,
        @Nullable String constant,
        @Nullable String rowNumber,
        @Nullable Map<String, String> values) {

    public MappedField {
        int sources = (column == null ? 0 : 1)
                + (join == null ? 0 : 1)
                + (constant == null ? 0 : 1)
                + (rowNumber == null ? 0 : 1);
        if (sources != 1) {
            throw new IllegalArgumentException(
                    "names " + sources + " of column, join, constant, rowNumber; name exactly one");
        }
    }

    public static MappedField ofColumn(String column) {
        return new MappedField(column, null, null, null, null, null);
    }
}
