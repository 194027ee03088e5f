package ai.finai.jobs;

import ai.finai.events.RateTable;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.archive.ArchiveConfig;
import ai.finai.jobs.archive.Compaction;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.EventsSection;
import ai.finai.jobs.config.JobSection;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.intake.Deduplicate;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.scoring.Scoring;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the money laundering job is told: the configuration file with the files that it names, read once and checked.
 *
 * @param job stands on every alert
 * @param kafka brokers and topics
 * @param watermarks how event time advances
 * @param maxFuture how far an event time may be ahead of its record's timestamp
 * @param deduplication how transactions that come twice are found
 * @param ruleBook in force from the start
 * @param rates into the rule book's base currency
 * @param scoring the model in force from the start
 * @param profiles whether profiles of accounts are kept
 * @param archive where the tables are and how their files are made
 */
public record AmlConfig(
        JobSection job,
        KafkaConfig kafka,
        EventWatermarks.Config watermarks,
        Duration maxFuture,
        Deduplicate.Config deduplication,
        RuleBook ruleBook,
        RateTable rates,
        Scoring scoring,
        boolean profiles,
        ArchiveConfig archive) {

    /** @throws IllegalArgumentException if rules and rates are not in the same base currency */
    public AmlConfig {
        if (!ruleBook.baseCurrency().equals(rates.baseCurrency())) {
            throw new IllegalArgumentException("the rule book's base currency is " + ruleBook.baseCurrency()
                    + ", but the rates are into " + rates.baseCurrency());
        }
    }

    /** What is shipped: every default, the shipped rule book, no rates. */
    public static AmlConfig shipped() {
        RuleBook book = RuleBookReader.shipped();
        return of(AmlConfigFile.DEFAULTS, book, RateTable.none(book.baseCurrency()));
    }

    /**
     * Reads the file that {@code --config FILE} names, and the files that it names.
     *
     * @throws IOException if a file cannot be read
     * @throws InvalidYaml with everything that is wrong in a file, each with its line
     * @throws IllegalArgumentException if the arguments are others
     */
    public static AmlConfig load(String... arguments) throws IOException {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            throw new IllegalArgumentException("expected: --config FILE");
        }
        return load(Path.of(arguments[1]));
    }

    /** As {@link #load(String...)}. */
    public static AmlConfig load(Path path) throws IOException {
        AmlConfigFile file = AmlConfigFile.read(path);
        RuleBook book =
                file.rules() == null ? RuleBookReader.shipped() : RuleBookReader.read(beside(path, file.rules()));
        return of(
                file,
                book,
                rates(file.rates() == null ? null : beside(path, file.rates()), book.baseCurrency()),
                ConfiguredModel.scoring(file.scoring(), path, book.baseCurrency()));
    }

    private static RateTable rates(@Nullable Path file, String baseCurrency) throws IOException {
        return file == null ? RateTable.none(baseCurrency) : RateTable.read(file, baseCurrency);
    }

    private static Path beside(Path config, Path other) {
        return config.toAbsolutePath().resolveSibling(other);
    }

    /** A file's settings with a rule book and rates from elsewhere, without a model. */
    public static AmlConfig of(AmlConfigFile file, RuleBook ruleBook, RateTable rates) {
        return of(file, ruleBook, rates, Scoring.NONE);
    }

    /** A file's settings with a rule book, rates and a model from elsewhere. */
    public static AmlConfig of(AmlConfigFile file, RuleBook ruleBook, RateTable rates, Scoring scoring) {
        EventsSection events = file.events();
        return new AmlConfig(
                file.job(),
                file.kafka(),
                events.watermarks(),
                events.maxFuture(),
                new Deduplicate.Config(
                        file.deduplication().enabled(), file.deduplication().window()),
                ruleBook,
                rates,
                scoring,
                file.profiles().enabled(),
                new ArchiveConfig(
                        file.archive().location(),
                        new Compaction(
                                file.archive().compaction().checkpoints(),
                                file.archive().compaction().fileBytes())));
    }

    /** The same without profiles: for a run that leaves no snapshot to query. */
    public AmlConfig withoutProfiles() {
        return new AmlConfig(
                job, kafka, watermarks, maxFuture, deduplication, ruleBook, rates, scoring, false, archive);
    }

    /** What the account operator needs. */
    public WatchAccounts.Config watch() {
        return WatchAccounts.Config.of(ruleBook, rates.sha256(), job.name(), Release.VERSION)
                .with(scoring)
                .profiles(profiles);
    }
}
