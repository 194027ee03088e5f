package ai.finai.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The models that come with FinAI. {@code models/shipped} holds their cards, which say what each learned from and what that is
 * worth.
 */
public final class ShippedModel {

    private static final String FOLDER = "/ai/finai/models/shipped/";
    private static final String FILE = "model.onnx";

    private ShippedModel() {}

    /** The file of the account LSTM, for amounts in USD. It learned from generated payments. */
    public static byte[] bytes() {
        return read("account-lstm/" + FILE);
    }

    /** The file of the model that reads the sentiment of English headlines. */
    public static byte[] sentiment() {
        return read("sentiment/" + FILE);
    }

    /** @param file the vocabulary that the sentiment model's contract names */
    public static byte[] sentimentVocabulary(String file) {
        return read("sentiment/" + file);
    }

    private static byte[] read(String name) {
        try (InputStream file = ShippedModel.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("FinAI was built without its model " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
