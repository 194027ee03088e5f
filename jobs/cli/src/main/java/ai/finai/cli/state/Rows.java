package ai.finai.cli.state;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of an answer, for people and for programs. */
final class Rows {

    private static final JsonFactory JSON =
            JsonFactory.builder().build().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    /** More are of no use in a terminal. */
    static final int MOST_SHOWN = 10_000;

    private Rows() {}

    /** Of a query that is wrong. DuckDB says it in lines: one shows the query, the next points to a place in it. */
    static CommandFailed refused(SQLException e) {
        String said = String.valueOf(e.getMessage()).strip();
        return CommandFailed.usage(said.contains("\n") ? "finai: " + said : said, e);
    }

    static void table(ResultSet rows, PrintWriter out) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        String[] names = new String[columns.getColumnCount()];
        for (int i = 0; i < names.length; i++) {
            names[i] = columns.getColumnLabel(i + 1);
        }
        Table table = new Table(names);
        int shown = 0;
        boolean more = false;
        boolean[] numbers = new boolean[names.length];
        while (rows.next()) {
            if (shown++ == MOST_SHOWN) {
                more = true;
                break;
            }
            String[] cells = new String[names.length];
            for (int i = 0; i < cells.length; i++) {
                Object value = rows.getObject(i + 1);
                numbers[i] |= value instanceof Number;
                cells[i] = text(value);
            }
            table.row(cells);
        }
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i]) {
                table.alignRight(i);
            }
        }
        table.print(out);
        out.println(
                more
                        ? "the first " + Figures.count(MOST_SHOWN, "row") + ": there are more; --output csv gives all"
                        : Figures.count(shown, "row"));
    }

    /** As RFC 4180 has it, with a header. */
    static void csv(ResultSet rows, PrintWriter out) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            cells.add(columns.getColumnLabel(i));
        }
        csv(cells, out);
        while (rows.next()) {
            cells.clear();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                cells.add(text(rows.getObject(i)));
            }
            csv(cells, out);
        }
    }

    static void csv(List<String> cells, PrintWriter out) {
        out.print(cells.stream().map(Rows::quoted).collect(Collectors.joining(",", "", "\r\n")));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    static void json(ResultSet rows, PrintWriter out) throws SQLException, IOException {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
            try (JsonGenerator json = json(out)) {
                json.writeStartObject();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    json.writeFieldName(columns.getColumnLabel(i));
                    write(rows.getObject(i), columns.getColumnTypeName(i), json);
                }
                json.writeEndObject();
            }
            out.print('\n');
        }
    }

    /** Closing it leaves the writer open. */
    static JsonGenerator json(PrintWriter out) throws IOException {
        return JSON.createGenerator(out);
    }

    static void write(@Nullable Object value, String type, JsonGenerator json) throws SQLException, IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double || value instanceof Float) {
            if (Double.isFinite(((Number) value).doubleValue())) {
                json.writeRawValue(value.toString());
            } else {
                json.writeNull();
            }
        } else if (value instanceof BigDecimal number) {
            json.writeString(number.toPlainString());
        } else if (value instanceof BigInteger number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeRawValue(number.toString());
        } else if (value instanceof Array array) {
            json.writeStartArray();
            for (Object element : (Object[]) array.getArray()) {
                write(element, "", json);
            }
            json.writeEndArray();
        } else if (type.equals("JSON")) {
            json.writeRawValue(value.toString());
        } else {
            json.writeString(text(value));
        }
    }

    static String text(@Nullable Object value) throws SQLException {
        if (value == null) {
            return "";
        }
        if (value instanceof OffsetDateTime time) {
            return time.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString();
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Array array) {
            return Arrays.stream((Object[]) array.getArray())
                    .map(String::valueOf)
                    .collect(Collectors.joining(" "));
        }
        return value.toString();
    }
}
