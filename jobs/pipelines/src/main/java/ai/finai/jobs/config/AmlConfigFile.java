package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.Severity;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.events.yaml.YamlDocument;
import ai.finai.operators.scoring.AlertPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The configuration file as it is written: a key for each component. What it leaves out is as in {@link #DEFAULTS}. */
public record AmlConfigFile(
        @Key("The job and its name.") JobSection job,

        @Key("The brokers, the topics, and how the job reads and writes them.")
        KafkaConfig kafka,

        @Key("How event time advances.") EventsSection events,
        @Key("How transactions that come twice are found.") DeduplicationSection deduplication,

        @Key("The rule book: a YAML file, relative to this one. Without it, the book that FinAI ships.") @Nullable
        Path rules,

        @Key(
                "The exchange rates into the rule book's base currency: a file, relative to this one. Without it only the base currency is rated.")
        @Nullable
        Path rates,

        @Key("The model that scores postings.") Scoring scoring,

        @Key("What is kept of each account for queries on snapshots.")
        Profiles profiles,

        @Key("The Parquet tables.") ArchiveSection archive) {

    public static final AmlConfigFile DEFAULTS = new AmlConfigFile(
            new JobSection("aml"),
            KafkaConfig.defaults("finai-aml", AmlTopics.DEFAULTS),
            new EventsSection(
                    Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5)),
            new DeduplicationSection(true, Duration.ofHours(24)),
            null,
            null,
            new Scoring(
                    "none",
                    new ScoreAlerts(
                            AlertPolicy.DEFAULT.enabled(),
                            null,
                            AlertPolicy.DEFAULT.release(),
                            AlertPolicy.DEFAULT.quietPeriod(),
                            AlertPolicy.DEFAULT.severity()),
                    ai.finai.operators.scoring.Scoring.NONE.driftThreshold()),
            new Profiles(true),
            new ArchiveSection("s3://finai/archive", new CompactionSection(30, 128L << 20)));

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with everything that is wrong with it, each with its line
     */
    public static AmlConfigFile read(Path file) throws IOException {
        return YamlDocument.read(file).bind(AmlConfigFile.class, DEFAULTS);
    }

    public record Profiles(
            @Key(
                    "Whether each account's turnover, counterparties, countries, scores and last alerts are kept. It costs a read and a write of state for each account that a watermark releases postings of. Rules, models and alerts do not need them; switched off and on again, they begin where they ended, and what came between is missing.")
            boolean enabled) {}

    public record Scoring(
            @Key(
                    "The model in force from the start: `none`, `shipped` (the one that comes with FinAI), or an ONNX file, relative to this one. It stays in force until another is activated; a changed file wins over that.")
            String model,

            @Key("When a score becomes an alert.") ScoreAlerts alerts,

            @Key(
                    "From which population stability index on, of the score or of a feature that drift watches, within a week, drift from the training data is reported on `model-status`.")
            double driftThreshold) {

        public Scoring {
            throwIfAny(unless(driftThreshold > 0, "driftThreshold", driftThreshold + ": must be above 0"));
        }
    }

    public record ScoreAlerts(
            @Key("Whether scores become alerts of their own. Rules can use them and the archive has them in any case.")
            boolean enabled,

            @Key("From which score on, above 0 and at most 1; without it, from the one that the model's file names.")
            @Nullable
            Double threshold,

            @Key(
                    "An account stays under alert until its score has fallen below this share of the threshold; until then it has no other.")
            double release,

            @Key("After an alert the account has no other of the model for this much event time.")
            Duration quietPeriod,

            @Key("Of the alerts: `LOW`, `MEDIUM` or `HIGH`.")
            Severity severity) {

        public ScoreAlerts {
            throwIfAny(
                    unless(
                            threshold == null || (threshold > 0 && threshold <= 1),
                            "threshold",
                            threshold + ": must be above 0 and at most 1"),
                    unless(release > 0 && release <= 1, "release", release + ": must be above 0 and at most 1"),
                    unless(quietPeriod.compareTo(Duration.ofDays(3_660)) <= 0, "quietPeriod", "must be at most 3660d"));
        }

        /** The same for the operator. */
        public AlertPolicy policy() {
            return new AlertPolicy(enabled, threshold, release, quietPeriod, severity);
        }
    }
}
