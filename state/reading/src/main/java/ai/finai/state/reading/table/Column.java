package ai.finai.state.reading.table;

/**
 * A column.
 *
 * @param name as SQL knows it
 * @param meaning a sentence for whoever has to use it
 * @param personal whether it tells who somebody is: masked where masking is on
 */
public record Column(String name, ColumnType type, String meaning, boolean personal) {

    static Column of(String name, ColumnType type, String meaning) {
        return new Column(name, type, meaning, false);
    }

    static Column personal(String name, String meaning) {
        return new Column(name, ColumnType.TEXT, meaning, true);
    }
}
