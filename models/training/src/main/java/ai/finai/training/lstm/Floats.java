package ai.finai.training.lstm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Arrays of floats in a checkpoint: how many, then their bits. */
final class Floats {

    private Floats() {}

    static void write(float[] values, DataOutput out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeInt(Float.floatToRawIntBits(value));
        }
    }

    /** @throws IOException if there are not as many as {@code into} has */
    static void read(float[] into, DataInput in) throws IOException {
        int length = in.readInt();
        if (length != into.length) {
            throw new IOException(length + " numbers where " + into.length + " should be");
        }
        for (int i = 0; i < length; i++) {
            into[i] = Float.intBitsToFloat(in.readInt());
        }
    }
}
