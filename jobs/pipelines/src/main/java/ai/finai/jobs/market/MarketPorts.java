package ai.finai.jobs.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.WatchSymbols;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Where the market job's streams come from and go to. Production has Kafka and S3 ({@link KafkaAndS3MarketPorts}), a
 * backtest files, a test collections: the graph between them is the same ({@link MarketJob#define}).
 *
 * <p>Each method is called once per job graph. Every operator that an implementation adds needs its uid from
 * {@link ai.finai.state.MarketOperator}, or one of its own that never changes: Flink is told not to make any up.
 */
public interface MarketPorts {

    /** What was read, with timestamps and watermarks assigned per split. */
    DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env);

    /** As {@link #prices}. */
    DataStream<Received<NewsItem>> news(StreamExecutionEnvironment env);

    /** What was read, with timestamps, and always idle: splits are few, and announced ahead of their time. */
    DataStream<Received<Split>> splits(StreamExecutionEnvironment env);

    /**
     * Instructions to the running job; without any, {@link ai.finai.jobs.SilentControl}. It joins the index's events, so it
     * must be idle in event time from the start, or end with them.
     */
    DataStream<ControlMessage> control(StreamExecutionEnvironment env);

    /**
     * Takes what people and systems are told. Each record of these streams must leave exactly once.
     *
     * @param modelStatus what became of the models that were ordered, those of {@code watched} among them
     */
    void publish(
            WatchSymbols watched,
            DataStream<ModelStatus> modelStatus,
            DataStream<DeadLetter> rejected,
            DataStream<DeadLetter> conflicts);

    /** Takes what is kept. Each record of these streams must be kept exactly once. */
    void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits);
}
