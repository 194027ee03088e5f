package ai.finai.state.reading.table;

import java.io.Serializable;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/**
 * A table that is made of one value of keyed state.
 *
 * @param <S> the state
 */
public interface KeyedTable<S> extends Serializable {

    Table table();

    /** Uid of the operator that keeps the state. */
    String operator();

    ValueStateDescriptor<S> state();

    /**
     * Writes what a key's state comes to: any number of rows.
     *
     * @param moment of the snapshot
     */
    void rows(String key, S state, Moment moment, RowOut out);
}
