package ai.finai.jobs.market;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.ShippedSentiment;
import ai.finai.operators.market.ScoreNews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the sentiment model that the configuration names, and looks whether it may run. */
public final class ConfiguredSentiment {

    private static final String MODEL = "model.onnx";

    private ConfiguredSentiment() {}

    /**
     * @param folder with {@code model.onnx} and the vocabulary that it names
     * @param parallelism see {@link ScoreNews.Model}
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException if it is no model of texts that may run, with every reason
     */
    public static ScoreNews.Model read(Path folder, int parallelism) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(MODEL));
        try {
            ModelFile file = ModelFile.ofText(bytes);
            byte[] vocabulary =
                    Files.readAllBytes(folder.resolve(file.text().vocabulary().file()));
            SentimentModel.open(file, vocabulary).close();
            return new ScoreNews.Model(bytes, vocabulary, parallelism);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("model " + folder + ": " + String.join("; ", e.problems()), e);
        }
    }

    /** The one that FinAI ships. */
    public static ScoreNews.Model shipped(int parallelism) {
        return new ScoreNews.Model(ShippedSentiment.bytes(), ShippedSentiment.vocabulary(), parallelism);
    }
}
