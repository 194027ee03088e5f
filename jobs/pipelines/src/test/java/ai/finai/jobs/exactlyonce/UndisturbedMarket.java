package ai.finai.jobs.exactlyonce;

import ai.finai.events.DeadLetter;
import ai.finai.events.Event;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.RecordReader;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.NewsReader;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.PriceBarReader;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.SplitReader;
import ai.finai.events.market.WatchedBar;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.market.MarketJob;
import ai.finai.jobs.market.MarketPorts;
import ai.finai.operators.intake.EventKind;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.state.MarketOperator;
import ai.finai.state.OperatorName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** As {@link Undisturbed}, of the market job. */
final class UndisturbedMarket implements MarketPorts {

    private static final EventWatermarks.Config IN_ORDER =
            new EventWatermarks.Config(Duration.ZERO, Duration.ZERO, null);

    private final MarketScenario market;

    private UndisturbedMarket(MarketScenario market) {
        this.market = market;
    }

    record Output(
            List<WatchedBar> bars,
            List<MarketAlert> alerts,
            List<LateMarketEvent> late,
            List<DeadLetter> deadLetters) {}

    /** Of what is in the topics now. */
    static Output of(MarketScenario market) throws Exception {
        Configuration flink = new Configuration();
        flink.set(CoreOptions.DEFAULT_PARALLELISM, 1);
        flink.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        Undisturbed.clear();
        market.cluster()
                .submit(
                        "undisturbed",
                        env -> {
                            env.getCheckpointConfig().disableCheckpointing();
                            MarketJob.define(env, market.config(), new UndisturbedMarket(market));
                        },
                        flink,
                        null)
                .awaitEnd();
        return new Output(
                Undisturbed.all(WatchedBar.class),
                Undisturbed.all(MarketAlert.class),
                Undisturbed.all(LateMarketEvent.class),
                Undisturbed.all(DeadLetter.class));
    }

    @Override
    public DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env) {
        return read(
                env,
                market.topics().prices(),
                new PriceBarReader(market.config().maxFuture()),
                EventKinds.PRICE_BAR,
                MarketOperator.PRICES_SOURCE);
    }

    @Override
    public DataStream<Received<NewsItem>> news(StreamExecutionEnvironment env) {
        return read(
                env,
                market.topics().news(),
                new NewsReader(market.config().maxFuture()),
                EventKinds.NEWS,
                MarketOperator.NEWS_SOURCE);
    }

    @Override
    public DataStream<Received<Split>> splits(StreamExecutionEnvironment env) {
        return read(env, market.topics().splits(), new SplitReader(), EventKinds.SPLIT, MarketOperator.SPLITS_SOURCE);
    }

    private <T extends Event> DataStream<Received<T>> read(
            StreamExecutionEnvironment env,
            String topic,
            RecordReader<T> reader,
            EventKind<T> kind,
            OperatorName operator) {
        List<Received<T>> input = market.readCommitted(topic).stream()
                .map(r -> reader.read(
                        r.key(), r.value(), new Origin(r.topic(), r.partition(), r.offset()), r.timestamp()))
                .sorted(Comparator.comparingLong(UndisturbedMarket::time))
                .toList();
        return env.fromData(input, kind.received())
                .setParallelism(1)
                .uid(operator.uid())
                .assignTimestampsAndWatermarks(EventWatermarks.of(IN_ORDER, "market"))
                .uid("undisturbed-time-" + operator.uid());
    }

    private static <T extends Event> long time(Received<T> received) {
        T event = received.event();
        return event == null ? Long.MIN_VALUE : event.eventTime();
    }

    @Override
    public void publish(WatchSymbols watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        Undisturbed.collect("alerts", watched.alerts());
        Undisturbed.collect("late", watched.late());
        Undisturbed.collect("rejected", rejected);
        Undisturbed.collect("conflicts", conflicts);
    }

    @Override
    public void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits) {
        Undisturbed.collect("bars", watched.bars());
        Undisturbed.collect("news", news);
        Undisturbed.collect("splits", splits);
    }
}
