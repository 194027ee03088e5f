package ai.finai.state;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in the making: integers of as many bytes as they need, strings of one byte a character where that is enough.
 * Strings are kept char by char, so even what no UTF-8 can say comes back the same. Reused; not thread-safe.
 */
public final class CompactWriter {

    /** Of numbers that take eight bytes whatever they are. */
    static final VarHandle FIXED_LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Of numbers that take four bytes whatever they are. */
    static final VarHandle FIXED_INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int WIDE = 1;

    byte[] bytes = new byte[256];
    int length;

    /** Begins anew. */
    public void clear() {
        length = 0;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Writes what was written. */
    public void writeTo(DataOutputView out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** What was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }

    public void writeByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    public void writeShort(int value) {
        reserve(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    public void writeBytes(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** With their number before them. */
    public void writeBytes(byte[] source) {
        writeInt(source.length);
        writeBytes(source, 0, source.length);
    }

    /** Seven bits a byte, the lowest first; one byte up to 127, five where negative. */
    public void writeInt(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** As {@link #writeInt}, for 64 bits; ten bytes where negative. */
    public void writeLong(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** For numbers that may be negative: small ones of either sign are short. */
    public void writeSigned(long value) {
        writeLong(value << 1 ^ value >> 63);
    }

    /** Eight bytes, whatever the value: for what is to be of a fixed size. */
    public void writeFixedLong(long value) {
        reserve(Long.BYTES);
        FIXED_LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    /** Eight bytes: the very bits, those of a NaN too. */
    public void writeDouble(double value) {
        writeFixedLong(Double.doubleToRawLongBits(value));
    }

    /** Eight bytes each, without their number. */
    public void writeDoubles(double[] values) {
        reserve(values.length * Double.BYTES);
        for (double value : values) {
            FIXED_LONG.set(bytes, length, Double.doubleToRawLongBits(value));
            length += Double.BYTES;
        }
    }

    /** Four bytes: the very bits, those of a NaN too. */
    public void writeFloat(float value) {
        reserve(Float.BYTES);
        FIXED_INT.set(bytes, length, Float.floatToRawIntBits(value));
        length += Float.BYTES;
    }

    /** Four bytes each, the very bits, without their number. */
    public void writeFloats(float[] values, int from, int count) {
        reserve(count * Float.BYTES);
        for (int i = from; i < from + count; i++) {
            FIXED_INT.set(bytes, length, Float.floatToRawIntBits(values[i]));
            length += Float.BYTES;
        }
    }

    public void writeString(@Nullable String value) {
        if (value == null) {
            writeByte(0);
            return;
        }
        int chars = value.length();
        writeInt((chars << 1) + 1);
        reserve(chars);
        int start = length;
        for (int i = 0; i < chars; i++) {
            char c = value.charAt(i);
            if (c > 0xFF) {
                writeWide(value, start);
                return;
            }
            bytes[start + i] = (byte) c;
        }
        length = start + chars;
    }

    /** Rewrites the head that was written just before {@code start}, then two bytes a character. */
    private void writeWide(String value, int start) {
        int chars = value.length();
        length = start - intLength((chars << 1) + 1);
        writeInt((chars << 1 | WIDE) + 1);
        reserve(2 * chars);
        for (int i = 0; i < chars; i++) {
            writeShort(value.charAt(i));
        }
    }

    /** How many bytes {@link #writeInt} takes. */
    static int intLength(int value) {
        int bits = 32 - Integer.numberOfLeadingZeros(value | 1);
        return (bits + 6) / 7;
    }
}
