package ai.finai.jobs.archive;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.plugin.DefaultPluginManager;
import org.apache.flink.core.plugin.PluginDescriptor;

/**
 * Which of Flink's S3 file systems a JVM uses, where no Flink distribution decides that: a job in one JVM, a test. In a
 * cluster, Flink loads what lies in its own plugins folder, and nothing here is to be called.
 */
public enum S3FileSystem {
    /** {@code flink-s3-fs-hadoop}: the default, in wide use. */
    HADOOP("s3-fs-hadoop"),
    /** {@code flink-s3-fs-native}: fewer and newer parts; experimental in Flink 2.3. */
    NATIVE("s3-fs-native");

    private final String plugin;

    S3FileSystem(String plugin) {
        this.plugin = plugin;
    }

    /** The name of its folder among the plugins. */
    public String plugin() {
        return plugin;
    }

    /**
     * Makes {@code s3://} known to this JVM, for all jobs in it; the last call wins. The file system's classes are loaded
     * apart from the job's, as in a cluster: it brings Hadoop and AWS classes that would clash with others.
     *
     * @param flink with the {@code s3.*} options: endpoint, credentials, {@code s3.path.style.access}
     * @param plugins a folder laid out as that of a Flink distribution: {@code s3-fs-hadoop/flink-s3-fs-hadoop-2.3.0.jar}
     * @throws IOException if the plugin's folder is not there or has no jar
     */
    public void initialise(Configuration flink, Path plugins) throws IOException {
        Path folder = plugins.resolve(plugin);
        if (!Files.isDirectory(folder)) {
            throw new IOException("no S3 file system at " + folder + "; expected a folder with its jar");
        }
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".jar"))::iterator) {
                jars.add(url(file));
            }
        }
        if (jars.isEmpty()) {
            throw new IOException("no jar in " + folder);
        }
        PluginDescriptor descriptor = new PluginDescriptor(plugin, jars.toArray(URL[]::new), new String[0]);
        FileSystem.initialize(
                flink,
                new DefaultPluginManager(List.of(descriptor), CoreOptions.getPluginParentFirstLoaderPatterns(flink)));
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
