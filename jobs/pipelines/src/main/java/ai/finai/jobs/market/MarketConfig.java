package ai.finai.jobs.market;

import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.jobs.Release;
import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.Compaction;
import ai.finai.jobs.config.DeduplicationSection;
import ai.finai.jobs.config.EventsSection;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.models.WindowModel;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.intake.Deduplicate;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.market.WatchSymbols;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.operators.market.sentiment.ScoreNews;
import ai.finai.operators.models.ModelSource;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.market.MarketRuleBook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the market job is told: the configuration file with the files that it names, read once and checked.
 *
 * @param job its name, on every alert
 * @param kafka brokers and topics
 * @param watermarks how event time advances with prices
 * @param newsWatermarks how it advances with news
 * @param maxFuture how far an event time may be ahead of its record's timestamp
 * @param deduplication how events that come twice are found
 * @param sentiment what reads news, and how it is run
 * @param watch what the symbols are watched with
 * @param archive where the tables are and how their files are made
 */
public record MarketConfig(
        String job,
        KafkaConfig kafka,
        EventWatermarks.Config watermarks,
        EventWatermarks.Config newsWatermarks,
        Duration maxFuture,
        Deduplicate.Config deduplication,
        ScoreNews.Config sentiment,
        WatchSymbols.Config watch,
        ArchiveConfig archive) {

    /** What is shipped: every default, the shipped rule book. */
    public static MarketConfig shipped() {
        return of(MarketConfigFile.DEFAULTS, MarketRuleBookReader.shipped(), null, null);
    }

    /**
     * Reads the file that {@code --config FILE} names, and the files that it names.
     *
     * @throws IOException if a file cannot be read
     * @throws InvalidYaml with everything that is wrong in a file, each with its line
     * @throws IllegalArgumentException if the arguments are others
     */
    public static MarketConfig load(String... arguments) throws IOException {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            throw new IllegalArgumentException("expected: --config FILE");
        }
        return load(Path.of(arguments[1]));
    }

    /** As {@link #load(String...)}. */
    public static MarketConfig load(Path path) throws IOException {
        MarketConfigFile file = MarketConfigFile.read(path);
        Path folder = path.toAbsolutePath();
        Path rules = file.rules();
        return of(
                file,
                rules == null
                        ? MarketRuleBookReader.shipped()
                        : MarketRuleBookReader.read(folder.resolveSibling(rules)),
                ConfiguredModel.source(
                        ConfiguredModel.beside(path, file.forecaster().model()),
                        BarForecasts.INSTANCE,
                        BarForecasts.shipped()),
                ConfiguredModel.source(
                        ConfiguredModel.beside(path, file.sentiment().model()),
                        NewsSentiment.INSTANCE,
                        NewsSentiment.shipped()));
    }

    /**
     * A file's settings with a rule book and models from elsewhere.
     *
     * @param forecaster null for none
     * @param sentiment null for none
     */
    public static MarketConfig of(
            MarketConfigFile file,
            MarketRuleBook ruleBook,
            @Nullable ModelSource<WindowModel> forecaster,
            @Nullable ModelSource<SentimentModel> sentiment) {
        EventsSection events = file.events();
        Duration ofPrices = events.outOfOrderness();
        Duration ofNews = Objects.requireNonNullElse(file.news().outOfOrderness(), ofPrices);
        DeduplicationSection deduplication = file.deduplication();
        return new MarketConfig(
                file.job().name(),
                file.kafka(),
                events.watermarks(ofPrices, ofNews),
                events.watermarks(ofNews, ofPrices),
                events.maxFuture(),
                new Deduplicate.Config(deduplication.enabled(), deduplication.window()),
                new ScoreNews.Config(
                        sentiment,
                        file.sentiment().parallelism(),
                        file.sentiment().batch(),
                        file.job().name(),
                        Release.VERSION),
                new WatchSymbols.Config(
                        ruleBook,
                        file.index().symbol(),
                        forecaster,
                        file.news().lateness().toMillis(),
                        file.job().name(),
                        Release.VERSION),
                new ArchiveConfig(
                        file.archive().location(),
                        new Compaction(
                                file.archive().compaction().checkpoints(),
                                file.archive().compaction().fileBytes())));
    }
}
