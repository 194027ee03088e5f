package ai.finai.state.reading.file;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;

/** Another input, of which some is read ahead. For one thread. */
final class BufferedInput extends FSDataInputStream {

    private final FSDataInputStream in;
    private final byte[] buffer = new byte[64 << 10];

    private int next;
    private int end;

    BufferedInput(FSDataInputStream in) {
        this.in = in;
    }

    /** @return whether there is at least one byte */
    private boolean fill() throws IOException {
        if (next == end) {
            next = 0;
            end = Math.max(0, in.read(buffer, 0, buffer.length));
        }
        return next < end;
    }

    @Override
    public int read() throws IOException {
        return fill() ? buffer[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end && length >= buffer.length) {
            next = 0;
            end = 0; // what was read ahead lies no longer before the position
            return in.read(into, offset, length);
        }
        if (!fill()) {
            return -1;
        }
        int some = Math.min(length, end - next);
        System.arraycopy(buffer, next, into, offset, some);
        next += some;
        return some;
    }

    @Override
    public void seek(long position) throws IOException {
        long ahead = position - getPos();
        if (ahead >= -next && ahead <= end - next) {
            next += (int) ahead;
            return;
        }
        in.seek(position);
        next = 0;
        end = 0;
    }

    @Override
    public long getPos() throws IOException {
        return in.getPos() - (end - next);
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(Integer.MAX_VALUE, (long) end - next + in.available());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
