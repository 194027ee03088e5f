package ai.finai.bench;

import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.operators.matching.DropReason;
import ai.finai.operators.matching.Matches;
import ai.finai.operators.matching.RuleMatcher;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.Fraction;
import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.Scope;
import ai.finai.patterns.kinds.Structuring;
import ai.finai.state.MatchState;
import ai.finai.state.MatchStateSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs one engine over a stream, in this JVM at parallelism 1. */
final class RuleMatchingRun implements AutoCloseable {

    /** What is run: from postings to what counts them or what was found. */
    interface Graph {
        void define(DataStream<Posting> postings, RuleBook book);
    }

    /** What a run took for each posting, and what it found. */
    record Sample(double cpuNanos, double wallNanos, Measured.Findings findings) {}

    /** @param accounts with open matches at the end, and the mean bytes of their entries */
    record StateSize(long accounts, double bytes) {}

    private static final int POSTINGS_A_WATERMARK = 1_000;

    private static volatile Posting[] stream = {};
    private static volatile int measuredFrom;

    private final MiniCluster cluster;

    /** Starts a cluster in this JVM, for all runs. */
    RuleMatchingRun() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .withRandomPorts()
                .build());
        cluster.start();
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }

    /** Structuring rules that differ: each lower and each shorter than the one before. */
    static RuleBook book(int rules) {
        List<Rule> all = new ArrayList<>();
        for (int i = 0; i < rules; i++) {
            Structuring kind = new Structuring(
                    Money.of("10000.00", "USD"),
                    new Fraction(800_000 - 1_000 * i),
                    3,
                    Duration.ofHours(48).minusMinutes(20L * i));
            all.add(new Rule("structuring-" + i, 1, Severity.LOW, Scope.EVERYTHING, kind));
        }
        return new RuleBook("USD", all, "0".repeat(64));
    }

    Sample run(Graph graph, RuleBook book, Posting[] postings, boolean rocksDb) throws Exception {
        return run(graph, book, postings, 0, rocksDb);
    }

    /** @param from the first posting that is measured */
    Sample run(Graph graph, RuleBook book, Posting[] postings, int from, boolean rocksDb) throws Exception {
        stream = postings;
        measuredFrom = from;
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, rocksDb ? "rocksdb" : "hashmap");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        DataStream<Posting> source = env.fromSource(
                new DataGeneratorSource<>(RuleMatchingRun::posting, postings.length, EventTypes.POSTING),
                WatermarkStrategy.<Posting>forGenerator(context -> new EveryThousand())
                        .withTimestampAssigner((posting, before) -> posting.eventTime()),
                "postings");
        graph.define(source, book);
        cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
        return new Sample(
                Measured.cpuNanos() / (double) (postings.length - from),
                Measured.wallNanos() / (double) (postings.length - from),
                Measured.findings());
    }

    private static Posting posting(long index) {
        if (index == measuredFrom) {
            Measured.begin();
        }
        return stream[(int) index];
    }

    /** The entries that the stream leaves behind. */
    static StateSize stateSize(RuleBook book, Posting[] postings) throws IOException {
        RuleMatcher matcher = new RuleMatcher(book);
        Map<String, MatchState> states = new HashMap<>();
        Matches ignore = new Matches() {
            @Override
            public void matched(Rule rule, Match match) {}

            @Override
            public void dropped(Rule rule, DropReason reason, int partialMatches) {}
        };
        for (Posting posting : postings) {
            if (matcher.concerns(posting)) {
                MatchState state = matcher.advance(states.get(posting.account()), posting, ignore);
                if (state == null) {
                    states.remove(posting.account());
                } else {
                    states.put(posting.account(), state);
                }
            }
        }
        long watermark = postings[postings.length - 1].eventTime();
        MatchStateSerializer serializer = new MatchStateSerializer();
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        long bytes = 0;
        long accounts = 0;
        for (MatchState state : states.values()) {
            MatchState live = matcher.expire(state, watermark);
            if (live != null) {
                out.clear();
                serializer.serialize(live, out);
                bytes += out.length();
                accounts++;
            }
        }
        return new StateSize(accounts, bytes / (double) Math.max(1, accounts));
    }

    /** Event time that does not depend on the clock: each run sees the same watermarks. */
    private static final class EveryThousand implements WatermarkGenerator<Posting> {

        private int since;

        @Override
        public void onEvent(Posting posting, long time, WatermarkOutput output) {
            if (++since == POSTINGS_A_WATERMARK) {
                since = 0;
                output.emitWatermark(new Watermark(time - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
