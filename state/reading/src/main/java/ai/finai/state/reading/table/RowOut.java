package ai.finai.state.reading.table;

import org.jspecify.annotations.Nullable;

/** Takes rows, column by column in the table's order. */
public interface RowOut {

    RowOut text(@Nullable String value);

    /** Of a column with an {@link Column#identity}, which alone is masked. */
    RowOut identity(@Nullable String value);

    RowOut integer(long value);

    /** NULL where it is NaN. */
    RowOut real(double value);

    RowOut flag(boolean value);

    /** @param millis since 1970-01-01T00:00:00Z; NULL where it is {@link Long#MIN_VALUE} or {@link Long#MAX_VALUE} */
    RowOut time(long millis);

    /** @param minorUnits of the base currency */
    RowOut money(long minorUnits);

    /** What stands for an identity within a JSON text. */
    @Nullable
    String masked(Identity identity, @Nullable String value);

    /** Ends the row. */
    void end();
}
