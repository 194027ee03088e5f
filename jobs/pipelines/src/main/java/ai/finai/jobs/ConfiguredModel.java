package ai.finai.jobs;

import ai.finai.jobs.config.AmlConfigFile;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelPlace;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.models.ModelUse;
import ai.finai.operators.scoring.Scoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

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
        return scoring(settings, beside(config, settings.model()), baseCurrency);
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

    /**
     * Where subtasks find a model that does not travel with the job graph. It is read and opened once, to check it.
     *
     * @param model {@link #NONE}, {@link #SHIPPED}, or a place, see {@link ModelPlace#read}: subtasks must be able to read it
     * @param use of the model
     * @param shipped the one that {@link #SHIPPED} names
     * @return null for none
     * @throws IOException if a file cannot be read; a {@link java.nio.file.FileSystemException} says which
     * @throws IllegalArgumentException if it is none that may be used so, with every reason
     */
    public static <M extends Model> @Nullable ModelSource<M> source(
            String model, ModelUse<M> use, ModelSource<M> shipped) throws IOException {
        if (model.equals(NONE)) {
            return null;
        }
        if (model.equals(SHIPPED)) {
            return shipped;
        }
        try {
            ModelFiles files = ModelPlace.read(model, use);
            files.open(use).close();
            String place = ModelPlace.isAddress(model)
                    ? model
                    : Path.of(model).toAbsolutePath().normalize().toString();
            return new ModelSource.AtPlace<>(place, files.file().sha256(), use);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("model " + model + ": " + String.join("; ", e.problems()), e);
        }
    }

    /** What a configuration names, as {@link #source} takes it: a path is relative to the configuration's file. */
    public static String beside(Path config, String model) {
        return model.equals(NONE) || model.equals(SHIPPED) || ModelPlace.isAddress(model)
                ? model
                : config.toAbsolutePath().resolveSibling(model).toString();
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
