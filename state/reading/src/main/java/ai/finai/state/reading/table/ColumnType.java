package ai.finai.state.reading.table;

import java.util.Locale;

/** What a column holds: as it is staged, and as SQL sees it. */
public enum ColumnType {
    TEXT("VARCHAR", "VARCHAR", "%s"),
    /** Whole numbers. */
    INTEGER("BIGINT", "BIGINT", "%s"),
    /** Figures; NULL where one is not defined. */
    REAL("DOUBLE", "DOUBLE", "%s"),
    FLAG("BOOLEAN", "BOOLEAN", "%s"),
    /** An instant. Staged as microseconds since 1970-01-01T00:00:00Z. */
    TIME("BIGINT", "TIMESTAMPTZ", "make_timestamptz(%s)"),
    /** An amount of the job's base currency. Staged in its minor units. */
    MONEY("BIGINT", "DECIMAL(20,%d)", "%s"),
    /** Texts in order, each once. Staged with commas between them. */
    TEXTS("VARCHAR", "VARCHAR[]", "CASE WHEN %1$s = '' THEN [] ELSE string_split(%1$s, ',') END"),
    JSON("VARCHAR", "JSON", "%s::JSON");

    private final String staged;
    private final String sql;
    private final String conversion;

    ColumnType(String staged, String sql, String conversion) {
        this.staged = staged;
        this.sql = sql;
        this.conversion = conversion;
    }

    /** The type in which it is staged. */
    public String staged() {
        return staged;
    }

    /**
     * The type that SQL sees.
     *
     * @param digits of the base currency after the point
     */
    public String sql(int digits) {
        return String.format(Locale.ROOT, sql, digits);
    }

    /**
     * SQL that makes the column out of the staged one.
     *
     * @param digits of the base currency after the point
     */
    String converted(String column, int digits) {
        if (this == MONEY) {
            String scaled = digits == 0
                    ? column
                    : column + " * 0." + "0".repeat(digits - 1) + "1::DECIMAL(" + (digits + 1) + ',' + digits + ')';
            return '(' + scaled + ")::" + sql(digits);
        }
        return String.format(Locale.ROOT, conversion, column);
    }
}
