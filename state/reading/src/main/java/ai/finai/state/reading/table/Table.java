package ai.finai.state.reading.table;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What SQL may ask.
 *
 * @param name as SQL knows it
 * @param meaning a sentence: what a row is
 * @param columns in order
 */
public record Table(String name, String meaning, List<Column> columns) {

    public Table {
        columns = List.copyOf(columns);
    }

    /** SQL that makes the table in which rows are staged. */
    public String staging() {
        return columns.stream()
                .map(column -> '"' + column.name() + "\" " + column.type().staged())
                .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
    }

    /**
     * SQL that gives the staged rows as they are asked for.
     *
     * @param digits of the base currency after the point
     */
    public String export(int digits) {
        return columns.stream()
                .map(column ->
                        column.type().converted('"' + column.name() + '"', digits) + " AS \"" + column.name() + '"')
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + name));
    }
}
