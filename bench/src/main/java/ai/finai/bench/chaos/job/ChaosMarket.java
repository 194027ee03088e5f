package ai.finai.bench.chaos.job;

import ai.finai.bench.chaos.cluster.Stack;
import ai.finai.cli.demo.PricesAndNewsFeed;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketFeed;
import ai.finai.generator.market.MarketSettings;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import ai.finai.jobs.proof.JobOutput.Compared;
import ai.finai.jobs.proof.MarketOutput;
import ai.finai.jobs.proof.UndisturbedRun.Order;
import ai.finai.models.ShippedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The market job with bars and headlines of a market, with forecasts and sentiment; duplicates and broken records among them. */
public final class ChaosMarket extends ChaosJob {

    public static final String NAME = "market";

    private static final int SYMBOLS = 20;

    private final MarketConfig config;

    private ChaosMarket(MarketConfig config, PricesAndNewsFeed feed) {
        super(NAME, feed);
        this.config = config;
    }

    /** @param config where its configuration is written */
    public static ChaosMarket at(String bootstrapServers, Path config, int rate, long seed) throws IOException {
        Path forecaster = config.resolveSibling("minutes.onnx");
        Files.write(forecaster, ShippedModel.minutes());
        Files.writeString(
                config, """
                job: {name: market}
                kafka: {bootstrapServers: "%s", groupId: finai-market}
                %s
                index: {symbol: %s}
                forecaster: {model: %s}
                sentiment: {model: shipped}
                archive: {location: "s3://%s/market/archive", compaction: {checkpoints: 6}}
                """.formatted(bootstrapServers, EVENTS, Market.INDEX, forecaster.getFileName(), Stack.BUCKET));
        MarketConfig read = MarketConfig.load(config);
        MarketFeed market = new MarketFeed(Market.endless(MarketSettings.of(SYMBOLS, 1, seed)));
        return new ChaosMarket(read, new PricesAndNewsFeed(read.kafka(), market, rate));
    }

    @Override
    public String mainClass() {
        return MarketJob.class.getName();
    }

    @Override
    KafkaConfig kafka() {
        return config.kafka();
    }

    @Override
    String archive() {
        return config.archive().location();
    }

    @Override
    public List<Compared> compare(LocalCluster cluster) throws Exception {
        return MarketOutput.of(output(), cluster, config, Order.EVENT_TIME).compared();
    }
}
