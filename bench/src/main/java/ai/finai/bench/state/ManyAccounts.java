package ai.finai.bench.state;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.jobs.Release;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.MatchStateSerializer;
import ai.finai.state.SnapshotNote;
import ai.finai.state.account.AccountAlertsSerializer;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.AccountProfileSerializer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.functions.KeyedStateBootstrapFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint of the AML job, in Flink's canonical form, with the profiles of many accounts, of 3 to 40 postings each. Beside
 * each profile there is a state of a plain type, for readers that know no other.
 */
final class ManyAccounts {

    /** What an account has paid, in minor units, a {@code Long}: as in its profile. */
    static final String SUM_OUT = "sum_out";

    private static final int MAX_PARALLELISM = 720;
    private static final long START = 1_767_600_000_000L;
    private static final String[] COUNTRIES = {"US", "DE", "FR", "GB", "PL", "IN", "MX", "AE"};

    private ManyAccounts() {}

    static String account(long number) {
        return "DE" + (10 + number % 90) + '-' + (10_000_000 + number);
    }

    /** @param folder of the savepoint; must not be there */
    static void write(Path folder, long accounts) throws Exception {
        Configuration flink = new Configuration();
        // The adaptive one deals out accounts by volume, not by key group; a writer that finds another's stands still
        // for ever.
        flink.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        SavepointWriter.newSavepoint(env, new EmbeddedRocksDBStateBackend(), MAX_PARALLELISM)
                .withOperator(
                        OperatorIdentifier.forUid(AmlOperator.WATCH_ACCOUNTS.uid()),
                        OperatorTransformation.bootstrapWith(env.fromSequence(0, accounts - 1)
                                        .map(ManyAccounts::account)
                                        .returns(Types.STRING))
                                .keyBy(account -> account, Types.STRING)
                                .transform(new Profiles()))
                .write(folder.toUri().toString());
        env.execute("savepoint of " + accounts + " accounts");
    }

    private static final class Profiles extends KeyedStateBootstrapFunction<String, String>
            implements CheckpointedFunction {

        private static final long serialVersionUID = 1L;

        private transient ValueState<AccountProfile> state;
        private transient ValueState<Long> sumOut;
        private transient @Nullable ListState<byte[]> notes;

        @SuppressWarnings("NullAway.Init") // by open
        Profiles() {}

        /** Every snapshot of a job says what it is. */
        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            notes = context.getOperatorStateStore()
                    .getListState(new ListStateDescriptor<>(
                            AmlState.NOTE.title(), PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            Objects.requireNonNull(notes, "initializeState comes first")
                    .update(List.of(new SnapshotNote(
                                    "bench",
                                    Release.VERSION,
                                    START + 400 * 86_400_000L,
                                    "USD",
                                    2,
                                    "",
                                    List.of(),
                                    List.of())
                            .toBytes()));
        }

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>(AmlState.PROFILE.title(), new AccountProfileSerializer()));
            // As every snapshot of the job has them; nothing is in them.
            getRuntimeContext()
                    .getState(new ValueStateDescriptor<>(AmlState.MATCHES.title(), new MatchStateSerializer()));
            getRuntimeContext()
                    .getState(new ValueStateDescriptor<>(AmlState.ALERTS.title(), new AccountAlertsSerializer()));
            sumOut = getRuntimeContext().getState(new ValueStateDescriptor<>(SUM_OUT, Types.LONG));
        }

        @Override
        public void processElement(String account, Context context) throws Exception {
            SplittableRandom random = new SplittableRandom(account.hashCode());
            AccountProfile profile = new AccountProfile();
            long time = START;
            for (int left = 3 + random.nextInt(38); left > 0; left--) {
                time += random.nextInt(86_400_000);
                profile.add(
                        posting(account, time, random),
                        random.nextInt(4) == 0 ? (float) random.nextDouble() : Float.NaN);
            }
            state.update(profile);
            sumOut.update(profile.total().sumOut());
        }

        private static Posting posting(String account, long time, SplittableRandom random) {
            long amount = 100 + random.nextInt(1_000_000);
            return new Posting(
                    account,
                    random.nextBoolean() ? Direction.CREDIT : Direction.DEBIT,
                    account(random.nextInt(1_000_000)),
                    amount,
                    "USD",
                    amount,
                    random.nextInt(10) == 0 ? "CASH" : "TRANSFER",
                    "DE",
                    COUNTRIES[random.nextInt(COUNTRIES.length)],
                    time,
                    "T" + time,
                    new Origin("transactions", 0, 0));
        }
    }
}
