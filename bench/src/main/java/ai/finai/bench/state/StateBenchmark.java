package ai.finai.bench.state;

import ai.finai.cli.TemporaryFolder;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.AccountProfileSerializer;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotReader;
import ai.finai.state.reading.SnapshotTables;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
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
import org.apache.flink.util.Collector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A first read of a savepoint, beside Flink's own reading of the same state, and queries of what was read. */
@Command(
        name = "state",
        description = {
            "Reads a savepoint of the profiles of many accounts into tables: rows a second by the clock, and the time's ratio to"
                    + " Flink's State Processor API that reads the same state and drops it, in the same run. Then queries of"
                    + " what was read, each with a fresh look at the snapshot."
        },
        mixinStandardHelpOptions = true)
public final class StateBenchmark implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--accounts", defaultValue = "1000000", description = "How many. Default: ${DEFAULT-VALUE}.")
    private long accounts;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryFolder folder = TemporaryFolder.create("finai-bench-state")) {
            Path savepoint = folder.path().resolve("savepoint");
            out.printf(Locale.ROOT, "writing a savepoint of %,d accounts ...%n", accounts);
            out.flush();
            ManyAccounts.write(savepoint, accounts);
            int threads = Runtime.getRuntime().availableProcessors();
            Snapshot snapshot = Snapshot.at(savepoint.toUri().toString());
            out.printf(Locale.ROOT, "%,.0f MB of state; %d threads%n%n", snapshot.bytes() / 1e6, threads);

            double floor = seconds(() -> readAndDrop(snapshot, threads));
            SnapshotReader reader =
                    SnapshotReader.withCache(folder.path().resolve("cache")).threads(threads);
            double first = seconds(() -> reader.read(snapshot).close());
            out.printf(
                    Locale.ROOT, "%-44s %8.1f s  %,9.0f rows/s%n", "Flink, read and dropped", floor, accounts / floor);
            out.printf(
                    Locale.ROOT,
                    "%-44s %8.1f s  %,9.0f rows/s  %.2f times Flink's%n",
                    "first read, into tables",
                    first,
                    accounts / first,
                    first / floor);
            query(out, reader, snapshot, "group by", """
                    SELECT countries[1], count(*), sum(sum_out_30d), avg(highest_score) FROM account_profile GROUP BY ALL""");
            query(out, reader, snapshot, "filter and order", """
                    SELECT account, sum_out FROM account_profile WHERE cash_share > 0.5 AND alerts = 0 ORDER BY 2 DESC LIMIT 20""");
            query(
                    out,
                    reader,
                    snapshot,
                    "look-up by key",
                    "SELECT * FROM account_profile WHERE account = '" + ManyAccounts.account(accounts / 3) + '\'');
            out.printf(
                    Locale.ROOT,
                    "%nmost memory of this JVM's heap so far: %,.0f MB%n",
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / 1e6);
        }
        out.flush();
        return 0;
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** The median of five, the opening of the tables included. */
    private static void query(PrintWriter out, SnapshotReader reader, Snapshot snapshot, String name, String sql)
            throws Exception {
        double[] seconds = new double[5];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = seconds(() -> {
                try (SnapshotTables tables = reader.read(snapshot);
                        PreparedStatement statement = tables.prepare(sql);
                        ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            });
        }
        Arrays.sort(seconds);
        out.printf(Locale.ROOT, "%-44s %8.0f ms%n", name, 1e3 * seconds[2]);
        out.flush();
    }

    private static void readAndDrop(Snapshot snapshot, int threads) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(threads);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        SavepointReader.read(env, snapshot.uri(), new EmbeddedRocksDBStateBackend(true))
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
}
