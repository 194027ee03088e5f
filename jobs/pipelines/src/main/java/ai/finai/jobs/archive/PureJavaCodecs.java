package ai.finai.jobs.archive;

import io.airlift.compress.Compressor;
import io.airlift.compress.Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compression without native code. Parquet's own codecs load snappy-java or zstd-jni, which a JVM loads only for one
 * class loader at a time: a cluster that runs a job a second time would fail in the first page.
 *
 * <p>Knows SNAPPY, ZSTD and UNCOMPRESSED: what the archive writes and ever wrote. Not for more than one thread.
 */
final class PureJavaCodecs implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return switch (codec) {
            case SNAPPY -> new Compression(codec, new SnappyCompressor());
            case ZSTD -> new Compression(codec, new ZstdCompressor());
            default -> throw new IllegalArgumentException("the archive is not written with " + codec);
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case SNAPPY -> new Decompression(new SnappyDecompressor());
            case ZSTD -> new Decompression(new ZstdDecompressor());
            default -> throw new IllegalArgumentException("the archive is not written with " + codec);
        };
    }

    @Override
    public void release() {}

    private static final class Compression implements BytesInputCompressor {

        private final CompressionCodecName name;
        private final Compressor compressor;

        Compression(CompressionCodecName name, Compressor compressor) {
            this.name = name;
            this.compressor = compressor;
        }

        @Override
        public BytesInput compress(BytesInput page) throws IOException {
            byte[] bytes = page.toByteArray();
            byte[] compressed = new byte[compressor.maxCompressedLength(bytes.length)];
            int length = compressor.compress(bytes, 0, bytes.length, compressed, 0, compressed.length);
            return BytesInput.from(compressed, 0, length);
        }

        @Override
        public CompressionCodecName getCodecName() {
            return name;
        }

        @Override
        public void release() {}
    }

    private static final class Decompression implements BytesInputDecompressor {

        private final Decompressor decompressor;

        Decompression(Decompressor decompressor) {
            this.decompressor = decompressor;
        }

        @Override
        public BytesInput decompress(BytesInput page, int decompressedSize) throws IOException {
            byte[] bytes = page.toByteArray();
            byte[] decompressed = new byte[decompressedSize];
            decompressor.decompress(bytes, 0, bytes.length, decompressed, 0, decompressedSize);
            return BytesInput.from(decompressed);
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
                throws IOException {
            byte[] bytes = new byte[compressedSize];
            input.get(bytes);
            output.put(decompress(BytesInput.from(bytes), decompressedSize).toByteArray());
        }

        @Override
        public void release() {}
    }
}
