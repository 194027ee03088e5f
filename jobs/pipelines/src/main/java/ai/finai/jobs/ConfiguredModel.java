package ai.finai.jobs;

import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;
import ai.finai.operators.scoring.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the model that the configuration, or a command line, names. */
public final class ConfiguredModel {

    /** No model. */
    public static final String NONE = "none";

    /** The one that FinAI ships. */
    public static final String SHIPPED = "shipped";

    private ConfiguredModel() {}

    /**
     * @param config the file that has the settings; the model is beside it
     * @param baseCurrency of the rule book
     * @throws IOException if the model cannot be read
     * @throws IllegalArgumentException if it is none that may run, with every reason, or takes another currency
     */
    static Scoring scoring(AmlConfigFile.Scoring settings, Path config, String baseCurrency) throws IOException {
        String model = settings.model();
        Path file = config.toAbsolutePath().resolveSibling(model);
        return scoring(settings, model.equals(NONE) || model.equals(SHIPPED) ? model : file.toString(), baseCurrency);
    }

    /**
     * @param model {@link #NONE}, {@link #SHIPPED} or a file
     * @param baseCurrency of the rule book
     * @throws IOException if the model cannot be read
     * @throws IllegalArgumentException if it is none that may run, with every reason, or takes another currency
     */
    public static Scoring scoring(AmlConfigFile.Scoring settings, String model, String baseCurrency)
            throws IOException {
        byte[] bytes = model.equals(NONE)
                ? null
                : model.equals(SHIPPED) ? ShippedModel.bytes() : Files.readAllBytes(Path.of(model));
        if (bytes != null) {
            check(model, bytes, baseCurrency);
        }
        return new Scoring(bytes, settings.alerts().policy(), settings.driftThreshold());
    }

    private static void check(String model, byte[] bytes, String baseCurrency) {
        try {
            String currency = ModelFile.of(bytes).step().baseCurrency();
            if (!currency.equals(baseCurrency)) {
                throw new IllegalArgumentException("model " + model + " takes amounts in " + currency
                        + ", and the rule book's base currency is " + baseCurrency
                        + ": train one for it, or go without (none)");
            }
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("model " + model + ": " + String.join("; ", e.problems()), e);
        }
    }
}
