package ai.finai.jobs.market;

import ai.finai.jobs.ClusterProgram;
import ai.finai.jobs.Prerequisites;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.MarketIntake;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.operators.market.sentiment.ScoreNews;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Watches prices and news for what a portfolio manager should know. What it reads and writes: src/docs/market-topics.md; how
 * it is configured: src/docs/configuration.md.
 */
public final class MarketJob {

    private MarketJob() {}

    /**
     * What a cluster runs.
     *
     * @param arguments {@code --config FILE}
     */
    public static void main(String[] arguments) throws Exception {
        ClusterProgram.run(env -> {
            MarketConfig config = MarketConfig.load(arguments);
            Prerequisites.await(config.kafka(), config.watermarks(), config.archive(), env.getConfiguration());
            define(env, config, new KafkaAndS3MarketPorts(config));
            return config.job();
        });
    }

    /** The whole graph. Tests and backtests pass their own ports. */
    public static void define(StreamExecutionEnvironment env, MarketConfig config, MarketPorts ports) {
        MarketIntake intake =
                MarketIntake.of(ports.prices(env), ports.news(env), ports.splits(env), config.deduplication());
        DataStream<ControlMessage> control = ports.control(env);
        ScoreNews news = ScoreNews.of(intake.news(), control, config.sentiment());
        WatchSymbols watched = WatchSymbols.of(intake.bars(), news.news(), intake.splits(), control, config.watch());

        ports.publish(
                watched,
                watched.modelStatus().union(news.modelStatus()),
                intake.rejected().union(watched.refused()),
                intake.conflicts());
        ports.archive(watched, news.news(), intake.splits());
    }
}
