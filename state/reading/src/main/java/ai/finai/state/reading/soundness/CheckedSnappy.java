package ai.finai.state.reading.soundness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.flink.runtime.state.StreamCompressionDecorator;
import org.apache.flink.runtime.util.NonClosingInputStreamDecorator;
import org.apache.flink.runtime.util.NonClosingOutputStreamDecorator;
import org.xerial.snappy.SnappyFramedInputStream;

/** Reads what Flink compresses, and, unlike Flink, looks at its checksums. */
public final class CheckedSnappy extends StreamCompressionDecorator {

    public static final CheckedSnappy INSTANCE = new CheckedSnappy();

    private static final long serialVersionUID = 1L;

    private CheckedSnappy() {}

    @Override
    protected OutputStream decorateWithCompression(NonClosingOutputStreamDecorator stream) {
        throw new UnsupportedOperationException("it only reads");
    }

    @Override
    protected InputStream decorateWithCompression(NonClosingInputStreamDecorator stream) throws IOException {
        return new SnappyFramedInputStream(stream, true);
    }
}
