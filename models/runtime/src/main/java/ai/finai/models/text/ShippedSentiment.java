package ai.finai.models.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The classifier of headlines that comes with FinAI, for financial news in English. models/shipped/sentiment holds its card,
 * which says what it learned from and how often it is right.
 */
public final class ShippedSentiment {

    private static final String FOLDER = "/ai/finai/models/shipped/sentiment/";

    private ShippedSentiment() {}

    /** Its file. */
    public static byte[] bytes() {
        return read("model.onnx");
    }

    /** The vocabulary that it is of no use without. */
    public static byte[] vocabulary() {
        return read("vocab.txt");
    }

    /** Ready to judge; to be closed, and for one thread. */
    public static SentimentModel open() {
        try {
            return SentimentModel.open(ModelFile.of(bytes()), vocabulary());
        } catch (InvalidModelException e) {
            throw new IllegalStateException("FinAI was built with a damaged model: " + e.getMessage(), e);
        }
    }

    private static byte[] read(String name) {
        try (InputStream file = ShippedSentiment.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("FinAI was built without its model of headlines");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
