package ai.finai.state.reading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text is one query of tables, and nothing else. DuckDB's settings are not enough: with external access off and the
 * configuration locked, a query can still switch logging on and choose its folder ({@code FROM enable_logging(…)}), and read
 * what other queries spill to disk; what comes before the last of several statements runs when they are prepared. Only what is
 * one query can be serialized as one, and what it calls is in its tree.
 */
final class PlainQuery {

    /** Functions that make rows out of their arguments alone. */
    private static final Set<String> ROWS = Set.of(
            "unnest",
            "range",
            "generate_series",
            "json_each",
            "json_tree",
            "repeat",
            "repeat_row",
            "regexp_split_to_table");

    /** Functions of values that do or tell something else. */
    private static final Set<String> NOT_OF_VALUES = Set.of("write_log", "current_setting", "getenv", "getvariable");

    private static final String TREE = """
            WITH parsed AS (SELECT json_serialize_sql(?::VARCHAR) AS tree),
            nodes AS (
                SELECT json_extract_string(value, '$.type') AS type, value
                FROM parsed, json_tree(parsed.tree) WHERE json_tree.type = 'OBJECT')
            SELECT
                json_extract_string(tree, '$.error_type'),
                json_array_length(tree, '$.statements'),
                (SELECT string_agg(DISTINCT json_extract_string(value, '$.function.function_name'), chr(10))
                    FROM nodes WHERE type = 'TABLE_FUNCTION'),
                (SELECT string_agg(DISTINCT json_extract_string(value, '$.function_name'), chr(10))
                    FROM nodes WHERE type = 'FUNCTION'),
                (SELECT string_agg(DISTINCT json_extract_string(value, '$.table_name'), chr(10))
                    FROM nodes WHERE type = 'BASE_TABLE')
            FROM parsed""";

    /** What no table has in its name. */
    private static final Pattern NO_NAME = Pattern.compile("[./\\\\:*?\\[\\]]");

    private PlainQuery() {}

    /** @throws SQLException if it is something else; it says what */
    static void require(Connection database, String sql) throws SQLException {
        try (PreparedStatement parsed = database.prepareStatement(TREE)) {
            parsed.setString(1, sql);
            try (ResultSet tree = parsed.executeQuery()) {
                tree.next();
                String error = tree.getString(1);
                if ("parser".equals(error)) {
                    database.prepareStatement(sql).close(); // says where the error is
                }
                if (error != null || tree.getInt(2) != 1) {
                    throw new SQLException(
                            "not one query: SELECT, FROM, WITH or VALUES, and nothing else; a PIVOT names its"
                                    + " values: PIVOT open_patterns ON rule_id IN ('a', 'b') …");
                }
                requireOnlyRows(names(tree.getString(3)));
                Set<String> others = names(tree.getString(4));
                others.retainAll(NOT_OF_VALUES);
                if (!others.isEmpty()) {
                    throw new SQLException("not a query of tables: it calls " + String.join(", ", others));
                }
                requireNoFile(names(tree.getString(5)));
            }
        }
    }

    private static void requireOnlyRows(Set<String> called) throws SQLException {
        called.removeAll(ROWS);
        if (!called.isEmpty()) {
            throw new SQLException("not a query of tables: it calls " + String.join(", ", called)
                    + "; in FROM there may be tables, and " + String.join(", ", new TreeSet<>(ROWS)));
        }
    }

    /** DuckDB takes the name of a file for a table. */
    private static void requireNoFile(Set<String> tables) throws SQLException {
        for (String table : tables) {
            if (NO_NAME.matcher(table).find()) {
                throw new SQLException("not a query of tables: " + table + " is a file");
            }
        }
    }

    private static Set<String> names(@Nullable String lines) {
        Set<String> names = new TreeSet<>();
        if (lines != null) {
            lines.lines().map(name -> name.toLowerCase(Locale.ROOT)).forEach(names::add);
        }
        return names;
    }
}
