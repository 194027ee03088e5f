package ai.finai.jobs.exactlyonce;

import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.exactlyonce.faults.FaultyStateBackend;
import ai.finai.jobs.exactlyonce.run.DisturbedJob;
import ai.finai.jobs.exactlyonce.run.JobProcess;
import ai.finai.jobs.exactlyonce.run.ProductionJob;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.jobs.market.KafkaAndS3MarketPorts;
import ai.finai.jobs.market.MarketConfig;
import ai.finai.jobs.market.MarketJob;
import ai.finai.models.WindowModel;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.models.ModelSource;
import ai.finai.patterns.book.MarketRuleBookReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** The market job, fed with a {@link MarketStream}. */
record DisturbedMarket(MarketScenario scenario, MarketStream stream) implements DisturbedJob {

    private static final ModelSource<WindowModel> FORECASTER = new ModelSource.Carried<>(
            WindowFixture.WINDOW.of(Duration.ofMinutes(1)).bytes(), BarForecasts.INSTANCE);

    /** A subtask without a partition would hold event time back. */
    private static final int HIGHEST_PARALLELISM = 3;

    static DisturbedMarket of(String name, S3FileSystem fileSystem) throws Exception {
        MarketStream stream = MarketStream.of(Seed.given());
        return new DisturbedMarket(
                MarketScenario.of(
                        DisturbedJob.name("market-" + name, fileSystem),
                        MarketRuleBookReader.shipped(),
                        MarketStream.INDEX,
                        FORECASTER,
                        HIGHEST_PARALLELISM,
                        Duration.ZERO,
                        fileSystem,
                        FaultyStateBackend.configured()),
                stream);
    }

    @Override
    public List<Runnable> arriving() {
        return stream.arriving().stream()
                .<Runnable>map(record -> () -> record.send(scenario))
                .toList();
    }

    @Override
    public LocalJob start(int parallelism, @Nullable String snapshot) throws Exception {
        return scenario.start(parallelism, snapshot, FaultyMarketPorts::new);
    }

    @Override
    public Class<? extends ProductionJob> production() {
        return Production.class;
    }

    static final class Production implements ProductionJob {

        @Override
        public void define(StreamExecutionEnvironment env, Path configuration) throws IOException {
            MarketConfig config = MarketConfig.of(
                    MarketConfigFile.read(configuration), MarketRuleBookReader.shipped(), FORECASTER, null);
            MarketJob.define(env, config, new KafkaAndS3MarketPorts(config));
        }
    }

    @Override
    public String configuration() {
        MarketTopics topics = scenario.topics();
        return JobProcess.configuration(
                        scenario,
                        scenario.config().archive(),
                        "prices: %s, news: %s, splits: %s, models: %s, alerts: %s, lateEvents: %s, deadLetters: %s, modelStatus: %s"
                                .formatted(topics.all().toArray()))
                + """
                events: {idleness: 0s, alignment: 0s}
                index: {symbol: %s}
                """.formatted(MarketStream.INDEX);
    }

    @Override
    public void check() throws Exception {
        MarketVerdict.on(scenario, stream);
    }

    @Override
    public Seed seed() {
        return stream.seed();
    }
}
