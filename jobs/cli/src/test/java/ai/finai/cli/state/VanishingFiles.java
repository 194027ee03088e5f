package ai.finai.cli.state;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** Local files, with something that is done just before one is opened, such as deleting it. Flink loads the factory as a service. */
public final class VanishingFiles extends LocalFileSystem {

    static final String SCHEME = "finai-vanishing-file";

    private static volatile Before before = file -> {};

    /** What is done before a file is opened. */
    interface Before {
        void opening(java.nio.file.Path file) throws IOException;
    }

    static void before(Before other) {
        before = other;
    }

    /** A folder of this machine, by this file system. */
    static String address(java.nio.file.Path folder) {
        return SCHEME + "://" + folder;
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
        before.opening(java.nio.file.Path.of(file.getPath()));
        return super.open(file);
    }

    /** See {@link VanishingFiles}. */
    public static final class Factory implements FileSystemFactory {

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return new VanishingFiles();
        }
    }
}
