package ai.finai.jobs.market;

import ai.finai.models.InvalidModelException;
import ai.finai.operators.market.forecast.Forecaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the model of prices that the configuration names, and looks whether it may run. */
public final class ConfiguredForecaster {

    private ConfiguredForecaster() {}

    /**
     * @return the file's bytes
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no model of prices that may run, with every reason
     */
    public static byte[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try {
            Forecaster.check(bytes);
            return bytes;
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("model " + file + ": " + String.join("; ", e.problems()), e);
        }
    }
}
