package ai.finai.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The account LSTM that comes with FinAI, for amounts in USD. It learned from generated payments: models/shipped holds its
 * card, which says what that is worth.
 */
public final class ShippedModel {

    private static final String RESOURCE = "/ai/finai/models/shipped/account-lstm/model.onnx";

    private ShippedModel() {}

    /** Its file. */
    public static byte[] bytes() {
        try (InputStream file = ShippedModel.class.getResourceAsStream(RESOURCE)) {
            if (file == null) {
                throw new IllegalStateException("FinAI was built without its model");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
