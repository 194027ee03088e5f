package ai.finai.events;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as FinAI writes it everywhere: UTF-8, no white space, fields in the order of the calls, only what must be
 * escaped is. The same values give the same bytes, on every machine and in every release.
 *
 * <p>Reusable and not thread-safe: it keeps its buffer.
 */
public final class JsonWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[512];
    private int size;
    private boolean first = true;

    public JsonWriter clear() {
        size = 0;
        first = true;
        return this;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    public byte[] buffer() {
        return buffer;
    }

    public int size() {
        return size;
    }

    public JsonWriter startObject() {
        return open('{');
    }

    public JsonWriter endObject() {
        return close('}');
    }

    public JsonWriter startArray() {
        return open('[');
    }

    public JsonWriter endArray() {
        return close(']');
    }

    private JsonWriter open(char bracket) {
        separate();
        put(bracket);
        first = true;
        return this;
    }

    private JsonWriter close(char bracket) {
        put(bracket);
        first = false;
        return this;
    }

    /** The name of a field; its value is the next call. */
    public JsonWriter name(String name) {
        separate();
        quoted(name);
        put(':');
        first = true;
        return this;
    }

    /** {@code "name":} as bytes, for {@link #name(byte[])}. */
    public static byte[] encodedName(String name) {
        return new JsonWriter().name(name).toBytes();
    }

    /** The name of a field as {@link #encodedName} made it: for what is written millions of times. */
    public JsonWriter name(byte[] encoded) {
        separate();
        raw(encoded);
        first = true;
        return this;
    }

    public JsonWriter text(@Nullable String value) {
        separate();
        if (value == null) {
            raw(NULL);
        } else {
            quoted(value);
        }
        return this;
    }

    public JsonWriter number(long value) {
        separate();
        if (value >= 0 && value < 10) {
            put((char) ('0' + value));
        } else {
            raw(Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
        return this;
    }

    /** A number as its text stands. */
    public JsonWriter number(String value) {
        separate();
        raw(value.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    /**
     * A number to at most so many decimals, half to even, without zeros at its end.
     *
     * @param value finite
     */
    public JsonWriter number(double value, int decimals) {
        // Not Double.toString: its digits changed with Java 19.
        return number(new BigDecimal(value)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString());
    }

    public JsonWriter bool(boolean value) {
        return number(Boolean.toString(value));
    }

    /** An ISO 8601 instant. */
    public JsonWriter instant(long epochMillis) {
        separate();
        reserve(26);
        buffer[size] = '"';
        int length = Instants.format(epochMillis, buffer, size + 1);
        if (length == 0) {
            quoted(Instants.format(epochMillis));
        } else {
            buffer[size + 1 + length] = '"';
            size += length + 2;
        }
        return this;
    }

    /** An amount as a decimal string with all decimals of its currency. */
    public JsonWriter amount(long minorUnits, int decimals) {
        separate();
        put('"');
        reserve(40);
        size += Money.writeDecimal(minorUnits, decimals, buffer, size);
        put('"');
        return this;
    }

    private void separate() {
        if (!first) {
            put(',');
        }
        first = false;
    }

    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) copies Latin-1 bytes as they are: ASCII by then
    private void quoted(String text) {
        int length = text.length();
        reserve(length + 2);
        buffer[size++] = '"';
        int plain = 0;
        while (plain < length && isPlain(text.charAt(plain))) {
            plain++;
        }
        text.getBytes(0, plain, buffer, size);
        size += plain;
        for (int i = plain; i < length; i++) {
            i += character(text, i);
        }
        put('"');
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }

    /** @return how many more chars than one it took */
    private int character(String text, int at) {
        char c = text.charAt(at);
        reserve(6);
        if (isPlain(c)) {
            buffer[size++] = (byte) c;
        } else if (c == '"' || c == '\\') {
            buffer[size++] = '\\';
            buffer[size++] = (byte) c;
        } else if (c < ' ') {
            control(c);
        } else if (c < 0x80) {
            buffer[size++] = (byte) c;
        } else if (c < 0x800) {
            buffer[size++] = (byte) (0xC0 | c >> 6);
            buffer[size++] = (byte) (0x80 | c & 0x3F);
        } else if (Character.isHighSurrogate(c)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1))) {
            int point = Character.toCodePoint(c, text.charAt(at + 1));
            buffer[size++] = (byte) (0xF0 | point >> 18);
            buffer[size++] = (byte) (0x80 | point >> 12 & 0x3F);
            buffer[size++] = (byte) (0x80 | point >> 6 & 0x3F);
            buffer[size++] = (byte) (0x80 | point & 0x3F);
            return 1;
        } else {
            // Half a surrogate pair has no UTF-8: the replacement character.
            char shown = Character.isSurrogate(c) ? '\uFFFD' : c;
            buffer[size++] = (byte) (0xE0 | shown >> 12);
            buffer[size++] = (byte) (0x80 | shown >> 6 & 0x3F);
            buffer[size++] = (byte) (0x80 | shown & 0x3F);
        }
        return 0;
    }

    private void control(char c) {
        buffer[size++] = '\\';
        switch (c) {
            case '\n' -> buffer[size++] = 'n';
            case '\r' -> buffer[size++] = 'r';
            case '\t' -> buffer[size++] = 't';
            default -> {
                buffer[size++] = 'u';
                buffer[size++] = '0';
                buffer[size++] = '0';
                buffer[size++] = HEX[c >> 4];
                buffer[size++] = HEX[c & 0xF];
            }
        }
    }

    private void raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void put(char ascii) {
        reserve(1);
        buffer[size++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
