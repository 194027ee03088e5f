package ai.finai.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The models that come with FinAI: models/shipped holds their cards, which say what they learned from and what that is
 * worth.
 */
public final class ShippedModel {

    private static final String FOLDER = "/ai/finai/models/shipped/";

    private ShippedModel() {}

    /** The account LSTM's file, for amounts in USD. */
    public static byte[] bytes() {
        return bytes("account-lstm");
    }

    /** The file of the price LSTM, for daily bars. */
    public static byte[] prices() {
        return bytes("price-lstm");
    }

    /** The file of the price LSTM for bars of a minute of the generator's market: for the demo, and nothing else. */
    public static byte[] minutes() {
        return bytes("price-lstm-minutes");
    }

    private static byte[] bytes(String name) {
        return read(name + "/model.onnx");
    }

    /** @param file in the folder of shipped models */
    public static byte[] read(String file) {
        try (InputStream in = ShippedModel.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("FinAI was built without its model " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
