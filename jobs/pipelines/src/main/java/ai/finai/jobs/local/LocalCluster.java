package ai.finai.jobs.local;

import ai.finai.jobs.FlinkEnvironment;
import ai.finai.jobs.archive.S3FileSystem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster in this JVM, with its web interface on loopback. A job runs in it as it does in a cluster of machines:
 * the same graph, snapshots and recovery; only a failure of this JVM ends them all.
 */
public final class LocalCluster implements AutoCloseable {

    private final MiniCluster cluster;
    private final Configuration flink;
    private final URI webInterface;

    private LocalCluster(MiniCluster cluster, Configuration flink, URI webInterface) {
        this.cluster = cluster;
        this.flink = flink;
        this.webInterface = webInterface;
    }

    /**
     * Starts a cluster.
     *
     * @param flink Flink's configuration, also of the jobs that run in it; {@code s3.*} options are for the whole JVM
     * @param slots how parallel a job can be, from 1
     * @param webPort of the web interface, 0 for any free one
     * @param fileSystem that serves {@code s3://}; null where no job uses it
     * @param plugins where Flink's file systems are, see {@link S3FileSystem#initialise}
     * @throws BindException if another process listens on the port, with its number
     * @throws IOException if the cluster does not start
     */
    public static LocalCluster start(
            Configuration flink, int slots, int webPort, @Nullable S3FileSystem fileSystem, Path plugins)
            throws IOException, InterruptedException {
        Configuration own = new Configuration(flink);
        own.set(RestOptions.ADDRESS, "127.0.0.1");
        own.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        own.set(RestOptions.BIND_PORT, Integer.toString(webPort));
        own.set(RestOptions.PORT, webPort);
        LocalMemory.forSlots(own, slots);
        MetricReporters.complete(own);
        // Whoever reaches the port must not be able to run code of his own.
        own.set(WebOptions.SUBMIT_ENABLE, false);
        checkFree(webPort);
        if (fileSystem == null) {
            FileSystem.initialize(own, null);
        } else {
            fileSystem.initialise(own, plugins);
        }
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(own)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        try {
            cluster.start();
            return new LocalCluster(cluster, own, cluster.getRestAddress().get(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            cluster.closeAsync();
            throw e;
        } catch (Exception e) {
            cluster.closeAsync();
            throw new IOException("Flink does not start: " + e.getMessage(), e);
        }
    }

    private static void checkFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        } catch (BindException e) {
            BindException named = new BindException(
                    "Flink web interface: port " + port + " on 127.0.0.1 is taken by another process");
            named.initCause(e);
            throw named;
        }
    }

    /** For a browser, and Flink's REST interface. */
    public URI webInterface() {
        return webInterface;
    }

    /**
     * Starts a job.
     *
     * @param name for people
     * @param define builds the graph, on an environment that {@link FlinkEnvironment} has set up
     * @param overrides Flink options for this job alone
     * @param savepoint the folder of a savepoint or checkpoint to go on from; null to begin anew
     * @throws IllegalArgumentException if Flink is configured in a way that breaks a guarantee
     * @throws JobFailedException if Flink does not accept the job
     */
    public LocalJob submit(
            String name,
            Consumer<StreamExecutionEnvironment> define,
            Configuration overrides,
            @Nullable String savepoint)
            throws JobFailedException, InterruptedException {
        Configuration configuration = new Configuration(flink);
        configuration.addAll(overrides);
        StreamExecutionEnvironment env = FlinkEnvironment.create(configuration);
        define.accept(env);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(name);
        JobGraph job = graph.getJobGraph(Thread.currentThread().getContextClassLoader(), new JobID());
        job.setSavepointRestoreSettings(
                savepoint == null
                        ? SavepointRestoreSettings.fromConfiguration(configuration)
                        : SavepointRestoreSettings.forPath(savepoint));
        try {
            cluster.submitJob(job).get(120, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new JobFailedException(name, e);
        }
        return new LocalJob(cluster, job.getJobID(), name);
    }

    /** Ends every job at once, without a savepoint, and the cluster. */
    @Override
    public void close() throws IOException, InterruptedException {
        try {
            cluster.closeAsync().get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("Flink does not end: " + e.getMessage(), e);
        }
    }
}
