package ai.finai.cli.input.rows;

import ai.finai.cli.CommandFailed;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a gzip file holds, of all its members, one behind the other. Zeros may follow, as tapes are filled up with them;
 * anything else ends the command. ({@link java.util.zip.GZIPInputStream} takes damage at the start of a member for the end
 * of the file, and so does it when a pipe is slow.)
 */
final class GzipMembers extends InputStream {

    private final String name;
    private final Counted file;
    private @Nullable InputStream member;

    /** @param file at its first byte; can be marked and reset, and is closed with this one */
    GzipMembers(InputStream file, String name) throws IOException {
        this.name = name;
        this.file = new Counted(file);
        this.member = nextMember();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (member != null) {
            int read = readMember(member, bytes, offset, length);
            if (read >= 0) {
                return read;
            }
            member = nextMember();
        }
        return -1;
    }

    private int readMember(InputStream from, byte[] bytes, int offset, int length) {
        try {
            return from.read(bytes, offset, length);
        } catch (IOException e) {
            throw broken(file.at, e);
        }
    }

    private @Nullable InputStream nextMember() throws IOException {
        int first = skipZeros();
        if (first < 0) {
            return null;
        }
        long start = file.at;
        if (first != 0x1F) {
            throw broken(start, new IOException("here is no gzip data"));
        }
        try {
            return new GzipCompressorInputStream(file);
        } catch (IOException e) {
            throw broken(start, e);
        }
    }

    /** The byte behind them, which is still to be read; negative at the end. */
    private int skipZeros() throws IOException {
        int next;
        do {
            file.mark(1);
            next = file.read();
        } while (next == 0);
        if (next > 0) {
            file.reset();
        }
        return next;
    }

    private CommandFailed broken(long at, IOException e) {
        String problem = e instanceof EOFException ? "the gzip data ends too early" : String.valueOf(e.getMessage());
        return CommandFailed.failed(name + ": byte " + at + ": " + problem + "; get the whole file", e);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Knows how many bytes were read. */
    private static final class Counted extends FilterInputStream {

        private long at;
        private long marked;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            at += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            at += Math.max(0, read);
            return read;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(count);
            at += skipped;
            return skipped;
        }

        @Override
        public synchronized void mark(int limit) {
            in.mark(limit);
            marked = at;
        }

        @Override
        public synchronized void reset() throws IOException {
            in.reset();
            at = marked;
        }
    }
}
