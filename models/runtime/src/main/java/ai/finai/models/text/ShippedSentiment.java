package ai.finai.models.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;

/**
 * The classifier of headlines that comes with FinAI, for financial news in English. models/shipped/sentiment holds its card,
 * which says what it learned from and how often it is right.
 */
public final class ShippedSentiment {

    private ShippedSentiment() {}

    /** Its file. */
    public static byte[] bytes() {
        return ShippedModel.read("sentiment/model.onnx");
    }

    /** The vocabulary that it is of no use without. */
    public static byte[] vocabulary() {
        return ShippedModel.read("sentiment/vocab.txt");
    }

    /** Ready to judge; to be closed, and for one thread. */
    public static SentimentModel open() {
        try {
            return SentimentModel.open(ModelFile.of(bytes()), vocabulary());
        } catch (InvalidModelException e) {
            throw new IllegalStateException("FinAI was built with a damaged model: " + e.getMessage(), e);
        }
    }
}
