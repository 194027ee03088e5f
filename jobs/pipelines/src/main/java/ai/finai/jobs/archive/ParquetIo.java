package ai.finai.jobs.archive;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;

/** Parquet files in memory and on Flink's file systems. */
final class ParquetIo {

    private ParquetIo() {}

    /** The rows as a whole file. */
    static byte[] toFile(RowGroup rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(Math.max(1024, rows.bytes() / 2)));
        ParquetFileWriter file = write(bytes, rows.schema());
        rows.appendTo(file);
        file.end(Map.of());
        return bytes.toByteArray();
    }

    /** Starts a file; {@link ParquetFileWriter#end} ends it, and leaves the stream open. */
    static ParquetFileWriter write(OutputStream stream, MessageType schema) throws IOException {
        ParquetFileWriter file = new ParquetFileWriter(
                new StreamOutput(stream),
                schema,
                ParquetFileWriter.Mode.CREATE,
                Integer.MAX_VALUE,
                0,
                null,
                RowGroup.PROPERTIES);
        file.start();
        return file;
    }

    static ParquetFileReader read(byte[] file) throws IOException {
        return ParquetFileReader.open(new BytesInput(file), options());
    }

    static SeekableInputStream stream(byte[] file) {
        return new BytesStream(ByteBuffer.wrap(file));
    }

    static ParquetFileReader read(FileSystem fileSystem, Path path, long length) throws IOException {
        return ParquetFileReader.open(new FlinkInput(fileSystem, path, length), options());
    }

    private static ParquetReadOptions options() {
        return new ParquetReadOptions.Builder(new PlainParquetConfiguration())
                .withCodecFactory(new PureJavaCodecs())
                .build();
    }

    private record StreamOutput(OutputStream stream) implements OutputFile {

        @Override
        public PositionOutputStream create(long blockSizeHint) {
            return new CountedStream(stream);
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSizeHint) {
            return create(blockSizeHint);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    /** Leaves the stream open: whether a file counts is decided by who opened it. */
    private static final class CountedStream extends DelegatingPositionOutputStream {

        private long position;

        CountedStream(OutputStream stream) {
            super(stream);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int b) throws IOException {
            super.write(b);
            position++;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void close() {}
    }

    private record FlinkInput(FileSystem fileSystem, Path path, long getLength) implements InputFile {

        @Override
        public SeekableInputStream newStream() throws IOException {
            FSDataInputStream stream = fileSystem.open(path);
            return new DelegatingSeekableInputStream(stream) {
                @Override
                public long getPos() throws IOException {
                    return stream.getPos();
                }

                @Override
                public void seek(long position) throws IOException {
                    stream.seek(position);
                }
            };
        }
    }

    private record BytesInput(byte[] bytes) implements InputFile {

        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            return stream(bytes);
        }
    }

    private static final class BytesStream extends SeekableInputStream {

        private final ByteBuffer bytes;

        BytesStream(ByteBuffer bytes) {
            this.bytes = bytes;
        }

        @Override
        public long getPos() {
            return bytes.position();
        }

        @Override
        public void seek(long position) {
            bytes.position(Math.toIntExact(position));
        }

        @Override
        public int read() {
            return bytes.hasRemaining() ? bytes.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!bytes.hasRemaining()) {
                return length == 0 ? 0 : -1;
            }
            int count = Math.min(length, bytes.remaining());
            bytes.get(into, offset, count);
            return count;
        }

        @Override
        public int read(ByteBuffer into) {
            if (!bytes.hasRemaining()) {
                return -1;
            }
            int count = Math.min(into.remaining(), bytes.remaining());
            into.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
            return count;
        }

        @Override
        public void readFully(byte[] into) throws EOFException {
            readFully(into, 0, into.length);
        }

        @Override
        public void readFully(byte[] into, int offset, int length) throws EOFException {
            if (bytes.remaining() < length) {
                throw new EOFException("a file of " + bytes.limit() + " bytes ends too early");
            }
            bytes.get(into, offset, length);
        }

        @Override
        public void readFully(ByteBuffer into) throws EOFException {
            if (bytes.remaining() < into.remaining()) {
                throw new EOFException("a file of " + bytes.limit() + " bytes ends too early");
            }
            read(into);
        }
    }
}
