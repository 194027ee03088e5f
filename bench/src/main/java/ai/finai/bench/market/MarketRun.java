package ai.finai.bench.market;

import ai.finai.bench.Measured;
import ai.finai.events.Origin;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.generator.market.Market;
import ai.finai.jobs.SilentControl;
import ai.finai.models.WindowModel;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.operators.market.sentiment.ScoreNews;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.state.MarketOperator;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.jspecify.annotations.Nullable;

/** Runs a stream of bars, or of news, in this JVM at parallelism 1. */
final class MarketRun implements AutoCloseable {

    /** A job emits watermarks about this often. */
    private static final Duration WATERMARKS = Duration.ofMillis(50);

    private static volatile PriceBar[] stream = {};
    private static volatile NewsItem[] headlines = {};

    private final MiniCluster cluster;

    /** Starts a cluster in this JVM, for all runs. */
    MarketRun() throws Exception {
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

    /** What is behind the keyBy. */
    enum Stage {
        NOTHING,
        WATCHED,
        /** Watched, and foretold by the shipped model of bars of a minute. */
        FORETOLD
    }

    double cpuNanosABar(PriceBar[] bars, Stage stage, boolean rocksDb) throws Exception {
        StreamExecutionEnvironment env = environment(rocksDb ? "rocksdb" : "hashmap");
        define(env, bars, stage, RateLimiterStrategy.noOp());
        return cpuNanos(env) / bars.length;
    }

    /**
     * How long a minute of the market takes to pass the stage, from the event that brings its watermark to its last bar's way
     * out.
     *
     * @param rate bars a second
     * @return milliseconds, rising
     */
    double[] millisAMinute(PriceBar[] bars, Stage stage, boolean rocksDb, double rate) throws Exception {
        StreamExecutionEnvironment env = environment(rocksDb ? "rocksdb" : "hashmap");
        env.setBufferTimeout(1); // else it is the network's patience, 100 ms, that is measured
        BarLatency.begin(bars);
        define(env, bars, stage, RateLimiterStrategy.perSecond(rate));
        cpuNanos(env);
        return BarLatency.end();
    }

    private static void define(
            StreamExecutionEnvironment env, PriceBar[] bars, Stage stage, RateLimiterStrategy<?> rate) {
        stream = bars;
        DataStream<PriceBar> source = env.fromSource(
                new DataGeneratorSource<>(MarketRun::bar, bars.length, limiter(rate), EventTypes.PRICE_BAR),
                WatermarkStrategy.<PriceBar>forGenerator(context -> new EveryMinute())
                        .withTimestampAssigner((bar, before) -> bar.eventTime()),
                "bars");
        if (stage != Stage.NOTHING) {
            watch(env, source, stage == Stage.FORETOLD ? BarForecasts.shippedForMinutes() : null);
        } else {
            source.keyBy(PriceBar::symbol, EventTypes.KEY)
                    .map(bar -> bar)
                    .returns(EventTypes.PRICE_BAR)
                    .sinkTo(new DiscardingSink<>());
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a strategy that looks at no split is any split's
    private static RateLimiterStrategy limiter(RateLimiterStrategy<?> rate) {
        return rate;
    }

    /** @param atOnce headlines that are read at once, at most */
    double cpuNanosAHeadline(NewsItem[] news, int atOnce) throws Exception {
        headlines = news;
        StreamExecutionEnvironment env = environment("hashmap");
        env.getConfig().setAutoWatermarkInterval(WATERMARKS.toMillis());
        DataStream<NewsItem> source = env.fromSource(
                new DataGeneratorSource<>(MarketRun::headline, news.length, EventTypes.NEWS_ITEM),
                WatermarkStrategy.<NewsItem>forMonotonousTimestamps()
                        .withTimestampAssigner((item, before) -> item.eventTime()),
                "news");
        ScoreNews.of(source, silent(env), new ScoreNews.Config(NewsSentiment.shipped(), 0, atOnce, "bench", "bench"))
                .news()
                .sinkTo(new DiscardingSink<>());
        return cpuNanos(env) / news.length;
    }

    private static StreamExecutionEnvironment environment(String state) {
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, state);
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(1);
        return env;
    }

    private double cpuNanos(StreamExecutionEnvironment env) throws Exception {
        cluster.executeJobBlocking(env.getStreamGraph().getJobGraph());
        Measured.end();
        return Measured.cpuNanos();
    }

    private static void watch(
            StreamExecutionEnvironment env, DataStream<PriceBar> bars, @Nullable ModelSource<WindowModel> forecaster) {
        // One of each, of a symbol that has no bars: what is measured is bars.
        Origin origin = new Origin("bench", 0, 0);
        DataStream<ControlMessage> control = silent(env);
        DataStream<ScoredNews> news = ScoreNews.of(
                        env.fromData(
                                EventTypes.NEWS_ITEM,
                                new NewsItem("N", 0, "None", null, null, List.of("NONE"), origin)),
                        control,
                        new ScoreNews.Config(null, 0, 1, "bench", "bench"))
                .news();
        DataStream<Split> splits = env.fromData(EventTypes.SPLIT, new Split("NONE", 0, 2, origin));
        WatchSymbols watched = WatchSymbols.of(
                bars,
                news,
                splits,
                control,
                new WatchSymbols.Config(
                        MarketRuleBookReader.shipped(), Market.INDEX, forecaster, 3_600_000, "bench", "bench"));
        DataStream<WatchedBar> figures = watched.bars();
        figures.map(BarLatency::out).returns(EventTypes.WATCHED_BAR).sinkTo(new DiscardingSink<>());
        DataStream<MarketAlert> alerts = watched.alerts();
        alerts.sinkTo(new DiscardingSink<>());
    }

    private static DataStream<ControlMessage> silent(StreamExecutionEnvironment env) {
        return SilentControl.of(env, Boundedness.BOUNDED, MarketOperator.CONTROL_SOURCE);
    }

    private static PriceBar bar(long index) {
        if (index == 0) {
            Measured.begin();
        }
        PriceBar bar = stream[(int) index];
        BarLatency.in(bar);
        return bar;
    }

    private static NewsItem headline(long index) {
        if (index == 0) {
            Measured.begin();
        }
        return headlines[(int) index];
    }

    /** Event time that does not depend on the clock: each run sees the same watermarks. */
    private static final class EveryMinute implements WatermarkGenerator<PriceBar> {

        private long reached = Long.MIN_VALUE;

        @Override
        public void onEvent(PriceBar bar, long time, WatermarkOutput output) {
            if (time > reached) {
                if (reached != Long.MIN_VALUE) {
                    output.emitWatermark(new Watermark(reached));
                }
                reached = time;
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
