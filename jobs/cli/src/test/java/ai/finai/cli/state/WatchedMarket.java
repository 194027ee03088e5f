package ai.finai.cli.state;

import ai.finai.events.Origin;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.local.LocalJob;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.state.MarketOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** A job that watches made-up prices of a few symbols by the shipped rules and a forecaster, and its checkpoints. */
final class WatchedMarket implements AutoCloseable {

    static final String INDEX = "INDEX";
    static final List<String> SYMBOLS = List.of(INDEX, "ABC", "ÜBER", "X/Y", "ZZZ");

    /** Minutes that pass before a checkpoint is taken. */
    static final int MINUTES = 300;

    private static final long FIRST = Instant.parse("2026-03-02T09:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Of this JVM, where the job runs too. */
    private static final Queue<WatchedBar> SEEN = new ConcurrentLinkedQueue<>();

    private final Path folder;
    private final LocalCluster cluster;
    private final LocalJob job;

    WatchedMarket(Path folder) throws Exception {
        this.folder = folder;
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10);
        cluster = LocalCluster.start(flink, 1, 0, null, folder.resolve("no-plugins"));
        Configuration own = new Configuration();
        own.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        job = cluster.submit("watched market", WatchedMarket::define, own, null);
    }

    private static void define(StreamExecutionEnvironment env) {
        DataStream<PriceBar> bars = env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("numbers")
                .map(number -> {
                    if (number > (long) MINUTES * SYMBOLS.size()) {
                        LockSupport.parkNanos(2_000_000);
                    }
                    return bar(number);
                })
                .returns(EventTypes.PRICE_BAR)
                .uid("bars")
                .assignTimestampsAndWatermarks(WatermarkStrategy.<PriceBar>forMonotonousTimestamps()
                        .withTimestampAssigner((bar, before) -> bar.eventTime()))
                .uid("watermarks");
        WatchSymbols watched = WatchSymbols.of(
                bars,
                bars.filter(bar -> false)
                        .uid("no-bars")
                        .map(WatchedMarket::<ScoredNews>never)
                        .returns(EventTypes.SCORED_NEWS)
                        .uid("no-news"),
                bars.filter(bar -> false)
                        .uid("no-bars-either")
                        .map(WatchedMarket::<Split>never)
                        .returns(EventTypes.SPLIT)
                        .uid("no-splits"),
                SilentControl.of(env, Boundedness.CONTINUOUS_UNBOUNDED, MarketOperator.CONTROL_SOURCE),
                new WatchSymbols.Config(
                        MarketRuleBookReader.shipped(),
                        INDEX,
                        new ModelSource.Carried<>(
                                WindowFixture.WINDOW.of(Duration.ofMinutes(1)).bytes(), BarForecasts.INSTANCE),
                        3_600_000,
                        "market",
                        "test"));
        watched.bars()
                .map(bar -> {
                    SEEN.add(bar);
                    return "";
                })
                .returns(EventTypes.KEY)
                .uid("seen")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
    }

    private static <T> T never(PriceBar bar) {
        throw new IllegalStateException("there is none: " + bar);
    }

    /** The symbols take turns, a minute each round. */
    static PriceBar bar(long number) {
        int symbol = (int) (number % SYMBOLS.size());
        long minute = number / SYMBOLS.size();
        double open =
                minute == 0 ? price(symbol, 0) : price(symbol, minute - 1) * (1 + 0.0001 * ((minute + symbol) % 7 - 3));
        double close = price(symbol, minute);
        return new PriceBar(
                SYMBOLS.get(symbol),
                FIRST + minute * MINUTE,
                MINUTE,
                open,
                Math.max(open, close) * 1.0001,
                Math.min(open, close) * 0.9999,
                close,
                1_000 + minute * 31 % 400 * (symbol + 1),
                "USD",
                new Origin("prices", 0, number));
    }

    private static double price(int symbol, long minute) {
        return 100 * (symbol + 1) + 3 * Math.sin(minute * 0.07 + symbol) + Math.sin(minute * (1.3 + symbol)) * 0.5;
    }

    /** What came out, as far as it has. */
    static List<WatchedBar> seen() {
        return List.copyOf(SEEN);
    }

    Path checkpoint() throws Exception {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        while (SEEN.size() < MINUTES * SYMBOLS.size()) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("event time stands still: " + job.status() + " " + job.lastFailure());
            }
            Thread.sleep(50);
        }
        job.checkpoint();
        try (Stream<Path> all = Files.list(folder.resolve(job.id().toString()))) {
            return all.filter(path -> path.getFileName().toString().startsWith("chk-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        cluster.close();
    }
}
