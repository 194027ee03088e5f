package ai.finai.operators.types;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Strings and byte arrays in few bytes: a variable-length header, then one byte a character where all are Latin-1, else
 * two. Every string comes back as it was, lone surrogates too: were one lost on the way, a key would change between two
 * operators.
 */
final class Binary {

    private Binary() {}

    static void writeNullable(@Nullable String string, DataOutputView out) throws IOException {
        if (string == null) {
            writeUnsigned(0, out);
        } else {
            write(string, out);
        }
    }

    static void write(String string, DataOutputView out) throws IOException {
        int length = string.length();
        byte[] bytes = new byte[length];
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = string.charAt(i);
            all |= c;
            bytes[i] = (byte) c;
        }
        boolean wide = all > 0xff;
        writeUnsigned((((long) length << 1) | (wide ? 1 : 0)) + 1, out);
        if (wide) {
            out.writeChars(string);
        } else {
            out.write(bytes);
        }
    }

    static String read(DataInputView in) throws IOException {
        String string = readNullable(in);
        if (string == null) {
            throw new IOException("a string that must be there is missing");
        }
        return string;
    }

    static @Nullable String readNullable(DataInputView in) throws IOException {
        long header = readUnsigned(in);
        if (header == 0) {
            return null;
        }
        int length = Math.toIntExact((header - 1) >>> 1);
        boolean wide = ((header - 1) & 1) == 1;
        byte[] bytes = new byte[wide ? Math.multiplyExact(length, 2) : length];
        in.readFully(bytes);
        if (!wide) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        char[] chars = new char[length];
        for (int i = 0; i < length; i++) {
            chars[i] = (char) (bytes[2 * i] << 8 | (bytes[2 * i + 1] & 0xff));
        }
        return new String(chars);
    }

    static void write(byte[] bytes, DataOutputView out) throws IOException {
        writeUnsigned(bytes.length, out);
        out.write(bytes);
    }

    static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(readUnsigned(in))];
        in.readFully(bytes);
        return bytes;
    }

    /** Seven bits a byte, the lowest first. */
    static void writeUnsigned(long value, DataOutputView out) throws IOException {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    static long readUnsigned(DataInputView in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }
}
