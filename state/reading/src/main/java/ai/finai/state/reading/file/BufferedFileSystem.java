package ai.finai.state.reading.file;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/**
 * Local files, read through a buffer. Flink's own file system does without, and then asks the operating system ten times for each
 * entry of a canonical savepoint, which took a third of the time of reading one.
 */
public final class BufferedFileSystem extends LocalFileSystem {

    static final String SCHEME = "finai-buffered-file";

    /** The same place by this file system, if it is a local one; else as it is. */
    public static String of(String uri) {
        Path path = new Path(uri);
        String scheme = path.toUri().getScheme();
        return scheme == null || scheme.equals("file") ? SCHEME + ":" + path.getPath() : uri;
    }

    @Override
    public URI getUri() {
        return URI.create(SCHEME + ":///");
    }

    @Override
    public FSDataInputStream open(Path file, int bufferSize) throws IOException {
        return open(file);
    }

    @Override
    public FSDataInputStream open(Path file) throws IOException {
        return new BufferedInput(super.open(file));
    }
}
