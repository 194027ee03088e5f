package ai.finai.cli.input;

import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.yaml.InvalidValues;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of a CSV file become the fields of a transaction: a mapping file, as src/docs/commands.md explains it.
 *
 * @param delimiter one character; a comma where null
 * @param encoding a charset's name; UTF-8 where null
 * @param fields where each field comes from; one that is not named stays empty
 */
record Mapping(@Nullable String delimiter, @Nullable String encoding, Fields fields) {

    Mapping {
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

    /** By the names that they have in the {@code transactions} topic. */
    record Fields(
            Field transactionId,
            TimeField eventTime,
            AmountField amount,
            Field currency,
            @Nullable Field channel,
            @Nullable Field debtorAccount,
            @Nullable Field creditorAccount,
            @Nullable Field debtorName,
            @Nullable Field creditorName,
            @Nullable Field debtorCountry,
            @Nullable Field creditorCountry,
            @Nullable Field debtorAgent,
            @Nullable Field creditorAgent,
            @Nullable Field purpose) {}

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
    record Field(
            @Nullable String column,
            @Nullable List<String> join,
            @Nullable String separator,
            @Nullable String constant,
            @Nullable String rowNumber,
            @Nullable Map<String, String> values) {

        Field {
            int sources = (column == null ? 0 : 1)
                    + (join == null ? 0 : 1)
                    + (constant == null ? 0 : 1)
                    + (rowNumber == null ? 0 : 1);
            if (sources != 1) {
                throw new IllegalArgumentException(
                        "names " + sources + " of column, join, constant, rowNumber; name exactly one");
            }
        }

        static Field ofColumn(String column) {
            return new Field(column, null, null, null, null, null);
        }
    }

    /**
     * Where the event time comes from. Without {@code format} and {@code unit} the column holds ISO 8601 instants.
     *
     * @param format a pattern of java.time, such as {@code yyyy/MM/dd HH:mm}
     * @param zone of times that name none; UTC where null
     * @param unit {@code seconds}, {@code millis}, {@code minutes}, {@code hours} or {@code days}: the column counts them
     * @param from the day at which the count is 0 (its start in UTC); 1970-01-01 where null
     */
    record TimeField(
            String column,
            @Nullable String format,
            @Nullable String zone,
            @Nullable ChronoUnit unit,
            @Nullable String from) {

        TimeField {
            InvalidValues.throwIfAny(
                    unless(format == null || unit == null, "unit", "stands beside format; name one of them"),
                    unless(from == null || unit != null, "from", "is of use only with unit"),
                    unless(zone == null || format != null, "zone", "is of use only with format"),
                    unless(formatProblem(format).isEmpty(), "format", formatProblem(format)),
                    unless(zone == null || isZone(zone), "zone", "'" + zone + "' is unknown; for example Europe/Paris"),
                    unless(from == null || isDay(from), "from", "'" + from + "' is not a day such as 2024-01-01"),
                    unless(
                            unit == null
                                    || unit.compareTo(ChronoUnit.MILLIS) >= 0 && unit.compareTo(ChronoUnit.DAYS) <= 0,
                            "unit",
                            "must be millis, seconds, minutes, hours or days"));
        }

        static TimeField ofColumn(String column) {
            return new TimeField(column, null, null, null, null);
        }

        ZoneId zoneId() {
            return ZoneId.of(zone == null ? "UTC" : zone);
        }

        private static String formatProblem(@Nullable String format) {
            return format == null ? "" : TimePattern.problem(format);
        }

        private static boolean isZone(String zone) {
            try {
                return ZoneId.of(zone) != null;
            } catch (DateTimeException e) {
                return false;
            }
        }

        private static boolean isDay(String day) {
            try {
                return java.time.LocalDate.parse(day) != null;
            } catch (DateTimeException e) {
                return false;
            }
        }
    }

    /**
     * Where the amount comes from.
     *
     * @param round whether to round to the currency's decimals, half to even, what has more: for simulated data; else such
     *     a row is a dead letter
     * @param decimal what stands before the decimals; a point where null
     * @param group what stands between groups of three digits; where null, nothing does
     */
    record AmountField(
            String column,
            @Nullable Boolean round,
            @Nullable String decimal,
            @Nullable String group) {

        AmountField {
            InvalidValues.throwIfAny(
                    unless(decimal == null || isMark(decimal), "decimal", "must be one character, such as \",\""),
                    unless(group == null || isMark(group), "group", "must be one character, such as \".\""),
                    unless(
                            group == null || !group.equals(decimal == null ? "." : decimal),
                            "group",
                            "stands before the decimals too; name another decimal"));
        }

        private static boolean isMark(String text) {
            return text.length() == 1 && !Character.isLetterOrDigit(text.charAt(0)) && !"-".equals(text);
        }

        /** Null for plain decimals. */
        @Nullable
        AmountNotation notation() {
            return decimal == null && group == null ? null : new AmountNotation(decimal == null ? "." : decimal, group);
        }

        boolean rounds() {
            return Boolean.TRUE.equals(round);
        }
    }

    /** FinAI's own columns: each field by its name. */
    static final Mapping OWN = new Mapping(
            null,
            null,
            new Fields(
                    Field.ofColumn("transactionId"),
                    TimeField.ofColumn("eventTime"),
                    new AmountField("amount", null, null, null),
                    Field.ofColumn("currency"),
                    Field.ofColumn("channel"),
                    Field.ofColumn("debtorAccount"),
                    Field.ofColumn("creditorAccount"),
                    Field.ofColumn("debtorName"),
                    Field.ofColumn("creditorName"),
                    Field.ofColumn("debtorCountry"),
                    Field.ofColumn("creditorCountry"),
                    Field.ofColumn("debtorAgent"),
                    Field.ofColumn("creditorAgent"),
                    Field.ofColumn("purpose")));

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with everything that is wrong in it
     */
    static Mapping read(Path file) throws IOException {
        return YamlDocument.read(file).bind(Mapping.class);
    }

    char delimiterCharacter() {
        return delimiter == null ? ',' : delimiter.charAt(0);
    }

    /** @throws UnsupportedCharsetException never: the constructor has looked */
    Charset charset() {
        return Charset.forName(encoding == null ? "UTF-8" : encoding);
    }
}
