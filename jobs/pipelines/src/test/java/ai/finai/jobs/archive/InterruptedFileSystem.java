package ai.finai.jobs.archive;

import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.core.plugin.PluginManager;
import org.jspecify.annotations.Nullable;

/** This machine's files, with something that happens just before certain calls. */
final class InterruptedFileSystem extends LocalFileSystem implements AutoCloseable {

    private @Nullable String call;
    private String end = "";
    private int times;
    private @Nullable Action action;

    interface Action {
        void run() throws IOException;
    }

    /** Installs it for {@link #location}, until it is closed. */
    static InterruptedFileSystem install() {
        InterruptedFileSystem fileSystem = new InterruptedFileSystem();
        FileSystem.initialize(new Configuration(), new OnePlugin(fileSystem));
        return fileSystem;
    }

    static String location(java.nio.file.Path folder) {
        return "interrupted://" + folder;
    }

    /**
     * From now on, in place of what was to happen before.
     *
     * @param call {@code exists}, {@code open}, {@code create} or {@code delete}
     * @param end of the path
     * @param times of such calls, from the next one on
     */
    synchronized void before(String call, String end, int times, Action action) {
        this.call = call;
        this.end = end;
        this.times = times;
        this.action = action;
    }

    private void interrupt(String called, Path on) throws IOException {
        Action now = null;
        synchronized (this) {
            if (times > 0 && called.equals(call) && on.toString().endsWith(end)) {
                times--;
                now = action;
            }
        }
        if (now != null) {
            now.run();
        }
    }

    @Override
    public boolean exists(Path on) throws IOException {
        interrupt("exists", on);
        return super.exists(on);
    }

    @Override
    public FSDataInputStream open(Path on) throws IOException {
        interrupt("open", on);
        return super.open(on);
    }

    @Override
    public FSDataOutputStream create(Path on, WriteMode mode) throws IOException {
        interrupt("create", on);
        return super.create(on, mode);
    }

    @Override
    public boolean delete(Path on, boolean recursive) throws IOException {
        interrupt("delete", on);
        return super.delete(on, recursive);
    }

    @Override
    public void close() {
        FileSystem.initialize(new Configuration(), null);
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
            return "interrupted";
        }

        @Override
        public FileSystem create(URI uri) {
            return fileSystem;
        }
    }
}
