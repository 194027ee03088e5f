package ai.finai.state.reading;

import ai.finai.state.reading.table.KeyedTable;
import ai.finai.state.reading.table.Moment;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads every table of one operator in one pass; rows go to files, and nothing comes out.
 *
 * <p>Flink shows a key once for each state in which it has a value (seen in 2.3). So that no row is written twice, what was read
 * of such a key is cleared from the copy that is read, or, on the heap, where a state must not change under Flink's iterator,
 * the key is remembered.
 */
final class TablesOfAKey extends KeyedStateReaderFunction<String, Long> {

    private static final long serialVersionUID = 1L;

    private static final int REPORT_EVERY = 1_024;

    private final List<KeyedTable<?>> tables;
    private final String folder;
    private final Moment moment;
    private final int digits;
    private final Masking masking;
    private final boolean onHeap;
    private final String progress;

    private transient @Nullable List<Reading<?>> readings;
    private transient long keys;

    /**
     * @param folder gets one of each table's name
     * @param onHeap whether the state is read on the heap
     * @param progress where it is told how many keys have been read, see {@link ReadProgress#of}
     */
    TablesOfAKey(
            List<KeyedTable<?>> tables,
            Path folder,
            Moment moment,
            int digits,
            Masking masking,
            boolean onHeap,
            String progress) {
        this.tables = new ArrayList<>(tables);
        this.folder = folder.toString();
        this.moment = moment;
        this.digits = digits;
        this.masking = masking;
        this.onHeap = onHeap;
        this.progress = progress;
    }

    /** Keys that have been read, where all of the state is on the heap anyway; null where it is not. */
    private transient @Nullable Set<String> read;

    private record Reading<S>(KeyedTable<S> table, ValueState<S> state, RowWriter out) {

        /** Whether there was a value. */
        boolean read(String key, Moment moment) throws Exception {
            S value = state.value();
            if (value == null) {
                return false;
            }
            table.rows(key, value, moment, out);
            return true;
        }
    }

    @Override
    public void open(OpenContext context) throws Exception {
        ReadProgress.of(progress).begun();
        keys = 0;
        read = onHeap ? new HashSet<>() : null;
        List<Reading<?>> opened = new ArrayList<>();
        readings = opened;
        for (KeyedTable<?> table : tables) {
            opened.add(reading(table));
        }
    }

    private <S> Reading<S> reading(KeyedTable<S> table) throws Exception {
        return new Reading<>(
                table,
                getRuntimeContext().getState(table.state()),
                new RowWriter(table.table(), Path.of(folder, table.table().name()), digits, masking));
    }

    @Override
    public void readKey(String key, Context context, Collector<Long> out) throws Exception {
        Set<String> before = read;
        if (before != null && tables.size() > 1 && !before.add(key)) {
            return;
        }
        List<Reading<?>> all = Objects.requireNonNull(readings);
        int values = 0;
        for (Reading<?> reading : all) {
            values += reading.read(key, moment) ? 1 : 0;
        }
        // On the heap it was found in another key group than its own. Elsewhere it may be one that was cleared: Flink
        // opens the
        // next state before the last key of a state is read.
        if (values == 0 && before != null) {
            throw new IOException("a key leads to no value: the snapshot is damaged");
        }
        if (values > 1 && before == null) {
            for (Reading<?> reading : all) {
                reading.state().clear();
            }
        }
        if (values > 0 && ++keys % REPORT_EVERY == 0) {
            ReadProgress.of(progress).add(REPORT_EVERY);
            ReadProgress.of(progress).reached(key);
        }
    }

    @Override
    public void close() throws Exception {
        List<Reading<?>> open = readings;
        readings = null;
        if (open == null) {
            return;
        }
        try {
            for (Reading<?> reading : open) {
                reading.out().finish();
            }
            ReadProgress.of(progress).add(keys % REPORT_EVERY);
            ReadProgress.of(progress).ended();
        } catch (SQLException | RuntimeException | Error e) {
            ReadProgress.of(progress).failed(e);
            throw e;
        } finally {
            for (Reading<?> reading : open) {
                reading.out().close();
            }
        }
    }
}
