package ai.finai.cli.model;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.events.Hashes;
import ai.finai.jobs.ConfiguredModel;
import ai.finai.models.GoldenVectors;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelReference;
import ai.finai.models.Rehearsal;
import ai.finai.models.ShippedModel;
import ai.finai.models.contract.ModelKind;
import ai.finai.operators.models.ModelFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model that a command line names: {@code shipped}, an ONNX file of this machine, or the folder that it lies in. Every
 * command opens it here, so that none takes what another one refuses.
 */
public final class LocalModel {

    private static final String MANIFEST = "manifest.json";

    /** Null for the one that ships with FinAI. */
    private final @Nullable Path file;

    private LocalModel(@Nullable Path file) {
        this.file = file;
    }

    /**
     * @param named {@code shipped}, a file, or a folder with one {@code .onnx} file
     * @throws CommandFailed if it is a folder with none or several, or cannot be read
     */
    public static LocalModel at(String named) {
        if (named.equals(ConfiguredModel.SHIPPED)) {
            return new LocalModel(null);
        }
        Path path = Path.of(named);
        if (!Files.isDirectory(path)) {
            return new LocalModel(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
            if (models.size() != 1) {
                throw CommandFailed.usage(
                        path + " has " + models.size() + " .onnx files; name the file, or a folder with one");
            }
            return new LocalModel(models.get(0));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(path, e), e);
        }
    }

    /** For messages: the file, or {@code shipped}. */
    String place() {
        return file == null ? ConfiguredModel.SHIPPED : file.toString();
    }

    long size() {
        if (file == null) {
            return ShippedModel.bytes().length;
        }
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    /** All of it; only a file that is not too large is read. */
    byte[] bytes() {
        if (file == null) {
            return ShippedModel.bytes();
        }
        if (isTooLarge()) {
            throw invalid(new InvalidModelException(tooLarge()));
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    boolean isTooLarge() {
        return size() > ModelFile.LARGEST_OF_TEXTS;
    }

    String tooLarge() {
        return "the file has " + size() + " bytes; at most " + ModelFile.LARGEST_OF_TEXTS + " are allowed";
    }

    /** The manifest beside it; null if there is none. */
    @Nullable
    Manifest manifest() throws InvalidModelException {
        Path manifest = file == null ? null : file.resolveSibling(MANIFEST);
        if (manifest == null || !Files.exists(manifest)) {
            return null;
        }
        try {
            return Manifest.read(Files.readAllBytes(manifest));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(manifest, e), e);
        }
    }

    /**
     * A model that was found fit to run, and agrees with its manifest.
     *
     * @param rehearsed what it gives for made-up postings
     * @param manifest the one beside it; null if there is none
     */
    record Checked(
            ModelFile file,
            GoldenVectors rehearsed,
            @Nullable Manifest manifest) {}

    /** @throws InvalidModelException with everything that was found to speak against it */
    Checked check() throws InvalidModelException {
        ModelFile model = ModelFile.ofAnyKind(bytes());
        try (Model opened = Model.open(model)) {
            GoldenVectors rehearsed = Rehearsal.of(opened);
            Manifest manifest = manifest();
            if (manifest != null) {
                requireSame(manifest, model.sha256());
                ModelReference reference = ModelReference.of(model);
                if (!manifest.name().equals(reference.name())
                        || !manifest.version().equals(reference.version())) {
                    throw new InvalidModelException("manifest.json beside it says " + manifest.name() + '/'
                            + manifest.version() + ", the file " + reference.path());
                }
                opened.verify(manifest.golden());
            }
            return new Checked(model, rehearsed, manifest);
        }
    }

    /**
     * All that a registry holds of it, a model of texts with the vocabulary beside it, found to fit.
     *
     * @throws CommandFailed if there is no vocabulary
     * @throws InvalidModelException if it is another one's
     */
    ModelFiles files(Checked checked, @Nullable Manifest manifest) throws InvalidModelException {
        ModelFile model = checked.file();
        if (file == null || model.contract().kind() != ModelKind.TEXT) {
            return new ModelFiles(model, null, manifest);
        }
        Path vocabulary = file.resolveSibling(model.text().vocabulary().file());
        try {
            ModelFiles files = new ModelFiles(model, Files.readAllBytes(vocabulary), manifest);
            files.sentiment().close();
            return files;
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(vocabulary, e), e);
        }
    }

    private static void requireSame(Manifest manifest, String sha256) throws InvalidModelException {
        if (!manifest.sha256().equals(sha256)) {
            throw new InvalidModelException("manifest.json beside it is of another file: it says sha256 "
                    + manifest.sha256() + ", this one has " + sha256);
        }
    }

    /** Whether the manifest beside a file, which may be no model at all, is of that file. */
    void requireManifestOf(byte[] bytes) throws InvalidModelException {
        Manifest manifest = manifest();
        if (manifest != null) {
            requireSame(manifest, Hashes.sha256(bytes));
        }
    }

    /**
     * Checks it as a job does before it takes it, and that it can have the features of this rule book.
     *
     * @param baseCurrency of the rule book
     * @throws CommandFailed with everything that speaks against it
     */
    public ModelFile fit(String baseCurrency) {
        try {
            ModelFile model = check().file();
            String currency = model.step().baseCurrency();
            if (!currency.equals(baseCurrency)) {
                throw CommandFailed.usage(place() + ": its amounts are in " + currency + ", those of the rule book in "
                        + baseCurrency + ": give --rules in its currency, and --rates into it");
            }
            return model;
        } catch (InvalidModelException e) {
            throw invalid(e);
        }
    }

    /**
     * Opens a model of any kind, after it was checked as a job does before it takes it.
     *
     * @return to be closed
     * @throws CommandFailed with everything that speaks against it
     */
    public Model open() {
        try {
            return Model.open(check().file());
        } catch (InvalidModelException e) {
            throw invalid(e);
        }
    }

    /** A line for each problem, with the file. */
    CommandFailed invalid(InvalidModelException e) {
        return CommandFailed.usage(
                e.problems().stream().map(problem -> place() + ": " + problem).collect(Collectors.joining("\n")), e);
    }
}
