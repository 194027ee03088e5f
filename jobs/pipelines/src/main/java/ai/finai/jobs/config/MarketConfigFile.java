package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.market.PriceBar;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.models.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The market job's configuration file as it is written. What it leaves out is as in {@link #DEFAULTS}. */
public record MarketConfigFile(
        @Key("The job and its name.") JobSection job,

        @Key("The brokers, the topics, and how the job reads and writes them.")
        KafkaConfig kafka,

        @Key("How event time advances.") EventsSection events,

        @Key("How bars, news and splits that come twice are found.")
        DeduplicationSection deduplication,

        @Key("The rule book: a YAML file, relative to this one. Without it, the book that FinAI ships.") @Nullable
        Path rules,

        @Key("What symbols are compared with.") Index index,

        @Key("How news comes: how far out of order, and how late it may be and still explain a move.")
        News news,

        @Key("The model that foretells bars.") Forecaster forecaster,
        @Key("The model that reads the sentiment of news.") Sentiment sentiment,
        @Key("The Parquet tables.") ArchiveSection archive) {

    public static final MarketConfigFile DEFAULTS = new MarketConfigFile(
            new JobSection("market"),
            KafkaConfig.defaults("finai-market", MarketTopics.DEFAULTS),
            new EventsSection(
                    Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5)),
            new DeduplicationSection(true, Duration.ofHours(24)),
            null,
            new Index(null),
            new News(Duration.ofHours(1), null),
            new Forecaster("none"),
            new Sentiment("none", 0, TextModel.LARGEST_BATCH),
            new ArchiveSection("s3://finai/market", new CompactionSection(30, 128L << 20)));

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with everything that is wrong with it, each with its line
     */
    public static MarketConfigFile read(Path file) throws IOException {
        return YamlDocument.read(file).bind(MarketConfigFile.class, DEFAULTS);
    }

    public record Index(
            @Key(
                    "The symbol whose returns correlation and beta are computed with; its bars are in the topic of prices like all others. Without it there are none.")
            @Nullable
            String symbol) {

        public Index {
            throwIfAny(unless(
                    symbol == null || (!symbol.isBlank() && symbol.length() <= PriceBar.MAX_SYMBOL),
                    "symbol",
                    "must have 1 to " + PriceBar.MAX_SYMBOL + " characters"));
        }
    }

    public record News(
            @Key(
                    "News that comes later than this after event time has passed its publication is archived, and on the topic of late events; no rule sees it. Until then it joins the moves that it is about, and alerts that it changes come again.")
            Duration lateness,

            @Key(
                    "As `events.outOfOrderness`, for news alone; left out: that. Event time is that of whichever is behind, so it is also how long after their end bars may be delivered while news goes on: `15min` for a day's bars that come ten minutes after the close.")
            @Nullable
            Duration outOfOrderness) {

        public News {
            throwIfAny(unless(
                    lateness.compareTo(Duration.ofDays(7)) <= 0,
                    "lateness",
                    "must be at most 7d: state grows with it"));
        }
    }

    public record Forecaster(
            @Key(
                    "The model in force from the start: `none`, `shipped` (the one that comes with FinAI, for daily bars), or one of the kind `window`: an ONNX file, or a folder with `model.onnx`, such as a version of a registry. A path, relative to this file, or an address such as `s3://bank/models/price-lstm/2`; the job graph holds place and hash, so each TaskManager must be able to read it there. It stays in force until another is activated; another one here wins over that. It foretells bars of the interval that it was trained on. Without a model no bar has a forecast, and rules of the kind `forecast-surprise` say nothing.")
            String model) {}

    public record Sentiment(
            @Key(
                    "As `forecaster.model`: `none`, `shipped` (the one that comes with FinAI, for English headlines), or a model of texts with the vocabulary that it names beside it. Without a model no news has a sentiment, and rules of the kind `news-sentiment` say nothing.")
            String model,

            @Key("Subtasks of the stage that runs the model, for large models; `0`: as many as the job has.")
            int parallelism,

            @Key(
                    "Headlines that a subtask reads at once, at most. It changes no result; none waits for others longer than 10 ms.")
            int batch) {

        public Sentiment {
            throwIfAny(
                    unless(
                            parallelism >= 0 && parallelism <= 720,
                            "parallelism",
                            parallelism + ": allowed are 0 to 720"),
                    unless(
                            batch >= 1 && batch <= TextModel.LARGEST_BATCH,
                            "batch",
                            batch + ": allowed are 1 to " + TextModel.LARGEST_BATCH));
        }
    }
}
