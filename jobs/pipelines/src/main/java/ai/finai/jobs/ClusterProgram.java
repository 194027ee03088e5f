package ai.finai.jobs;

import java.util.Locale;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.runtime.client.DuplicateJobSubmissionException;
import org.apache.flink.runtime.client.JobInitializationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that a cluster runs, which must not end by an exception while the job may have state. Flink takes an exception
 * of {@code main} for the end of the job and deletes what high availability knows of its checkpoints: the next start, with
 * what was wrong mended, would begin without state. So a JobManager that cannot define its job, or hand it over to Flink in
 * time, ends as if it had crashed, and Kubernetes starts it again until it can: CrashLoopBackOff, with the cause in the log.
 */
public final class ClusterProgram {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterProgram.class);

    private static final int CRASHED = 1;

    private ClusterProgram() {}

    /** Defines a job. */
    public interface Definition {
        /** @return the job's name */
        String define(StreamExecutionEnvironment env) throws Exception;
    }

    /**
     * Defines the job and runs it.
     *
     * @throws Exception of {@code definition}, where no state can be lost by it: without high availability, or outside a
     *     cluster of this job alone; and whatever the job itself ends with
     */
    public static void run(Definition definition) throws Exception {
        StreamExecutionEnvironment env;
        StreamGraph graph;
        try {
            env = FlinkEnvironment.create(new Configuration());
            String name = definition.define(env);
            graph = env.getStreamGraph();
            graph.setJobName(name);
        } catch (Throwable t) { // a jar that does not fit throws errors
            if (!isInterrupted(t) && mustCrash()) {
                crash("defined", t);
            }
            throw t;
        }
        env.registerJobListener(new HandOver());
        env.execute(graph);
    }

    /**
     * Sees whether Flink took the job. It has a time for that, {@code client.timeout}, also where it only finds again the one
     * that runs on, and a busy JobManager or slow storage may need longer. A job that ended before, and one that Flink took and
     * could not begin, are over by now, and Flink's to tell: as for the second, FinAI's manifests start from savepoints, which
     * nothing deletes.
     */
    private static final class HandOver implements JobListener {

        @Override
        public void onJobSubmitted(@Nullable JobClient job, @Nullable Throwable failure) {
            if (failure != null && !isInterrupted(failure) && !isOver(failure) && mustCrash()) {
                crash("handed over to Flink", failure);
            }
        }

        private static boolean isOver(Throwable failure) {
            return ExceptionUtils.findThrowable(failure, JobInitializationException.class)
                            .isPresent()
                    || ExceptionUtils.findThrowable(failure, DuplicateJobSubmissionException.class)
                            .filter(DuplicateJobSubmissionException::isGloballyTerminated)
                            .isPresent();
        }

        @Override
        public void onJobExecuted(@Nullable JobExecutionResult result, @Nullable Throwable failure) {
            // Flink knows what it ended with.
        }
    }

    /** Flink cancels the job, or leads no longer: it knows what to do. */
    private static boolean isInterrupted(Throwable t) {
        return Thread.currentThread().isInterrupted()
                || ExceptionUtils.findThrowable(t, InterruptedException.class).isPresent();
    }

    private static void crash(String what, Throwable t) {
        try {
            LOG.error("The job cannot be {}. This JobManager ends, and state stays: {}", what, t.getMessage(), t);
        } finally {
            Runtime.getRuntime().halt(CRASHED); // shutting down in order is what deletes
        }
    }

    private static boolean mustCrash() {
        if (!isOwnCluster(System.getProperty("sun.java.command", ""))) {
            return false;
        }
        try {
            return !StreamExecutionEnvironment.getExecutionEnvironment()
                    .getConfiguration()
                    .get(HighAvailabilityOptions.HA_MODE)
                    .equalsIgnoreCase("none");
        } catch (RuntimeException e) { // Flink's own options are what is wrong
            return true;
        }
    }

    /** Whether this JVM is a JobManager in application mode: that of a session would take other jobs with it. */
    static boolean isOwnCluster(String command) {
        return command.toLowerCase(Locale.ROOT).contains("applicationclusterentrypoint");
    }
}
