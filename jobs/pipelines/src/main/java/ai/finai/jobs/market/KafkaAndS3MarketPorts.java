package ai.finai.jobs.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Received;
import ai.finai.events.market.LateMarketEventJson;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.NewsReader;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.PriceBarReader;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.SplitReader;
import ai.finai.jobs.TimelessControl;
import ai.finai.jobs.archive.ArchiveTables;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.kafka.KafkaEnds;
import ai.finai.jobs.kafka.ModelRecords;
import ai.finai.jobs.kafka.RecordReaders;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.state.MarketOperator;
import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Production: prices, news and splits from Kafka; alerts, late events and dead letters to Kafka, exactly once for readers of
 * committed records, which see them with the next checkpoint; the archive on S3.
 */
public final class KafkaAndS3MarketPorts implements MarketPorts {

    /** Prices and news advance in event time together. */
    private static final String GROUP = "market";

    private final MarketConfig config;
    private final MarketTopics topics;
    private final KafkaEnds ends;

    public KafkaAndS3MarketPorts(MarketConfig config) {
        this.config = config;
        this.topics = MarketTopics.of(config.kafka());
        this.ends = new KafkaEnds(config.kafka(), config.job());
    }

    @Override
    public DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env) {
        Duration maxFuture = config.maxFuture();
        RecordReaders<PriceBar> readers = () -> new PriceBarReader(maxFuture);
        return ends.read(
                env,
                topics.prices(),
                EventKinds.PRICE_BAR,
                readers,
                EventWatermarks.of(config.watermarks(), GROUP),
                MarketOperator.PRICES_SOURCE);
    }

    @Override
    public DataStream<Received<NewsItem>> news(StreamExecutionEnvironment env) {
        Duration maxFuture = config.maxFuture();
        RecordReaders<NewsItem> readers = () -> new NewsReader(maxFuture);
        return ends.read(
                env,
                topics.news(),
                EventKinds.NEWS,
                readers,
                EventWatermarks.of(config.newsWatermarks(), GROUP),
                MarketOperator.NEWS_SOURCE);
    }

    @Override
    public DataStream<Received<Split>> splits(StreamExecutionEnvironment env) {
        return ends.read(
                env,
                topics.splits(),
                EventKinds.SPLIT,
                SplitReader::new,
                EventWatermarks.idle(),
                MarketOperator.SPLITS_SOURCE);
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return ends.orders(env, TimelessControl.IDLE.watermarks(), MarketOperator.CONTROL_SOURCE);
    }

    @Override
    public void publish(
            WatchSymbols watched,
            DataStream<ModelStatus> modelStatus,
            DataStream<DeadLetter> rejected,
            DataStream<DeadLetter> conflicts) {
        String alertsTopic = topics.alerts();
        String lateEventsTopic = topics.lateEvents();
        String deadLettersTopic = topics.deadLetters();
        String modelStatusTopic = topics.modelStatus();
        MapFunction<DeadLetter, OutgoingRecord> deadLetter =
                letter -> DeadLetters.record(deadLettersTopic, letter, System.currentTimeMillis());

        DataStream<OutgoingRecord> records = KafkaEnds.outgoing(
                        watched.alerts(),
                        MarketOperator.OUTGOING_ALERTS,
                        alert -> MarketAlertJson.record(alertsTopic, alert, System.currentTimeMillis()))
                .union(
                        KafkaEnds.outgoing(
                                watched.late(),
                                MarketOperator.OUTGOING_LATE_EVENTS,
                                event ->
                                        LateMarketEventJson.record(lateEventsTopic, event, System.currentTimeMillis())),
                        KafkaEnds.outgoing(
                                modelStatus,
                                MarketOperator.OUTGOING_MODEL_STATUS,
                                status -> ModelRecords.status(modelStatusTopic, status, System.currentTimeMillis())),
                        KafkaEnds.outgoing(rejected, MarketOperator.OUTGOING_REJECTED, deadLetter),
                        KafkaEnds.outgoing(conflicts, MarketOperator.OUTGOING_CONFLICTS, deadLetter));
        ends.write(records, MarketOperator.KAFKA_SINK);
    }

    @Override
    public void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits) {
        ArchiveTables tables = ArchiveTables.of(config.archive());
        tables.bars(watched.bars());
        tables.news(news);
        tables.splits(splits);
        tables.marketAlerts(watched.alerts());
    }
}
