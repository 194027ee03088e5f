package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.StepModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A model on the command line: an ONNX file, or the folder that it lies in with its {@code manifest.json}. */
public final class ModelAtPath {

    static final String MANIFEST = "manifest.json";

    private ModelAtPath() {}

    /**
     * Checks a model as a job does before it runs it, and opens it.
     *
     * @param path a file, or a folder with one {@code .onnx} file
     * @param baseCurrency of the features that it will be given
     * @return to be closed
     * @throws CommandFailed with everything that speaks against it
     */
    static StepModel open(Path path, String baseCurrency) {
        Model opened = open(path);
        try {
            String currency = opened.file().step().baseCurrency();
            if (!currency.equals(baseCurrency)) {
                throw CommandFailed.usage(path + ": its amounts are in " + currency + ", those of the rule book in "
                        + baseCurrency + ": give --rules in its currency, and --rates into it");
            }
            return (StepModel) opened;
        } catch (InvalidModelException e) {
            opened.close();
            throw CommandFailed.usage(path + ": " + e.getMessage(), e);
        } catch (CommandFailed e) {
            opened.close();
            throw e;
        }
    }

    /**
     * Checks a model of any kind as a job does before it runs it, and opens it.
     *
     * @param path a file, or a folder with one {@code .onnx} file
     * @return to be closed
     * @throws CommandFailed with everything that speaks against it
     */
    public static Model open(Path path) {
        Path file = Files.isDirectory(path) ? onnxFile(path) : path;
        try {
            Model opened = Model.open(ModelFile.of(Files.readAllBytes(file)));
            Path manifest = file.resolveSibling(MANIFEST);
            if (Files.exists(manifest)) {
                verify(opened, Manifest.read(Files.readAllBytes(manifest)), manifest);
            }
            return opened;
        } catch (InvalidModelException e) {
            throw CommandFailed.usage(e.problems().stream()
                    .map(problem -> file + ": " + problem)
                    .reduce((one, other) -> one + "\n" + other)
                    .orElse(file + ": is no model"));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    private static void verify(Model model, Manifest manifest, Path place) throws InvalidModelException {
        try {
            if (!manifest.sha256().equals(model.file().sha256())) {
                throw new InvalidModelException(
                        "its sha256 is " + model.file().sha256() + ", " + place + " says " + manifest.sha256());
            }
            model.verify(manifest.golden());
        } catch (InvalidModelException e) {
            model.close();
            throw e;
        }
    }

    private static Path onnxFile(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
            if (models.size() != 1) {
                throw CommandFailed.usage("--model " + folder + " has " + models.size()
                        + " .onnx files; name the file, or a folder with one");
            }
            return models.get(0);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(folder, e), e);
        }
    }
}
