package ai.finai.state.reading.table;

import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param name as SQL knows it
 * @param meaning a sentence for whoever has to use it
 * @param identity what it identifies: masked where masking is on; null if nothing
 */
public record Column(
        String name,
        ColumnType type,
        String meaning,
        @Nullable Identity identity) {

    static Column of(String name, ColumnType type, String meaning) {
        return new Column(name, type, meaning, null);
    }

    static Column identity(Identity identity, String name, String meaning) {
        return new Column(name, ColumnType.TEXT, meaning, identity);
    }
}
