package ai.finai.jobs.market;

import ai.finai.jobs.config.MarketConfigFile;
import ai.finai.models.InvalidModelException;
import ai.finai.operators.market.ScoreNews;
import ai.finai.operators.market.SentimentFolder;
import ai.finai.operators.market.SentimentSource;
import java.io.IOException;
import java.nio.file.Path;

/** Looks whether the sentiment model that the configuration names may run, and says where subtasks find it. */
public final class ConfiguredSentiment {

    private ConfiguredSentiment() {}

    /**
     * Reads it once, to check it: subtasks read it again, from the same place.
     *
     * @param folder with {@code model.onnx} and the vocabulary that it names: a path, or an address of a file system that
     *     Flink knows. Its subtasks must be able to read it
     * @param settings of {@code sentiment}; its model is not looked at
     * @throws IOException if a file cannot be read; a {@link java.nio.file.FileSystemException} says which
     * @throws IllegalArgumentException if it is no model of texts that may run, with every reason
     */
    public static ScoreNews.Model read(String folder, MarketConfigFile.Sentiment settings) throws IOException {
        try {
            SentimentFolder read = SentimentFolder.read(folder);
            read.open().close();
            String place = SentimentFolder.isAddress(folder)
                    ? folder
                    : Path.of(folder).toAbsolutePath().normalize().toString();
            return of(new SentimentSource.Folder(place, read.file().sha256()), settings);
        } catch (InvalidModelException e) {
            throw new IllegalArgumentException("model " + folder + ": " + String.join("; ", e.problems()), e);
        }
    }

    /** The one that FinAI ships. */
    public static ScoreNews.Model shipped(MarketConfigFile.Sentiment settings) {
        return of(new SentimentSource.Shipped(), settings);
    }

    private static ScoreNews.Model of(SentimentSource source, MarketConfigFile.Sentiment settings) {
        return new ScoreNews.Model(source, settings.parallelism(), settings.batch());
    }
}
