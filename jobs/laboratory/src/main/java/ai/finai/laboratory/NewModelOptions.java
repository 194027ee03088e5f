package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.models.contract.ModelContract;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a new model is called, where it goes, and for how long it is trained: the same for every kind of model. */
public final class NewModelOptions {

    @Option(
            names = "--output",
            paramLabel = "DIR",
            required = true,
            description =
                    "A folder for the model; made if it is not there. A model in it is replaced when the new one is"
                            + " trained.")
    private Path output;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The model's name in registry, alerts, tables and metrics: lower-case letters, digits, hyphens. Default:"
                            + " what is trained.")
    private @Nullable String name;

    @Option(
            names = "--version",
            paramLabel = "V",
            defaultValue = "1",
            description =
                    "The model's version: letters, digits, dots, hyphens, underscores. Default: ${DEFAULT-VALUE}.")
    private String version;

    @Option(names = "--epochs", paramLabel = "N", description = "At most; it stops where it no longer gets better.")
    private @Nullable Integer epochs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Of PyTorch; another number can change last digits. Default: 1.")
    private @Nullable Integer threads;

    /**
     * Makes the folder.
     *
     * @throws CommandFailed if an option has a value that it cannot have, or the folder cannot be written: before the hours
     *     are spent that training takes
     */
    public void check() {
        if (name != null && !ModelContract.isName(name)) {
            throw CommandFailed.usage("--name is '" + name
                    + "'; allowed are 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end");
        }
        if (!ModelContract.isVersion(version)) {
            throw CommandFailed.usage(
                    "--version is '" + version + "'; allowed are 1 to 64 letters, digits, dots, hyphens, underscores");
        }
        OutputPlace.requireFolder(output);
    }

    public Path output() {
        return output;
    }

    /** @param kind the name of a model that was given none */
    public String name(String kind) {
        return name == null ? kind : name;
    }

    public String version() {
        return version;
    }

    /** Null where nothing was said. */
    public @Nullable Integer epochs() {
        return epochs;
    }

    /** @param otherwise where nothing was said */
    public int epochs(int otherwise) {
        return epochs == null ? otherwise : epochs;
    }

    /** Null where nothing was said. */
    public @Nullable Integer threads() {
        return threads;
    }

    /** @param otherwise where nothing was said */
    public int threads(int otherwise) {
        return threads == null ? otherwise : threads;
    }
}
