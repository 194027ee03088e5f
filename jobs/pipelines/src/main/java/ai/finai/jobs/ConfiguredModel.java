package ai.finai.jobs;

import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.operators.scoring.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the model that the configuration names. */
final class ConfiguredModel {

    private static final String NONE = "none";

    private ConfiguredModel() {}

    /**
     * @param config the file that has the settings; the model is beside it
     * @throws IOException if the model cannot be read
     * @throws IllegalArgumentException if it is none that may run, with every reason
     */
    static Scoring scoring(AmlConfigFile.Scoring settings, Path config) throws IOException {
        if (settings.model().equals(NONE)) {
            return new Scoring(null, settings.alerts().policy(), settings.driftThreshold());
        }
        Path file = config.toAbsolutePath().resolveSibling(settings.model());
        byte[] bytes = Files.readAllBytes(file);
        try {
            ModelFile.of(bytes);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("scoring.model: " + file + ": " + String.join("; ", e.problems()), e);
        }
        return new Scoring(bytes, settings.alerts().policy(), settings.driftThreshold());
    }
}
