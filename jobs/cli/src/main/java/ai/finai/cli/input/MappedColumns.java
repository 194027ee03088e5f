package ai.finai.cli.input;

import ai.finai.cli.input.rows.ColumnSources;
import ai.finai.cli.input.rows.ColumnSources.Source;
import ai.finai.cli.input.rows.MappedField;
import ai.finai.cli.input.rows.UnmappableRow;
import ai.finai.events.Money;
import ai.finai.events.RejectionReason;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Mapping} bound to the columns of one file: turns a row's cells into the JSON of a transaction, which is then
 * read as every other record is. Not thread-safe.
 */
final class MappedColumns {

    private record Target(String field, Source source) {}

    private static final JsonFactory JSON = new JsonFactory();
    /** What JSON has as a whole number; any other version is written as text, for the reader to refuse. */
    private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,99}");

    private static final String VERSION = "schemaVersion";

    /** What may be rounded: longer or with an exponent, it is left to the reader to refuse. */
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("\\d{1,30}\\.\\d{1,30}");

    private final ColumnSources columns;
    private final List<Target> targets = new ArrayList<>();
    private @Nullable Source version;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(512);

    private MappedColumns(ColumnSources columns) {
        this.columns = columns;
    }

    /**
     * @param header the file's first row
     * @param mayLack whether a column that the file lacks leaves its field empty, as in files of FinAI's own columns
     * @throws IllegalArgumentException with a line for each column that is not there or there twice
     */
    static MappedColumns bind(Mapping mapping, List<String> header, boolean mayLack) {
        ColumnSources sources = new ColumnSources(header, mayLack);
        MappedColumns columns = new MappedColumns(sources);
        Mapping.Fields fields = mapping.fields();
        columns.add("transactionId", fields.transactionId());
        columns.add("eventTime", sources.time(fields.eventTime(), "eventTime"));
        if (mayLack && sources.header().contains(VERSION)) {
            columns.version = sources.column(VERSION);
        }
        Source currency = sources.of(fields.currency());
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
        List<String> errors = new ArrayList<>(sources.errors());
        if (mayLack) {
            errors.addAll(OwnColumns.problems(sources.header()));
        }
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", errors));
        }
        return columns;
    }

    /** @throws UnmappableRow if the row has more or fewer cells than the header, or a time that cannot be read */
    byte[] toJson(List<String> cells, int file, long line) throws UnmappableRow {
        columns.checkCount(cells);
        json.reset();
        try (JsonGenerator out = JSON.createGenerator(json)) {
            out.writeStartObject();
            writeVersion(out, cells, file, line);
            for (Target target : targets) {
                String text = target.source().text(cells, file, line);
                if (text != null && !text.isEmpty()) {
                    out.writeStringField(target.field(), text);
                }
            }
            out.writeEndObject();
        } catch (IOException e) { // of what is written to memory, only that cannot be
            throw new UnmappableRow(
                    RejectionReason.INVALID_TEXT,
                    "the row, with what the mapping makes of it, holds half a surrogate pair; correct the mapping");
        }
        return json.toByteArray();
    }

    private void writeVersion(JsonGenerator out, List<String> cells, int file, long line)
            throws IOException, UnmappableRow {
        String text = version == null ? null : version.text(cells, file, line);
        if (text == null || text.isEmpty()) {
            return;
        }
        out.writeFieldName(VERSION);
        if (WHOLE.matcher(text).matches()) {
            out.writeNumber(text);
        } else {
            out.writeString(text);
        }
    }

    private void add(String field, @Nullable MappedField mapped) {
        if (mapped != null) {
            add(field, columns.of(mapped));
        }
    }

    private void add(String field, Source source) {
        targets.add(new Target(field, source));
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
        Source text = columns.column(mapped.column());
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
}
