package ai.finai.jobs.archive;

import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.fs.local.LocalRecoverableWriter;
import org.apache.flink.core.plugin.PluginManager;

/** This machine's files under {@link #SCHEME}, where something happens just before a certain call: another's, or a failure. */
final class ScriptedFileSystem extends LocalFileSystem implements AutoCloseable {

    static final String SCHEME = "scripted";

    interface Action {
        void run() throws IOException;
    }

    private record Call(String name, String path) {}

    private final Map<Call, Action> once = new ConcurrentHashMap<>();
    private final Map<String, Action> always = new ConcurrentHashMap<>();

    /** From now on, for every file system of this JVM. */
    void serve() {
        FileSystem.initialize(new Configuration(), new OnePlugin(this));
    }

    @Override
    public void close() throws IOException {
        FileSystem.initialize(new Configuration(), null);
    }

    /** Once, before {@code exists}, {@code open}, {@code create} or {@code delete} of that file. */
    void before(String call, Path path, Action action) {
        once.put(new Call(call, path.getPath()), action);
    }

    /** Before each such call, or {@code createRecoverableWriter}, whatever the file; null for no more. */
    void beforeEach(String call, Action action) {
        if (action == null) {
            always.remove(call);
        } else {
            always.put(call, action);
        }
    }

    private void called(String call, Path on) throws IOException {
        Action now = once.remove(new Call(call, on.getPath()));
        if (now != null) {
            now.run();
        }
        called(call);
    }

    private void called(String call) throws IOException {
        Action each = always.get(call);
        if (each != null) {
            each.run();
        }
    }

    @Override
    public boolean exists(Path on) throws IOException {
        called("exists", on);
        return super.exists(on);
    }

    @Override
    public FSDataInputStream open(Path on) throws IOException {
        called("open", on);
        return super.open(on);
    }

    @Override
    public FSDataOutputStream create(Path on, WriteMode mode) throws IOException {
        called("create", on);
        return super.create(on, mode);
    }

    @Override
    public boolean delete(Path on, boolean recursive) throws IOException {
        called("delete", on);
        return super.delete(on, recursive);
    }

    @Override
    public LocalRecoverableWriter createRecoverableWriter() throws IOException {
        called("createRecoverableWriter");
        return super.createRecoverableWriter();
    }

    private record OnePlugin(FileSystem fileSystem) implements PluginManager, FileSystemFactory {

        @Override
        public <P> Iterator<P> load(Class<P> service) {
            return service == FileSystemFactory.class
                    ? List.of(service.cast(this)).iterator()
                    : List.<P>of().iterator();
        }

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public FileSystem create(URI uri) {
            return fileSystem;
        }
    }
}
