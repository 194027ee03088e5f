package ai.finai.jobs.exactlyonce;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.jobs.market.MarketPorts;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.state.MarketOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** As {@link FaultyPorts}, of the market job. */
record FaultyMarketPorts(MarketPorts ports) implements MarketPorts {

    @Override
    public DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env) {
        return FaultyPorts.faulty(ports.prices(env), Place.INTAKE);
    }

    @Override
    public DataStream<Received<NewsItem>> news(StreamExecutionEnvironment env) {
        return ports.news(env);
    }

    @Override
    public DataStream<Received<Split>> splits(StreamExecutionEnvironment env) {
        return ports.splits(env);
    }

    @Override
    public void publish(WatchSymbols watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        ports.publish(
                new WatchSymbols(watched.bars(), FaultyPorts.faulty(watched.alerts(), Place.ALERTS), watched.late()),
                rejected,
                conflicts);
        FaultyPorts.putCommitterIn(rejected.getExecutionEnvironment(), MarketOperator.KAFKA_SINK);
    }

    @Override
    public void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits) {
        ports.archive(
                new WatchSymbols(
                        FaultyPorts.faulty(watched.bars(), Place.POSTINGS_TABLE), watched.alerts(), watched.late()),
                news,
                splits);
    }
}
