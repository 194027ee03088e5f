package ai.finai.jobs.proof;

import ai.finai.events.DeadLetter;
import ai.finai.events.Event;
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
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import ai.finai.jobs.market.MarketPorts;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.intake.EventKind;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.state.MarketOperator;
import ai.finai.state.OperatorName;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What the market job gives for what is in its topics where nothing goes wrong. */
public record UndisturbedMarket(MarketConfig config, MarketTopics topics, JobOutput.Topics read, Order order) implements MarketPorts {

    /** What flows to topics and tables. */
    public record Output(
            List<WatchedBar> bars,
            List<ScoredNews> news,
            List<Split> splits,
            List<MarketAlert> alerts,
            List<LateMarketEvent> late,
            List<DeadLetter> deadLetters) {}

    /** Of what is in the topics now. */
    static Output of(LocalCluster cluster, MarketConfig config, JobOutput.Topics read, Order order) throws Exception {
        var ports = new UndisturbedMarket(config, MarketTopics.of(config.kafka()), read, order);
        UndisturbedRun.of(cluster, env -> MarketJob.define(env, config, ports));
        return new Output(
                UndisturbedRun.all(WatchedBar.class),
                UndisturbedRun.all(ScoredNews.class),
                UndisturbedRun.all(Split.class),
                UndisturbedRun.all(MarketAlert.class),
                UndisturbedRun.all(LateMarketEvent.class),
                UndisturbedRun.all(DeadLetter.class));
    }

    @Override
    public DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env) {
        return read(
                env,
                topics.prices(),
                new PriceBarReader(config.maxFuture()),
                EventKinds.PRICE_BAR,
                MarketOperator.PRICES_SOURCE);
    }

    @Override
    public DataStream<Received<NewsItem>> news(StreamExecutionEnvironment env) {
        return read(
                env,
                topics.news(),
                new NewsReader(config.maxFuture()),
                EventKinds.NEWS,
                MarketOperator.NEWS_SOURCE);
    }

    @Override
    public DataStream<Received<Split>> splits(StreamExecutionEnvironment env) {
        return read(env, topics.splits(), new SplitReader(), EventKinds.SPLIT, MarketOperator.SPLITS_SOURCE);
    }

    private <T extends Event> DataStream<Received<T>> read(
            StreamExecutionEnvironment env,
            String topic,
            RecordReader<T> reader,
            EventKind<T> kind,
            OperatorName source) {
        return UndisturbedRun.read(env, read.committed(topic), order, reader, kind.received(), source);
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return SilentControl.of(env, Boundedness.BOUNDED, MarketOperator.CONTROL_SOURCE);
    }

    @Override
    public void publish(
            WatchSymbols watched,
            DataStream<ModelStatus> modelStatus,
            DataStream<DeadLetter> rejected,
            DataStream<DeadLetter> conflicts) {
        UndisturbedRun.collect("alerts", watched.alerts());
        UndisturbedRun.collect("late", watched.late());
        UndisturbedRun.collect("rejected", rejected);
        UndisturbedRun.collect("conflicts", conflicts);
    }

    @Override
    public void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits) {
        UndisturbedRun.collect("bars", watched.bars());
        UndisturbedRun.collect("news", news);
        UndisturbedRun.collect("splits", splits);
    }
}
