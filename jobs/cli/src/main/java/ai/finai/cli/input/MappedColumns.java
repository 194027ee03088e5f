package ai.finai.cli.input;

import ai.finai.events.Money;
import ai.finai.events.RejectionReason;
import ai.finai.events.yaml.NearestWord;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Mapping} bound to the columns of one file: turns a row's cells into the JSON of a transaction, which is then
 * read as every other record is. Not thread-safe.
 */
final class MappedColumns {

    /** A row that the mapping cannot make a transaction of. */
    static final class UnmappableRow extends Exception {
        private static final long serialVersionUID = 1;
        private final transient RejectionReason reason;

        UnmappableRow(RejectionReason reason, String sentence) {
            super(sentence, null, false, false);
            this.reason = reason;
        }

        RejectionReason reason() {
            return reason;
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** Gives a field's text; null or empty: the field stays away. */
    interface Source {
        @Nullable
        String text(List<String> cells, int file, long line) throws UnmappableRow;
    }

    private record Target(String field, Source source) {}

    private static final JsonFactory JSON = new JsonFactory();
    /** What may be rounded: longer or with an exponent, it is left to the reader to refuse. */
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("\\d{1,30}\\.\\d{1,30}");

    private static final Pattern PLACE = Pattern.compile("#[1-9]\\d{0,3}");

    private final List<String> header;
    private final boolean mayLack;
    private final List<Target> targets = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(512);

    private MappedColumns(List<String> header, boolean mayLack) {
        this.header = header;
        this.mayLack = mayLack;
    }

    /**
     * @param header the file's first row
     * @param mayLack whether a column that the file lacks leaves its field empty, as in files of FinAI's own columns
     * @throws IllegalArgumentException with a line for each column that is not there or there twice
     */
    static MappedColumns bind(Mapping mapping, List<String> header, boolean mayLack) {
        MappedColumns columns =
                new MappedColumns(header.stream().map(String::strip).toList(), mayLack);
        Mapping.Fields fields = mapping.fields();
        columns.add("transactionId", fields.transactionId());
        columns.add("eventTime", columns.time(fields.eventTime()));
        Source currency = columns.source(fields.currency());
        columns.add("amount", columns.amount(fields.amount(), currency));
        columns.add("currency", currency);
        columns.add("channel", fields.channel());
        columns.add("debtorAccount", fields.debtorAccount());
        columns.add("creditorAccount", fields.creditorAccount());
        columns.add("debtorName", fields.debtorName());
        columns.add("creditorName", fields.creditorName());
        columns.add("debtorCountry", fields.debtorCountry());
        columns.add("creditorCountry", fields.creditorCountry());
        columns.add("debtorAgent", fields.debtorAgent());
        columns.add("creditorAgent", fields.creditorAgent());
        columns.add("purpose", fields.purpose());
        if (mayLack) {
            columns.errors.addAll(OwnColumns.problems(columns.header));
        }
        if (!columns.errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", columns.errors));
        }
        return columns;
    }

    int count() {
        return header.size();
    }

    /** @throws UnmappableRow if the row has more or fewer cells than the header, or a time that cannot be read */
    byte[] toJson(List<String> cells, int file, long line) throws UnmappableRow {
        if (cells.size() != header.size()) {
            throw new UnmappableRow(
                    RejectionReason.MALFORMED,
                    "the row has " + cells.size() + " cells and the header has " + header.size()
                            + "; put quotes around cells that hold the delimiter");
        }
        json.reset();
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartObject();
            for (Target target : targets) {
                String text = target.source().text(cells, file, line);
                if (text != null && !text.isEmpty()) {
                    out.writeStringField(target.field(), text);
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail, except for half a surrogate pair", e);
        }
        return json.toByteArray();
    }

    private void add(String field, Mapping.@Nullable Field mapped) {
        if (mapped != null) {
            add(field, source(mapped));
        }
    }

    private void add(String field, Source source) {
        targets.add(new Target(field, source));
    }

    private Source source(Mapping.Field mapped) {
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

    private Source column(String name) {
        int index = indexOf(name);
        return index < 0
                ? (cells, file, line) -> null
                : (cells, file, line) -> cells.get(index).strip();
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
            errors.add("no column '" + name + "'" + NearestWord.hint(name, header));
        } else if (first != last) {
            errors.add(
                    "several columns '" + name + "': name it by its place, as #" + (first + 1) + " or #" + (last + 1));
        }
        return first;
    }

    private Source amount(Mapping.AmountField mapped, Source currency) {
        Source text = plainAmount(mapped);
        if (!mapped.rounds()) {
            return text;
        }
        return (cells, file, line) -> {
            String amount = text.text(cells, file, line);
            String code = currency.text(cells, file, line);
            if (amount == null || code == null || !PLAIN_DECIMAL.matcher(amount).matches()) {
                return amount;
            }
            int decimals;
            try {
                decimals = Money.decimals(code);
            } catch (IllegalArgumentException unknown) {
                return amount; // the reader says so
            }
            BigDecimal exact = new BigDecimal(amount);
            return exact.scale() <= decimals
                    ? amount
                    : exact.setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        };
    }

    private Source plainAmount(Mapping.AmountField mapped) {
        Source text = column(mapped.column());
        AmountNotation notation = mapped.notation();
        if (notation == null) {
            return text;
        }
        String problem = "amount: the column " + mapped.column() + " is not an amount of the form " + notation.example()
                + "; correct the row or the mapping";
        return (cells, file, line) -> {
            String written = text.text(cells, file, line);
            if (written == null || written.isEmpty()) {
                return null;
            }
            String plain = notation.plain(written);
            if (plain == null) {
                throw new UnmappableRow(RejectionReason.INVALID_AMOUNT, problem);
            }
            return plain;
        };
    }

    private Source time(Mapping.TimeField mapped) {
        Source text = column(mapped.column());
        String pattern = mapped.format();
        ChronoUnit unit = mapped.unit();
        if (pattern != null) {
            TimePattern times = new TimePattern(pattern);
            ZoneId zone = mapped.zoneId();
            return new RepeatedTimes(
                    text,
                    written -> times.read(written, zone),
                    mapped.column() + " is not a time of the form " + pattern);
        }
        if (unit != null) {
            Instant from = LocalDate.parse(mapped.from() == null ? "1970-01-01" : mapped.from())
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            return new RepeatedTimes(
                    text,
                    written -> from.plus(Long.parseLong(written), unit),
                    mapped.column() + " is not a whole number of "
                            + unit.toString().toLowerCase(java.util.Locale.ROOT));
        }
        return text;
    }
}
