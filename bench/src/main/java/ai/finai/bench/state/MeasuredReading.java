package ai.finai.bench.state;

import ai.finai.bench.ProcessCpu;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotReader;
import ai.finai.state.reading.SnapshotTables;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** One reader of a savepoint, in a process of its own, so that its memory can be told. Prints what it measured. */
public final class MeasuredReading {

    private static final String ONE = "SELECT * FROM account_profile WHERE account = ?";

    private final String savepoint;
    private final Path cache;
    private final long accounts;
    private final int rounds;
    private final int threads = Runtime.getRuntime().availableProcessors();

    /** Who reads. */
    enum Reader {
        FINAI,
        PROCESSOR_API,
        SQL_CONNECTOR
    }

    private MeasuredReading(String savepoint, Path cache, long accounts, int rounds) {
        this.savepoint = savepoint;
        this.cache = cache;
        this.accounts = accounts;
        this.rounds = rounds;
    }

    /** @param arguments reader, address of the savepoint, folder for the cache, number of accounts, times of each query */
    public static void main(String[] arguments) throws Exception {
        MeasuredReading reading = new MeasuredReading(
                arguments[1], Path.of(arguments[2]), Long.parseLong(arguments[3]), Integer.parseInt(arguments[4]));
        switch (Reader.valueOf(arguments[0])) {
            case FINAI -> reading.finai();
            case PROCESSOR_API -> reading.processorApi();
            case SQL_CONNECTOR -> reading.sqlConnector();
        }
        print("most memory: %s%n", PeakMemory.sinceTheBeginning());
        System.exit(0); // Flink leaves threads
    }

    private void processorApi() throws Exception {
        read("every profile read and dropped", () -> FlinkReading.readAndDrop(savepoint, threads));
    }

    /** CPU time is what it costs whatever else the machine does: all of the JVM's, its compilers' included. */
    private void read(String what, Work work) throws Exception {
        long cpu = ProcessCpu.ownNanos();
        double seconds = seconds(work);
        print(
                "%-44s %8.1f s   %,9.0f accounts/s   %.1f s of CPU%n",
                what, seconds, accounts / seconds, (ProcessCpu.ownNanos() - cpu) / 1e9);
    }

    private void sqlConnector() throws Exception {
        StreamTableEnvironment tables = FlinkReading.tables(savepoint, threads);
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2; i++) { // the second with warm code
            String time = i == 0 ? ", first time" : ", again";
            long[] sum = new long[1];
            read(
                    "count and sum" + time,
                    () -> sum[0] = FlinkReading.ask(
                            tables, "SELECT count(*), sum(" + ManyAccounts.SUM_OUT + ") FROM accounts"));
            print("  the sum: %d%n", sum[0]);
            String account = ManyAccounts.account(random.nextLong(accounts));
            read(
                    "look-up by key" + time,
                    () -> FlinkReading.ask(
                            tables,
                            "SELECT " + ManyAccounts.SUM_OUT + " FROM accounts WHERE account = '" + account + '\''));
        }
    }

    private void finai() throws Exception {
        Snapshot snapshot = Snapshot.at(savepoint);
        SnapshotReader reader = SnapshotReader.withCache(cache).threads(threads);
        read("first read, into tables", () -> reader.read(snapshot).close());
        print("most memory until then: %s%n", PeakMemory.sinceTheBeginning());
        try (SnapshotTables tables = reader.read(snapshot);
                PreparedStatement sum =
                        tables.prepare("SELECT count(*), (100 * sum(sum_out))::HUGEINT::VARCHAR FROM account_profile");
                ResultSet row = sum.executeQuery()) {
            row.next();
            if (row.getLong(1) != accounts) {
                throw new IllegalStateException(row.getLong(1) + " accounts instead of " + accounts);
            }
            print("  the sum: %s%n", row.getString(2));
        }
        query(reader, snapshot, "count and sum", "SELECT count(*), sum(sum_out) FROM account_profile");
        query(reader, snapshot, "group by", """
                SELECT countries[1], count(*), sum(sum_out_30d), avg(highest_score) FROM account_profile GROUP BY ALL""");
        query(reader, snapshot, "filter and order", """
                SELECT account, sum_out FROM account_profile WHERE cash_share > 0.5 AND alerts = 0 ORDER BY 2 DESC LIMIT 20""");
        query(reader, snapshot, "look-up by key", ONE);
    }

    /** Each time another look at the snapshot, as a command would take it; of look-ups each time another key. */
    private void query(SnapshotReader reader, Snapshot snapshot, String name, String sql) throws Exception {
        double[] millis = new double[rounds];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < rounds; i++) {
            String account = ManyAccounts.account(random.nextLong(accounts));
            millis[i] = 1e3
                    * seconds(() -> {
                        try (SnapshotTables tables = reader.read(snapshot);
                                PreparedStatement statement = tables.prepare(sql)) {
                            if (sql.equals(ONE)) {
                                statement.setString(1, account);
                            }
                            try (ResultSet rows = statement.executeQuery()) {
                                int found = 0;
                                while (rows.next()) {
                                    found++;
                                }
                                if (found == 0) {
                                    throw new IllegalStateException("nothing found: " + sql);
                                }
                            }
                        }
                    });
        }
        Arrays.sort(millis);
        print(
                "%-44s %8.0f ms median, %,.0f ms p99, %,.0f ms longest%n",
                name, millis[rounds / 2], millis[(int) (0.99 * (rounds - 1))], millis[rounds - 1]);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String format, Object... arguments) {
        System.out.printf(Locale.ROOT, format, arguments);
        System.out.flush();
    }
}
