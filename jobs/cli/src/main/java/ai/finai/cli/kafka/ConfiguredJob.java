package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.jobs.config.JobSection;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.models.ModelRole;
import ai.finai.models.contract.ModelKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Whose configuration file it is. */
public enum ConfiguredJob {
    AML(new Settings(AmlConfigFile.DEFAULTS.job(), AmlConfigFile.DEFAULTS.kafka())) {
        @Override
        Settings settings(Path file) throws IOException {
            AmlConfigFile config = AmlConfigFile.read(file);
            return new Settings(config.job(), config.kafka());
        }
    },
    MARKET(new Settings(MarketConfigFile.DEFAULTS.job(), MarketConfigFile.DEFAULTS.kafka())) {
        @Override
        Settings settings(Path file) throws IOException {
            MarketConfigFile config = MarketConfigFile.read(file);
            return new Settings(config.job(), config.kafka());
        }
    };

    private final Settings defaults;

    ConfiguredJob(Settings defaults) {
        this.defaults = defaults;
    }

    /** What both files have. */
    record Settings(JobSection job, KafkaConfig kafka) {}

    abstract Settings settings(Path file) throws IOException;

    KafkaConfig defaults() {
        return defaults.kafka();
    }

    /**
     * @throws CommandFailed if the file cannot be read, or is another job's
     * @throws InvalidYaml with everything that is wrong with it
     */
    KafkaConfig read(Path file) {
        return checked(file).kafka();
    }

    /** As {@link #read}; the job's name. */
    String nameIn(Path file) {
        return checked(file).job().name();
    }

    private Settings checked(Path file) {
        try {
            return settings(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        } catch (InvalidYaml e) {
            for (ConfiguredJob other : values()) {
                if (other != this && other.accepts(file)) {
                    throw CommandFailed.usage(
                            file + " is a configuration of the " + other.code() + " job, and this is about the "
                                    + code() + " job's",
                            e);
                }
            }
            throw e;
        }
    }

    private boolean accepts(Path file) {
        try {
            settings(file);
            return true;
        } catch (IOException | InvalidYaml e) {
            return false;
        }
    }

    /** The job that has models of a role. */
    public static ConfiguredJob of(ModelRole role) {
        return role.kind() == ModelKind.STEP ? AML : MARKET;
    }

    /** {@code aml}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
