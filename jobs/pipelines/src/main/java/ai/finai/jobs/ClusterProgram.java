package ai.finai.jobs;

import java.util.Locale;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that a cluster runs, which must not end by an exception while the job may have state. Flink takes an exception
 * of {@code main} for the end of the job and deletes what high availability knows of its checkpoints: the next start, with
 * what was wrong mended, would begin without state. So a JobManager that cannot define its job ends as if it had crashed,
 * and Kubernetes starts it again until it can: CrashLoopBackOff, with the cause in the log.
 */
public final class ClusterProgram {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterProgram.class);

    private static final int CANNOT_DEFINE = 1;

    private ClusterProgram() {}

    /** Defines a job. */
    public interface Definition {
        /** @return the job's name */
        String define(StreamExecutionEnvironment env) throws Exception;
    }

    /**
     * Defines the job and runs it.
     *
     * @throws Exception of {@code definition}, where no state can be lost by it: without high availability, or on a cluster
     *     that runs other jobs too
     */
    public static void run(Definition definition) throws Exception {
        StreamExecutionEnvironment env;
        String name;
        try {
            env = FlinkEnvironment.create(new Configuration());
            name = definition.define(env);
        } catch (Exception e) {
            if (mustCrash()) {
                LOG.error(
                        "The job cannot be defined, and its state stays as it is. This JobManager ends: {}",
                        e.getMessage(),
                        e);
                Runtime.getRuntime().halt(CANNOT_DEFINE); // shutting down in order is what deletes
            }
            throw e;
        }
        env.execute(name);
    }

    private static boolean mustCrash() {
        ReadableConfig cluster =
                StreamExecutionEnvironment.getExecutionEnvironment().getConfiguration();
        return isOwnCluster(System.getProperty("sun.java.command", ""))
                && !cluster.get(HighAvailabilityOptions.HA_MODE).equalsIgnoreCase("none");
    }

    /** Whether this JVM is a JobManager in application mode: that of a session would take other jobs with it. */
    static boolean isOwnCluster(String command) {
        return command.toLowerCase(Locale.ROOT).contains("applicationclusterentrypoint");
    }
}
