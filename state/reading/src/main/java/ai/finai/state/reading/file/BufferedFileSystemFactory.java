package ai.finai.state.reading.file;

import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;

/** For Flink, which loads it as a service. */
public final class BufferedFileSystemFactory implements FileSystemFactory {

    @Override
    public String getScheme() {
        return BufferedFileSystem.SCHEME;
    }

    @Override
    public FileSystem create(java.net.URI uri) {
        return new BufferedFileSystem();
    }
}
