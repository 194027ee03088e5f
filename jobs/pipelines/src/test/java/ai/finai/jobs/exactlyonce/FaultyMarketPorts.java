package ai.finai.jobs.exactlyonce;

import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.jobs.exactlyonce.faults.Faulty;
import ai.finai.jobs.exactlyonce.faults.Place;
import ai.finai.jobs.market.MarketPorts;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.state.MarketOperator;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** As {@link FaultyAmlPorts}, of the market job. */
record FaultyMarketPorts(MarketPorts ports) implements MarketPorts {

    @Override
    public DataStream<Received<PriceBar>> prices(StreamExecutionEnvironment env) {
        return Faulty.at(Place.INTAKE, ports.prices(env));
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
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return ports.control(env);
    }

    @Override
    public void publish(
            WatchSymbols watched,
            DataStream<ModelStatus> modelStatus,
            DataStream<DeadLetter> rejected,
            DataStream<DeadLetter> conflicts) {
        ports.publish(
                new WatchSymbols(
                        watched.bars(),
                        Faulty.at(Place.ALERTS, watched.alerts()),
                        watched.late(),
                        watched.refused(),
                        watched.modelStatus()),
                modelStatus,
                rejected,
                conflicts);
        Faulty.committer(rejected.getExecutionEnvironment(), MarketOperator.KAFKA_SINK);
    }

    @Override
    public void archive(WatchSymbols watched, DataStream<ScoredNews> news, DataStream<Split> splits) {
        ports.archive(
                new WatchSymbols(
                        Faulty.at(Place.WATCHED_TABLE, watched.bars()),
                        watched.alerts(),
                        watched.late(),
                        watched.refused(),
                        watched.modelStatus()),
                Faulty.at(Place.INPUT_TABLE, news),
                splits);
    }
}
