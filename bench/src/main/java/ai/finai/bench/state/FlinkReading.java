package ai.finai.bench.state;

import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.AccountProfileSerializer;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** Flink's own ways to read a savepoint. */
final class FlinkReading {

    private FlinkReading() {}

    /** The State Processor API reads every profile, and drops it: what any reader that is built on it takes at least. */
    static void readAndDrop(String savepoint, int threads) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(threads);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        SavepointReader.read(env, savepoint, new EmbeddedRocksDBStateBackend(true))
                .readKeyedState(
                        OperatorIdentifier.forUid(AmlOperator.WATCH_ACCOUNTS.uid()),
                        new Dropped(),
                        Types.STRING,
                        Types.LONG)
                .sinkTo(new DiscardingSink<>());
        env.execute();
    }

    private static final class Dropped extends KeyedStateReaderFunction<String, Long> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<AccountProfile> state;

        @SuppressWarnings("NullAway.Init") // by open
        Dropped() {}

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>(AmlState.PROFILE.title(), new AccountProfileSerializer()));
        }

        @Override
        public void readKey(String key, Context context, Collector<Long> out) throws Exception {
            AccountProfile profile = state.value();
            if (profile != null && profile.alerts() < 0) {
                out.collect(1L);
            }
        }
    }

    /** Tables of the SQL connector {@code savepoint}. */
    static StreamTableEnvironment tables(String savepoint, int threads) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(threads);
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                env, EnvironmentSettings.newInstance().inBatchMode().build());
        tables.executeSql("CREATE TABLE accounts (account STRING, " + ManyAccounts.SUM_OUT
                + " BIGINT, PRIMARY KEY (account) NOT ENFORCED) WITH ('connector' = 'savepoint',"
                + " 'state.backend.type' = 'rocksdb', 'state.path' = '" + savepoint + "', 'operator.uid' = '"
                + AmlOperator.WATCH_ACCOUNTS.uid() + "')");
        return tables;
    }

    /** @return the last column of an answer's only row */
    static long ask(StreamTableEnvironment tables, String sql) throws Exception {
        try (CloseableIterator<Row> rows = tables.executeSql(sql).collect()) {
            Row row = rows.next();
            if (rows.hasNext()) {
                throw new IllegalStateException("more than one row: " + sql);
            }
            Object value = row.getField(row.getArity() - 1);
            if (value instanceof Long number) {
                return number;
            }
            throw new IllegalStateException("no number: " + row);
        }
    }
}
