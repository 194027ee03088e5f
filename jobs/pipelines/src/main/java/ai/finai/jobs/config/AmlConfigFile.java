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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The configuration file as it is written: a key for each component. What it leaves out is as in {@link #DEFAULTS}. */
public record AmlConfigFile(
        @Key("The job and its name.") Job job,

        @Key("The brokers, the topics, and how the job reads and writes them.")
        KafkaConfig kafka,

        @Key("How event time advances.") Events events,
        @Key("How transactions that come twice are found.") Deduplication deduplication,

        @Key("The rule book: a YAML file, relative to this one. Without it, the book that FinAI ships.") @Nullable
        Path rules,

        @Key(
                "The exchange rates into the rule book's base currency: a file, relative to this one. Without it only the base currency is rated.")
        @Nullable
        Path rates,

        @Key("The model that scores postings.") Scoring scoring,
        @Key("The Parquet tables.") Archive archive) {

    // Before DEFAULTS, whose constructors need it.
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    public static final AmlConfigFile DEFAULTS = new AmlConfigFile(
            new Job("aml"),
            KafkaConfig.DEFAULTS,
            new Events(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(5)),
            new Deduplication(true, Duration.ofHours(24)),
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
            new Archive("s3://finai/archive", new Compaction(30, 128L << 20)));

    /**
     * @throws IOException if the file cannot be read
     * @throws InvalidYaml with everything that is wrong with it, each with its line
     */
    public static AmlConfigFile read(Path file) throws IOException {
        return YamlDocument.read(file).bind(AmlConfigFile.class, DEFAULTS);
    }

    public record Job(
            @Key(
                    "Stands on every alert (`provenance.job`), names the job in Flink, and is part of the Kafka transactions' ids: two jobs on the same brokers need two names, or they fence each other off.")
            String name) {

        public Job {
            throwIfAny(
                    unless(
                            NAME.matcher(name).matches(),
                            "name",
                            "'" + name
                                    + "': allowed are 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end"));
        }
    }

    public record Events(
            @Key(
                    "How far behind the latest event time of its partition a transaction may come and still be seen by rules. Every alert waits that long.")
            Duration outOfOrderness,

            @Key(
                    "After how long without transactions a partition no longer holds event time back; `0s`: never. Transactions that it brings afterwards may be late.")
            Duration idleness,

            @Key(
                    "How far a partition may run ahead of the slowest one in event time before it is paused, so that a catch-up does not pile up postings in memory; `0s`: without limit.")
            Duration alignment,

            @Key(
                    "How far a transaction's time may be ahead of its record's timestamp; beyond it the record is a dead letter `event-time-in-future`.")
            Duration maxFuture) {}

    public record Deduplication(
            @Key(
                    "Switch it off only where producers are known to write each transaction once: every transaction is then accepted. It costs two or three reads and a write of state a transaction. Switched on or off, it begins without memory.")
            boolean enabled,

            @Key(
                    "The same id within this much event time is the same transaction. State grows with it. It cannot be another one for a job that goes on from a snapshot.")
            Duration window) {

        public Deduplication {
            throwIfAny(unless(!window.isZero(), "window", "must be longer than 0"));
        }
    }

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

    public record Archive(
            @Key(
                    "A folder of a file system that Flink knows; its keys and endpoint are Flink's (`s3.endpoint`, `s3.access-key`).")
            String location,

            @Key("How many small files become one.") Compaction compaction) {}

    public record Compaction(
            @Key(
                    "A day's rows become a file with this many checkpoints at the latest; readers see them then. `1`: with each checkpoint, no compaction.")
            int checkpoints,

            @Key("A day's rows become a file as soon as they are this many bytes, compressed.")
            long fileBytes) {}
}
