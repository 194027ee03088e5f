package ai.finai.state.reading.soundness;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.xerial.snappy.Snappy;

/**
 * Checks compressed state against the checksums in it. Flink 2.3 writes Snappy's framing format, with a CRC-32C of each
 * block of at most 64 KiB, and does not look at these when it reads
 * ({@code SnappyStreamCompressionDecorator}: {@code verifyChecksums} is false).
 */
final class SnappyFrames {

    private static final int BLOCK = 64 << 10;
    private static final int STREAM = 0xff;
    private static final int COMPRESSED = 0x00;
    private static final int PLAIN = 0x01;
    private static final byte[] STREAM_IDENTIFIER = {'s', 'N', 'a', 'P', 'p', 'Y'};
    private static final int CHECKSUM = 4;

    /** Of a chunk: its kind and its length. */
    private static final int HEADER = 4;

    private final byte[] chunk = new byte[CHECKSUM + Snappy.maxCompressedLength(BLOCK)];
    private final byte[] block = new byte[BLOCK];

    /**
     * Reads streams that follow one another.
     *
     * @param length how many bytes they have together
     * @return how many streams there are
     * @throws IOException if a block is not what its checksum says, or the streams end elsewhere
     */
    int verify(DataInput in, long length) throws IOException {
        int streams = 0;
        for (long left = length; left > 0; ) {
            if (left < HEADER) {
                throw new EOFException("a block begins where the state ends");
            }
            int kind = in.readUnsignedByte();
            int size = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
            left -= HEADER + size;
            if (left < 0 || size > chunk.length) {
                throw new IOException("a block of " + size + " bytes goes beyond its place");
            }
            in.readFully(chunk, 0, size);
            if (kind == STREAM) {
                requireIdentifier(size);
                streams++;
            } else if (streams == 0) {
                throw new IOException("compressed state does not begin where its metadata says");
            } else {
                verifyBlock(kind, size);
            }
        }
        return streams;
    }

    private void requireIdentifier(int size) throws IOException {
        boolean same = size == STREAM_IDENTIFIER.length;
        for (int i = 0; same && i < size; i++) {
            same = chunk[i] == STREAM_IDENTIFIER[i];
        }
        if (!same) {
            throw new IOException("compressed state begins otherwise than it should");
        }
    }

    private void verifyBlock(int kind, int size) throws IOException {
        if (kind != COMPRESSED && kind != PLAIN || size < CHECKSUM) {
            throw new IOException("a block of kind " + kind + " and of " + size + " bytes, which no job writes");
        }
        CRC32C crc = new CRC32C();
        if (kind == PLAIN) {
            crc.update(chunk, CHECKSUM, size - CHECKSUM);
        } else {
            int plain = Snappy.uncompressedLength(chunk, CHECKSUM, size - CHECKSUM);
            if (plain < 0 || plain > BLOCK) {
                throw new IOException("a block of " + plain + " bytes, which no job writes");
            }
            Snappy.uncompress(chunk, CHECKSUM, size - CHECKSUM, block, 0);
            crc.update(block, 0, plain);
        }
        int said = chunk[0] & 0xff | (chunk[1] & 0xff) << 8 | (chunk[2] & 0xff) << 16 | chunk[3] << 24;
        if (masked((int) crc.getValue()) != said) {
            throw new IOException("a block is not what its checksum says");
        }
    }

    /** As the format has it, so that checksums of data with checksums in them differ. */
    private static int masked(int crc) {
        return (crc >>> 15 | crc << 17) + 0xa282ead8;
    }
}
