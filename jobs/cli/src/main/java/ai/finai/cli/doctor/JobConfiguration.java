package ai.finai.cli.doctor;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.cli.SnapshotPlaces;
import ai.finai.cli.kafka.ConfiguredJob;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.CheckpointPrerequisites;
import ai.finai.jobs.FlinkEnvironment;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.MarketConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** Reads a job's configuration file as the job itself does, and tells what is wrong with it. */
final class JobConfiguration {

    static final String NAME = "configuration";

    static final String SEE = "see src/docs/configuration.md";

    private final ConfiguredJob kind;
    private final Path file;

    JobConfiguration(ConfiguredJob kind, Path file) {
        this.kind = kind;
        this.file = file;
    }

    /** What the file itself says. */
    private record Read(
            Record defaults, Record file, String name, KafkaConfig kafka, Duration idleness, String archive) {}

    /**
     * @param flink what Flink is told; the places of snapshots are added
     * @return empty if there is no telling what the job would need
     * @throws CommandFailed if there is no such file
     */
    Optional<ExaminedJob> read(Configuration flink, Findings findings) {
        if (!Files.exists(file)) {
            throw CommandFailed.usage("no file " + file);
        }
        Read read;
        try {
            read = file();
        } catch (InvalidYaml e) {
            ConfiguredGraph.tell(e, findings, Runbook.CONFIGURATION);
            return Optional.empty();
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
        List<String> differences = Differences.of(read.defaults(), read.file());
        findings.note(
                file.toString(),
                differences.isEmpty()
                        ? "everything is as by default"
                        : "differs from the defaults: " + String.join("; ", differences));
        SnapshotPlaces.besideArchive(flink, read.archive());
        checkFlink(flink, read.kafka().transactions().timeout(), findings);
        return Optional.of(new ExaminedJob(
                kind,
                read.name(),
                read.kafka(),
                read.idleness(),
                read.archive(),
                flink,
                new ConfiguredGraph(kind, file)));
    }

    private Read file() throws IOException {
        if (kind == ConfiguredJob.AML) {
            AmlConfigFile aml = AmlConfigFile.read(file);
            return new Read(
                    AmlConfigFile.DEFAULTS,
                    aml,
                    aml.job().name(),
                    aml.kafka(),
                    aml.events().idleness(),
                    aml.archive().location());
        }
        MarketConfigFile market = MarketConfigFile.read(file);
        return new Read(
                MarketConfigFile.DEFAULTS,
                market,
                market.job().name(),
                market.kafka(),
                market.events().idleness(),
                market.archive().location());
    }

    private static void checkFlink(Configuration flink, Duration transactionTimeout, Findings findings) {
        try {
            FlinkEnvironment.create(flink);
            CheckpointPrerequisites.check(flink, transactionTimeout);
        } catch (IllegalArgumentException e) {
            String why = String.valueOf(e.getMessage());
            int end = why.indexOf(": "); // Flink's own messages about a value have no place
            findings.stops(
                    end < 0 ? "Flink configuration" : why.substring(0, end),
                    end < 0 ? why : why.substring(end + 2),
                    SEE,
                    Runbook.CHECKPOINT_FAILING);
        }
    }
}
