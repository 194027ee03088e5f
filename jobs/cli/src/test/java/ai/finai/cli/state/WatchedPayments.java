package ai.finai.cli.state;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.jobs.fixture.SavepointRequest;
import ai.finai.jobs.local.JobFailedException;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.scoring.Scoring;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.RuleBookReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/** Jobs that watch {@link Payments} by the shipped rules, in this JVM, and the snapshots that are taken of them. */
final class WatchedPayments implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Of this JVM, where the jobs run too. */
    private static final Map<String, Seen> ALL = new ConcurrentHashMap<>();

    private static final class Seen {

        private final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();
        private final AtomicLong passed = new AtomicLong();
        private final Map<String, Map<Long, Float>> scores = new ConcurrentHashMap<>();
    }

    private final Path folder;
    private final long seed;
    private final Payments payments;
    private final LocalCluster cluster;
    private Scoring scoring = Scoring.NONE;
    private String run = "";
    private @Nullable LocalJob job;

    WatchedPayments(Path folder, long seed) throws IOException, InterruptedException {
        this.folder = folder;
        this.seed = seed;
        payments = new Payments(seed);
        Configuration flink = new Configuration();
        flink.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints().toUri().toString());
        flink.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, savepoints().toUri().toString());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10);
        cluster = LocalCluster.start(flink, 3, 0, null, folder.resolve("no-plugins"));
    }

    /** With a model, from the next start on. */
    void with(Scoring other) {
        scoring = other;
    }

    /** What the model has said, by account and event time. */
    Map<String, Map<Long, Float>> scores() {
        return seen(run).scores;
    }

    Path checkpoints() {
        return folder.resolve("checkpoints");
    }

    Path savepoints() {
        return folder.resolve("savepoints");
    }

    /**
     * Starts a job and waits until event time has passed all but the fillers.
     *
     * @param backend {@code rocksdb} or {@code hashmap}
     * @param inline whether small files of state are put into the metadata, as they are where nothing is configured
     */
    void start(String backend, int parallelism, boolean inline, @Nullable String savepoint) throws Exception {
        Configuration own = new Configuration();
        own.set(StateBackendOptions.STATE_BACKEND, backend);
        own.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        if (!inline) {
            own.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        }
        start(own, savepoint);
    }

    /** As {@link #start(String, int, boolean, String)}, with Flink options of the job's own. */
    void start(Configuration own, @Nullable String savepoint) throws Exception {
        String before = run;
        run = folder + "#" + ALL.size();
        Seen seen = new Seen();
        if (savepoint != null) {
            seen.alerts.addAll(seen(before).alerts);
        }
        ALL.put(run, seen);
        job = cluster.submit("watched payments", this::define, own, savepoint);
        passes(Payments.lateHaveCome());
    }

    private void define(StreamExecutionEnvironment env) {
        DataStream<Posting> postings = env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("numbers")
                .setParallelism(1)
                .map(new Numbered(seed))
                .returns(EventTypes.POSTING)
                .uid("payments")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Posting>forBoundedOutOfOrderness(Payments.DISORDER)
                        .withTimestampAssigner((posting, before) -> posting.eventTime()))
                .uid("watermarks")
                .setParallelism(1);
        // As the jobs' own, it does not end: a checkpoint in the moment in which a source ends may fail.
        DataStream<ControlMessage> control = env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("control")
                .setParallelism(1)
                .map(number -> {
                    LockSupport.parkNanos(10_000_000);
                    return ControlMessage.ruleBook(new byte[] {1});
                })
                .returns(EventTypes.CONTROL_MESSAGE)
                .uid("control-messages")
                .setParallelism(1)
                .filter(message -> false)
                .uid("no-control")
                .setParallelism(1);
        WatchAccounts watched = WatchAccounts.of(
                postings,
                control,
                WatchAccounts.Config.of(RuleBookReader.shipped(), "00", "aml", "test")
                        .with(scoring));
        String id = run;
        watched.alerts()
                .map(alert -> {
                    seen(id).alerts.add(alert);
                    return "";
                })
                .returns(EventTypes.KEY)
                .uid("seen-alerts")
                .sinkTo(new DiscardingSink<>())
                .uid("alerts");
        watched.postings()
                .map(posting -> {
                    long time = posting.posting().eventTime();
                    if (posting.unscored() == null) {
                        seen(id).scores
                                .computeIfAbsent(posting.posting().account(), any -> new ConcurrentHashMap<>())
                                .put(time, posting.score());
                    }
                    seen(id).passed.accumulateAndGet(time, Math::max);
                    return "";
                })
                .returns(EventTypes.KEY)
                .uid("seen-postings")
                .sinkTo(new DiscardingSink<>())
                .uid("postings");
    }

    private static final class Numbered implements MapFunction<Long, Posting> {

        private static final long serialVersionUID = 1L;

        private final long seed;
        private transient @Nullable Payments payments;

        Numbered(long seed) {
            this.seed = seed;
        }

        @Override
        public Posting map(Long index) {
            Payments made = payments;
            if (made == null) {
                made = new Payments(seed);
                payments = made;
            }
            if (made.isFiller(index)) {
                LockSupport.parkNanos(100_000);
            }
            return made.at(index);
        }
    }

    private static Seen seen(String run) {
        Seen seen = ALL.get(run);
        if (seen == null) {
            throw new IllegalStateException("no run " + run);
        }
        return seen;
    }

    /** Waits until postings of this event time have left the operator. */
    private void passes(long eventTime) throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (seen(run).passed.get() < eventTime) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException(
                        "event time stands still: " + job().status() + " " + job().lastFailure());
            }
            Thread.sleep(50);
        }
    }

    /** Waits until it has seen more than it has now. */
    void goOn() throws Exception {
        passes(seen(run).passed.get() + 200);
    }

    private LocalJob job() {
        LocalJob running = job;
        if (running == null) {
            throw new IllegalStateException("no job runs");
        }
        return running;
    }

    Payments payments() {
        return payments;
    }

    /** What has come out, of this job and of those that it goes on from. */
    List<Alert> alerts() {
        return List.copyOf(seen(run).alerts);
    }

    /** Whether every subtask ran already: event time may have come far before the last one of several does. */
    private boolean tryCheckpoint() throws Exception {
        try {
            job().checkpoint();
            return true;
        } catch (JobFailedException e) {
            if (String.valueOf(e.getMessage()).contains("Not all required tasks are currently running")) {
                return false;
            }
            throw e;
        }
    }

    /** Takes a checkpoint; its folder. */
    Path checkpoint() throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (!tryCheckpoint()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("not every task runs: " + job().lastFailure());
            }
            Thread.sleep(50);
        }
        try (Stream<Path> all = Files.list(checkpoints().resolve(job().id().toString()))) {
            return all.filter(path -> path.getFileName().toString().startsWith("chk-"))
                    .max(Comparator.comparingLong(
                            path -> Long.parseLong(path.getFileName().toString().substring("chk-".length()))))
                    .orElseThrow();
        }
    }

    /**
     * Takes a savepoint; its folder. The job goes on.
     *
     * @param form {@code NATIVE} or {@code CANONICAL}
     */
    Path savepoint(String form) throws Exception {
        return SavepointRequest.savepoint(cluster.webInterface(), job().id(), savepoints(), form, PATIENCE);
    }

    /** Ends the job at the end of its event time; its last savepoint's folder. */
    Path drain() throws Exception {
        Path savepoint = Path.of(URI.create(job().stopWithSavepoint(true)));
        job = null;
        return savepoint;
    }

    void cancel() throws Exception {
        job().cancel();
        job = null;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        cluster.close();
    }
}
