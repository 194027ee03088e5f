package ai.finai.cli.state;

import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is otherwise in a second snapshot, for people and for programs: the rows of a difference. */
final class Differences {

    private static final String CHANGED = "changed";

    private static final List<List<String>> NOTHING = List.of(List.of("", "", ""));

    private final ResultSet rows;
    private final ResultSetMetaData columns;
    private final int keys;

    /**
     * @param rows as {@link ai.finai.state.reading.SnapshotDifference#prepare} gives them
     * @param keys how many columns tell rows apart
     */
    Differences(ResultSet rows, int keys) throws SQLException {
        this.rows = rows;
        this.columns = rows.getMetaData();
        this.keys = keys;
    }

    /** A line for each column that has changed; a row that appeared or went is a line by itself. */
    void table(PrintWriter out) throws SQLException {
        Table table = new Table(header().toArray(String[]::new)).alignRight(keys + 2, keys + 3);
        Map<String, Integer> counts = new TreeMap<>();
        int lines = 0;
        boolean all = true;
        while (rows.next()) {
            String change = rows.getString(1);
            counts.merge(change, 1, Integer::sum);
            all &= lines < Rows.MOST_SHOWN;
            if (lines < Rows.MOST_SHOWN) {
                List<List<String>> cells = change.equals(CHANGED) ? lines() : NOTHING;
                for (List<String> each : cells) {
                    table.row(line(each).toArray(String[]::new));
                }
                lines += cells.size();
            }
        }
        table.print(out);
        int count = counts.values().stream().mapToInt(Integer::intValue).sum();
        out.println(Figures.count(count, "row")
                + counts.entrySet().stream()
                        .map(change -> Figures.grouped(change.getValue()) + ' ' + change.getKey())
                        .collect(Collectors.joining(", ", count == 0 ? "" : ": ", ""))
                + (all ? "" : "; not all are shown, --output csv gives all"));
    }

    /** As RFC 4180 has it: a line for each column that is otherwise, those of rows that appeared or went too. */
    void csv(PrintWriter out) throws SQLException {
        Rows.csv(header(), out);
        while (rows.next()) {
            for (List<String> each : lines()) {
                Rows.csv(line(each), out);
            }
        }
    }

    /** An object for each row. */
    void json(PrintWriter out) throws SQLException, IOException {
        while (rows.next()) {
            try (JsonGenerator json = Rows.json(out)) {
                json.writeStartObject();
                json.writeStringField("change", rows.getString(1));
                for (int i = 2; i < 2 + keys; i++) {
                    json.writeFieldName(columns.getColumnLabel(i));
                    Rows.write(rows.getObject(i), columns.getColumnTypeName(i), json);
                }
                json.writeArrayFieldStart("changes");
                for (String column : changed()) {
                    json.writeStartObject();
                    json.writeStringField("column", column);
                    for (String side : List.of("before", "after")) {
                        int place = rows.findColumn(side + '_' + column);
                        json.writeFieldName(side);
                        Rows.write(rows.getObject(place), columns.getColumnTypeName(place), json);
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            out.print('\n');
        }
    }

    private List<String> header() throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i < 2 + keys; i++) {
            names.add(columns.getColumnLabel(i));
        }
        names.addAll(List.of("column", "before", "after"));
        return names;
    }

    private List<String> line(List<String> more) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i < 2 + keys; i++) {
            cells.add(Rows.text(rows.getObject(i)));
        }
        cells.addAll(more);
        return cells;
    }

    /** Of each column that is otherwise, what it was and is; one without anything where there is none but the key's. */
    private List<List<String>> lines() throws SQLException {
        List<List<String>> all = new ArrayList<>();
        for (String column : changed()) {
            all.add(List.of(
                    column,
                    Rows.text(rows.getObject("before_" + column)),
                    Rows.text(rows.getObject("after_" + column))));
        }
        return all.isEmpty() ? NOTHING : all;
    }

    private List<String> changed() throws SQLException {
        return Arrays.stream((Object[]) rows.getArray(CHANGED).getArray())
                .map(String::valueOf)
                .toList();
    }
}
