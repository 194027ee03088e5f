package ai.finai.state.reading;

import ai.finai.state.reading.table.KeyedTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Reads every table of one operator in one pass, each key once; rows go to files, and what comes out is how many keys. */
final class TablesOfAKey extends KeyedStateReaderFunction<String, Long> {

    private static final long serialVersionUID = 1L;

    private static final int REPORT_EVERY = 1_024;

    private final List<KeyedTable<?>> tables;
    private final String folder;
    private final long eventTime;
    private final int digits;
    private final Masking masking;
    private final String progress;

    private transient @Nullable List<Reading<?>> readings;
    private transient long keys;

    /**
     * @param folder gets one of each table's name
     * @param progress where it is told how many keys have been read, see {@link ReadProgress#of}
     */
    TablesOfAKey(
            List<KeyedTable<?>> tables, Path folder, long eventTime, int digits, Masking masking, String progress) {
        this.tables = new ArrayList<>(tables);
        this.folder = folder.toString();
        this.eventTime = eventTime;
        this.digits = digits;
        this.masking = masking;
        this.progress = progress;
    }

    private record Reading<S>(KeyedTable<S> table, ValueState<S> state, RowWriter out) {

        void read(String key, long eventTime) throws Exception {
            S value = state.value();
            if (value != null) {
                table.rows(key, value, eventTime, out);
            }
        }
    }

    @Override
    public void open(OpenContext context) throws Exception {
        keys = 0;
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
        for (Reading<?> reading : Objects.requireNonNull(readings)) {
            reading.read(key, eventTime);
        }
        if (++keys % REPORT_EVERY == 0) {
            ReadProgress.of(progress).add(REPORT_EVERY);
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
        } finally {
            for (Reading<?> reading : open) {
                reading.out().close();
            }
        }
    }
}
