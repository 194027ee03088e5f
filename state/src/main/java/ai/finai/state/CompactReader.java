package ai.finai.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link CompactWriter} wrote. Reused; not thread-safe. */
public final class CompactReader {

    private static final byte[] NOTHING = {};
    private static final int CACHED = 256;

    byte[] bytes = NOTHING;
    int position;

    private final @Nullable String[] cache = new @Nullable String[CACHED];

    /** Reads these bytes from the beginning. */
    public static CompactReader of(byte[] bytes) {
        CompactReader reader = new CompactReader();
        reader.reset(bytes, 0);
        return reader;
    }

    void reset(byte[] source, int from) {
        bytes = source;
        position = from;
    }

    /** How many bytes are left. */
    public int left() {
        return bytes.length - position;
    }

    public int readByte() {
        return bytes[position++];
    }

    public int readShort() {
        int high = bytes[position++] & 0xFF;
        return high << 8 | bytes[position++] & 0xFF;
    }

    public int readInt() {
        int next = bytes[position++];
        if (next >= 0) {
            return next;
        }
        int value = next & 0x7F;
        for (int shift = 7; ; shift += 7) {
            next = bytes[position++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public long readLong() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = bytes[position++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public long readSigned() {
        long value = readLong();
        return value >>> 1 ^ -(value & 1);
    }

    public long readFixedLong() {
        long value = (long) CompactWriter.FIXED_LONG.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public double readDouble() {
        return Double.longBitsToDouble(readFixedLong());
    }

    /** As many as {@code into} holds. */
    public void readDoubles(double[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = readDouble();
        }
    }

    public float readFloat() {
        float value = Float.intBitsToFloat((int) CompactWriter.FIXED_INT.get(bytes, position));
        position += Float.BYTES;
        return value;
    }

    public void readFloats(float[] into, int from, int count) {
        for (int i = from; i < from + count; i++) {
            into[i] = Float.intBitsToFloat((int) CompactWriter.FIXED_INT.get(bytes, position));
            position += Float.BYTES;
        }
    }

    /** @throws NullPointerException where null was written */
    public String readText() {
        return Objects.requireNonNull(readString(), "null where a text must be");
    }

    public @Nullable String readString() {
        int head = readInt();
        if (head == 0) {
            return null;
        }
        return string((head - 1) >>> 1, ((head - 1) & 1) == 1);
    }

    /** A string out of few different ones: the same object is given for the same text as long as it is remembered. */
    public @Nullable String readRepeated() {
        int head = readInt();
        if (head == 0) {
            return null;
        }
        int chars = (head - 1) >>> 1;
        if (((head - 1) & 1) == 1 || chars == 0) {
            return string(chars, true);
        }
        int hash = chars;
        for (int i = 0; i < chars; i++) {
            hash = 31 * hash + bytes[position + i];
        }
        int slot = (hash ^ hash >>> 16) & (CACHED - 1);
        String known = cache[slot];
        if (known != null && same(known, chars)) {
            position += chars;
            return known;
        }
        String read = string(chars, false);
        cache[slot] = read;
        return read;
    }

    /** @throws NullPointerException where null was written */
    public String readRepeatedText() {
        return Objects.requireNonNull(readRepeated(), "null where a text must be");
    }

    public byte[] readBytes() {
        int count = readInt();
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    private boolean same(String known, int chars) {
        if (known.length() != chars) {
            return false;
        }
        for (int i = 0; i < chars; i++) {
            if (known.charAt(i) != (bytes[position + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private String string(int chars, boolean wide) {
        if (!wide) {
            String value = new String(bytes, position, chars, StandardCharsets.ISO_8859_1);
            position += chars;
            return value;
        }
        Objects.checkFromIndexSize(position, 2 * chars, bytes.length); // before memory is taken for it
        char[] value = new char[chars];
        for (int i = 0; i < chars; i++) {
            value[i] = (char) readShort();
        }
        return new String(value);
    }
}
