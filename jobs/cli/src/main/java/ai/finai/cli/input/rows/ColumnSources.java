package ai.finai.cli.input.rows;

import ai.finai.events.RejectionReason;
import ai.finai.events.yaml.NearestWord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one file, bound to what a mapping says of its fields. Errors are noted, so that all of them can be shown at
 * once. Not thread-safe.
 */
public final class ColumnSources {

    /** Gives a field's text; null or empty: the field stays away. */
    public interface Source {
        /**
         * @param cells of a row, as many as the header has
         * @param file its number
         * @throws UnmappableRow if the cells hold what the field cannot be
         */
        @Nullable
        String text(List<String> cells, int file, long line) throws UnmappableRow;
    }

    private static final Pattern PLACE = Pattern.compile("#[1-9]\\d{0,3}");

    private final List<String> header;
    private final boolean mayLack;
    private final List<String> errors = new ArrayList<>();

    /**
     * @param header the file's first row
     * @param mayLack whether a column that the file lacks leaves its field empty, as in files of FinAI's own columns
     */
    public ColumnSources(List<String> header, boolean mayLack) {
        this.header = header.stream().map(String::strip).toList();
        this.mayLack = mayLack;
    }

    public List<String> header() {
        return header;
    }

    /** A sentence for each column that is not there or there twice, among those asked for so far. */
    public List<String> errors() {
        return errors;
    }

    /** @throws UnmappableRow if the row has more or fewer cells than the header */
    public void checkCount(List<String> cells) throws UnmappableRow {
        if (cells.size() != header.size()) {
            throw new UnmappableRow(
                    RejectionReason.MALFORMED,
                    "the row has " + cells.size() + " cells and the header has " + header.size()
                            + "; put quotes around cells that hold the delimiter");
        }
    }

    /** A field's text. */
    public Source of(MappedField mapped) {
        Source text;
        if (mapped.column() != null) {
            text = column(mapped.column());
        } else if (mapped.join() != null) {
            text = joined(
                    mapped.join().stream().map(this::column).toList(),
                    mapped.separator() == null ? ":" : mapped.separator());
        } else if (mapped.constant() != null) {
            String constant = mapped.constant();
            text = (cells, file, line) -> constant;
        } else {
            String prefix = mapped.rowNumber();
            text = (cells, file, line) -> prefix + file + '-' + line;
        }
        Map<String, String> values = mapped.values();
        return values == null
                ? text
                : (cells, file, line) -> {
                    String original = text.text(cells, file, line);
                    return original == null ? null : values.getOrDefault(original, original);
                };
    }

    private static Source joined(List<Source> parts, String separator) {
        return (cells, file, line) -> {
            StringBuilder text = new StringBuilder();
            boolean any = false;
            for (int i = 0; i < parts.size(); i++) {
                String part = parts.get(i).text(cells, file, line);
                text.append(i == 0 ? "" : separator).append(part == null ? "" : part);
                any |= part != null && !part.isEmpty();
            }
            return any ? text.toString() : null;
        };
    }

    /** The cell of a column, without blanks and tabs around it. All else in it is for who reads the field to judge. */
    public Source column(String name) {
        int index = indexOf(name);
        return index < 0 ? (cells, file, line) -> null : (cells, file, line) -> withoutBlanks(cells.get(index));
    }

    private static String withoutBlanks(String cell) {
        int from = 0;
        int until = cell.length();
        while (from < until && isBlank(cell.charAt(from))) {
            from++;
        }
        while (until > from && isBlank(cell.charAt(until - 1))) {
            until--;
        }
        return cell.substring(from, until);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Notes an error and gives -1 where it is not there; without an error where it may lack. */
    private int indexOf(String name) {
        if (PLACE.matcher(name).matches()) {
            int place = Integer.parseInt(name.substring(1));
            if (place > header.size()) {
                errors.add("no column " + name + ": there are " + header.size());
                return -1;
            }
            return place - 1;
        }
        int first = header.indexOf(name);
        int last = header.lastIndexOf(name);
        if (first < 0 && !mayLack) {
            errors.add("no column '" + name + "'" + NearestWord.hint(name, "It has", header));
        } else if (first != last) {
            errors.add("several columns '" + name + "': leave one of them, or name it by its place in a mapping, as #"
                    + (first + 1) + " or #" + (last + 1));
        }
        return first;
    }

    /** @param field its name, for messages */
    public Source time(MappedTime mapped, String field) {
        Source text = column(mapped.column());
        String pattern = mapped.format();
        ChronoUnit unit = mapped.unit();
        if (pattern != null) {
            TimePattern times = new TimePattern(pattern);
            ZoneId zone = mapped.zoneId();
            return new RepeatedTimes(
                    text,
                    written -> times.read(written, zone),
                    field + ": the column " + mapped.column() + " is not a time of the form " + pattern);
        }
        if (unit != null) {
            Instant from = LocalDate.parse(mapped.from() == null ? "1970-01-01" : mapped.from())
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            return new RepeatedTimes(
                    text,
                    written -> from.plus(Long.parseLong(written), unit),
                    field + ": the column " + mapped.column() + " is not a whole number of "
                            + unit.toString().toLowerCase(Locale.ROOT));
        }
        return text;
    }
}
