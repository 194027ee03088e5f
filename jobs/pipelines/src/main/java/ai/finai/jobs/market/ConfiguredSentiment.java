package ai.finai.jobs.market;

import ai.finai.jobs.ConfiguredModel;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.market.ScoreNews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the sentiment model that the configuration names, and looks whether it may run. */
public final class ConfiguredSentiment {

    private static final String MODEL = "model.onnx";

    /** Reads a folder's file, or the shipped model's. */
    private interface Source {
        byte[] read(String name) throws IOException;
    }

    private ConfiguredSentiment() {}

    /**
     * @param folder with {@code model.onnx} and the vocabulary that it names
     * @param parallelism see {@link ScoreNews.Model}
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if it is no model of texts that may run, with every reason
     */
    public static ScoreNews.Model read(Path folder, int parallelism) throws IOException {
        return open(folder.toString(), name -> Files.readAllBytes(folder.resolve(name)), parallelism);
    }

    /** The one that FinAI ships. */
    public static ScoreNews.Model shipped(int parallelism) {
        try {
            return open(
                    ConfiguredModel.SHIPPED,
                    name -> name.equals(MODEL) ? ShippedModel.sentiment() : ShippedModel.sentimentVocabulary(name),
                    parallelism);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScoreNews.Model open(String model, Source files, int parallelism) throws IOException {
        byte[] bytes = files.read(MODEL);
        try {
            ModelFile file = ModelFile.of(bytes);
            byte[] vocabulary = files.read(file.text().vocabulary().file());
            SentimentModel.open(file, vocabulary).close();
            return new ScoreNews.Model(bytes, vocabulary, parallelism);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("model " + model + ": " + String.join("; ", e.problems()), e);
        }
    }
}
