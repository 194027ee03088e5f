package ai.finai.laboratory.sentiment;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.ModelFile;
import ai.finai.models.TextModel;
import ai.finai.models.text.SentimentModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model of texts in a folder: {@code model.onnx}, the vocabulary that it names, and {@code manifest.json} if it is there. */
final class SentimentModelAtPath {

    private static final String MODEL = "model.onnx";
    private static final String MANIFEST = "manifest.json";

    private SentimentModelAtPath() {}

    /**
     * Checks a model as a job does before it runs it, and opens it.
     *
     * @return to be closed
     * @throws CommandFailed with everything that speaks against it
     */
    static SentimentModel open(Path folder) {
        Path file = folder.resolve(MODEL);
        try {
            ModelFile model = ModelFile.ofText(Files.readAllBytes(file));
            Path vocabulary =
                    folder.resolve(Path.of(model.text().vocabulary().file()).getFileName());
            Path manifest = folder.resolve(MANIFEST);
            if (Files.exists(manifest)) {
                verify(model, Manifest.read(Files.readAllBytes(manifest)));
            }
            file = vocabulary;
            return SentimentModel.open(model, Files.readAllBytes(vocabulary));
        } catch (InvalidModelException e) {
            Path place = file;
            throw CommandFailed.usage(e.problems().stream()
                    .map(problem -> place + ": " + problem)
                    .reduce((one, other) -> one + "\n" + other)
                    .orElse(place + ": is no model"));
        } catch (IOException e) {
            throw CommandFailed.usage(FileProblems.reading(file, e), e);
        }
    }

    private static void verify(ModelFile model, Manifest manifest) throws InvalidModelException {
        if (!manifest.sha256().equals(model.sha256())) {
            throw new InvalidModelException(
                    "its sha256 is " + model.sha256() + ", " + MANIFEST + " says " + manifest.sha256());
        }
        try (TextModel opened = TextModel.open(model)) {
            opened.verify(manifest.golden());
        }
    }
}
