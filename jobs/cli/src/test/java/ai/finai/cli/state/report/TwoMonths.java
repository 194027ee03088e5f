package ai.finai.cli.state.report;

import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.RuleBookReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/** Two months of random postings, and a job that watches them and is stopped with a savepoint at the end of either. */
final class TwoMonths {

    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    static final List<Instant> ENDS =
            List.of(Instant.parse("2026-01-31T23:59:59.999Z"), Instant.parse("2026-02-28T23:59:59.999Z"));

    /** Keeps event time going; in no report, for it pays nothing. */
    static final String CLOCK = "CLOCK";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ACCOUNTS = 60;
    private static final int POSTINGS = 3_000;

    /** The job runs in this JVM, and reads up to here. */
    private static final AtomicInteger RELEASED = new AtomicInteger();

    private static final AtomicInteger READ = new AtomicInteger();
    private static final AtomicLong PASSED = new AtomicLong();

    private TwoMonths() {}

    /** In order of time. */
    static List<Posting> postings(long seed) {
        Random random = new Random(seed);
        List<Posting> all = new ArrayList<>();
        long span = Duration.between(FIRST, ENDS.get(1)).toMillis() - 60_000;
        for (int i = 0; i < POSTINGS; i++) {
            int account = random.nextInt(ACCOUNTS);
            boolean cash = random.nextInt(6) == 0;
            boolean credit = cash || random.nextBoolean();
            all.add(posting(
                    i,
                    "A" + account,
                    credit ? Direction.CREDIT : Direction.DEBIT,
                    cash ? null : "A" + random.nextInt(ACCOUNTS),
                    cash ? 700_000 + random.nextInt(300_000) : 1 + random.nextInt(500_000),
                    cash ? "CASH" : "TRANSFER",
                    FIRST.toEpochMilli() + (long) (random.nextDouble() * span)));
        }
        for (Instant end : ENDS) {
            all.add(posting(all.size(), CLOCK, Direction.CREDIT, "A0", 1, "WEB", end.toEpochMilli()));
        }
        all.sort(Comparator.comparingLong(Posting::eventTime));
        return all;
    }

    private static Posting posting(
            int number, String account, Direction direction, String counterparty, long cents, String channel, long at) {
        return new Posting(
                account,
                direction,
                counterparty,
                cents,
                "USD",
                cents,
                channel,
                "US",
                "DE",
                at,
                String.format("T%06d", number),
                new Origin("payments", 0, number));
    }

    /** @return the addresses of the savepoints, of the first month-end and of the second */
    static List<String> savepoints(Path folder, long seed) throws Exception {
        List<Posting> all = postings(seed);
        READ.set(0);
        PASSED.set(0);
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        flink.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                folder.resolve("savepoints").toUri().toString());
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        List<String> savepoints = new ArrayList<>();
        try (LocalCluster cluster = LocalCluster.start(flink, 1, 0, null, folder.resolve("no-plugins"))) {
            String before = null;
            for (Instant end : ENDS) {
                long last = end.toEpochMilli();
                RELEASED.set((int) all.stream()
                        .filter(posting -> posting.eventTime() <= last)
                        .count());
                long passes = all.stream()
                        .mapToLong(Posting::eventTime)
                        .filter(time -> time < last)
                        .max()
                        .orElseThrow();
                LocalJob job = cluster.submit("two months", env -> define(env, seed), new Configuration(), before);
                long limit = System.nanoTime() + PATIENCE.toNanos();
                while (PASSED.get() < passes) {
                    if (System.nanoTime() > limit) {
                        throw new IllegalStateException("event time stands still: " + job.lastFailure());
                    }
                    Thread.sleep(20);
                }
                before = job.stopWithSavepoint(false);
                savepoints.add(before);
            }
        }
        return savepoints;
    }

    private static void define(StreamExecutionEnvironment env, long seed) {
        DataStream<Posting> postings = env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("ticks")
                .flatMap(new Released(seed))
                .returns(EventTypes.POSTING)
                .uid("payments")
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Posting>forMonotonousTimestamps()
                        .withTimestampAssigner((posting, before) -> posting.eventTime()))
                .uid("watermarks");
        DataStream<ControlMessage> control = env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("control")
                .flatMap((Long tick, Collector<ControlMessage> out) -> LockSupport.parkNanos(10_000_000))
                .returns(EventTypes.CONTROL_MESSAGE)
                .uid("no-control");
        WatchAccounts watched = WatchAccounts.of(
                postings, control, WatchAccounts.Config.of(RuleBookReader.shipped(), "00", "aml", "test"));
        watched.postings()
                .map(posting -> {
                    PASSED.accumulateAndGet(posting.posting().eventTime(), Math::max);
                    return "";
                })
                .returns(EventTypes.KEY)
                .uid("seen-postings")
                .sinkTo(new DiscardingSink<>())
                .uid("postings");
        watched.alerts().sinkTo(new DiscardingSink<>()).uid("alerts");
    }

    /** A posting a tick, as far as they are released. */
    private static final class Released implements FlatMapFunction<Long, Posting> {

        private static final long serialVersionUID = 1L;

        private final long seed;
        private transient List<Posting> all;

        Released(long seed) {
            this.seed = seed;
        }

        @Override
        public void flatMap(Long tick, Collector<Posting> out) {
            if (all == null) {
                all = postings(seed);
            }
            int next = READ.get();
            if (next < RELEASED.get()) {
                READ.set(next + 1);
                out.collect(all.get(next));
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
