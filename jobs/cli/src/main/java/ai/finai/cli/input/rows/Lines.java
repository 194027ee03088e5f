package ai.finai.cli.input.rows;

import ai.finai.events.DeadLetter;
import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.RecordReader;
import ai.finai.events.RejectionReason;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as bytes, without their ends ({@code \n} or {@code \r\n}) and without a byte order mark at the start
 * of the file. A line above {@link RecordReader#MAX_RECORD_BYTES} is cut, so that no file can fill the memory.
 */
public final class Lines implements Closeable {

    /**
     * @param number from 1
     * @param bytes of the line, or its first {@link DeadLetter#MAX_VALUE_BYTES} where it was cut
     * @param size of the whole line in bytes
     * @param sha256 of the whole line where it was cut, else null
     */
    public record Line(
            long number, byte[] bytes, long size, @Nullable String sha256) {

        public boolean isCut() {
            return sha256 != null;
        }

        /**
         * The line as a dead letter, without a timestamp and a key.
         *
         * @param sentence what is wrong and what to do, for a person
         */
        public DeadLetter deadLetter(Origin origin, RejectionReason reason, String sentence) {
            DeadLetter letter = DeadLetters.of(origin, RecordReader.NO_TIMESTAMP, reason, sentence, null, bytes);
            return sha256 == null
                    ? letter
                    : new DeadLetter(
                            origin,
                            letter.timestamp(),
                            reason,
                            sentence,
                            letter.key(),
                            letter.keySize(),
                            letter.value(),
                            size,
                            sha256);
        }

        public boolean isBlank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t') {
                    return false;
                }
            }
            return true;
        }
    }

    private static final int BUFFER_BYTES = 1 << 17;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;
    private long number;

    public Lines(InputStream in) {
        this.in = in;
    }

    /** Null at the end. A last line needs no line end. */
    public @Nullable Line next() throws IOException {
        if (at == end && !fill()) {
            return null;
        }
        if (number == 0) {
            skipByteOrderMark();
        }
        number++;
        int lineEnd = indexOfLineEnd();
        if (lineEnd >= 0) {
            byte[] bytes = Arrays.copyOfRange(buffer, at, withoutCarriageReturn(buffer, at, lineEnd));
            at = lineEnd + 1;
            return new Line(number, bytes, bytes.length, null);
        }
        return longLine();
    }

    /** A line that goes on beyond the buffer. */
    private Line longLine() throws IOException {
        byte[] bytes = new byte[0];
        boolean more = true;
        while (more && bytes.length <= RecordReader.MAX_RECORD_BYTES) {
            int lineEnd = indexOfLineEnd();
            int until = lineEnd < 0 ? end : lineEnd;
            int length = bytes.length;
            bytes = Arrays.copyOf(bytes, length + until - at);
            System.arraycopy(buffer, at, bytes, length, until - at);
            at = lineEnd < 0 ? end : lineEnd + 1;
            more = lineEnd < 0 && fill();
        }
        if (!more) {
            int length = withoutCarriageReturn(bytes, 0, bytes.length);
            if (length <= RecordReader.MAX_RECORD_BYTES) {
                byte[] whole = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
                return new Line(number, whole, length, null);
            }
        }
        return cut(bytes, more);
    }

    private Line cut(byte[] start, boolean more) throws IOException {
        MessageDigest digest = sha256();
        digest.update(start);
        long size = start.length;
        while (more) {
            int lineEnd = indexOfLineEnd();
            int until = lineEnd < 0 ? end : lineEnd;
            digest.update(buffer, at, until - at);
            size += until - at;
            at = lineEnd < 0 ? end : lineEnd + 1;
            more = lineEnd < 0 && fill();
        }
        byte[] kept = Arrays.copyOf(start, DeadLetter.MAX_VALUE_BYTES);
        return new Line(number, kept, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private int indexOfLineEnd() {
        for (int i = at; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int withoutCarriageReturn(byte[] bytes, int from, int until) {
        return until > from && bytes[until - 1] == '\r' ? until - 1 : until;
    }

    private void skipByteOrderMark() throws IOException {
        while (end - at < 3) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                break;
            }
            end += read;
        }
        if (end - at >= 3
                && buffer[at] == (byte) 0xEF
                && buffer[at + 1] == (byte) 0xBB
                && buffer[at + 2] == (byte) 0xBF) {
            at += 3;
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
