package ai.finai.cli.model;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An ONNX file on this machine, named by itself or by the folder that it lies in. */
record LocalModel(Path file) {

    private static final String MANIFEST = "manifest.json";

    /** @param path a file, or a folder with one {@code .onnx} file */
    static LocalModel at(Path path) {
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

    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    /** All of it; only a file that is not too large is read. */
    byte[] bytes() {
        if (size() > ModelFile.LARGEST) {
            throw invalid(new InvalidModelException(tooLarge()));
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    boolean isTooLarge() {
        return size() > ModelFile.LARGEST;
    }

    String tooLarge() {
        return "the file has " + size() + " bytes; at most " + ModelFile.LARGEST + " are allowed";
    }

    /** The manifest beside it; null if there is none. */
    @Nullable
    Manifest manifest() throws InvalidModelException {
        Path manifest = file.resolveSibling(MANIFEST);
        if (!Files.exists(manifest)) {
            return null;
        }
        try {
            return Manifest.read(Files.readAllBytes(manifest));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(manifest, e), e);
        }
    }

    /** A line for each problem, with the file. */
    CommandFailed invalid(InvalidModelException e) {
        return CommandFailed.usage(
                e.problems().stream().map(problem -> file + ": " + problem).collect(Collectors.joining("\n")), e);
    }
}
