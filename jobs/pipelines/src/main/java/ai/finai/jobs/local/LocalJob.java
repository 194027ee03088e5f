package ai.finai.jobs.local;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;

/** A job in a {@link LocalCluster}. */
public final class LocalJob {

    /** Longer than any snapshot of a job that fits into one JVM; without a limit, a hang would be for ever. */
    private static final Duration SNAPSHOT = Duration.ofMinutes(10);

    private static final Duration ANSWER = Duration.ofMinutes(1);

    private final MiniCluster cluster;
    private final JobID id;
    private final String name;

    LocalJob(MiniCluster cluster, JobID id, String name) {
        this.cluster = cluster;
        this.id = id;
        this.name = name;
    }

    public JobID id() {
        return id;
    }

    public JobStatus status() throws JobFailedException, InterruptedException {
        return get(cluster.getJobStatus(id), ANSWER);
    }

    /** Whether it runs with every task: it may be RUNNING while tasks are still being started. */
    public boolean allTasksRunning() throws JobFailedException, InterruptedException {
        boolean any = false; // there are none while the job is set up
        for (var vertex : graph().getAllExecutionVertices()) {
            any = true;
            ExecutionState state = vertex.getExecutionState();
            if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
                return false;
            }
        }
        return any;
    }

    /** Whether it has ever failed and been started again. */
    public boolean hasRestarted() throws JobFailedException, InterruptedException {
        return graph().getStatusTimestamp(JobStatus.RESTARTING) > 0;
    }

    /** What it failed of last, however often it was started again since. */
    public Optional<Failure> lastFailure() throws JobFailedException, InterruptedException {
        ErrorInfo failure = graph().getFailureInfo();
        if (failure == null) {
            return Optional.empty();
        }
        Throwable cause = failure.getException().deserializeError(ClassLoader.getSystemClassLoader());
        return Optional.of(new Failure(failure.getTimestamp(), JobFailedException.firstCause(cause)));
    }

    /** @param at the clock's time, milliseconds since 1970-01-01T00:00:00Z */
    public record Failure(long at, String firstCause) {}

    /** Checkpoints and savepoints completed since it was submitted. */
    public long completedCheckpoints() throws JobFailedException, InterruptedException {
        var checkpoints = graph().getCheckpointStatsSnapshot();
        return checkpoints == null ? 0 : checkpoints.getCounts().getNumberOfCompletedCheckpoints();
    }

    private AccessExecutionGraph graph() throws JobFailedException, InterruptedException {
        return get(cluster.getExecutionGraph(id), ANSWER);
    }

    /**
     * Takes a checkpoint now. When this returns it is complete; sinks commit on its completion, so readers see what was
     * before it a moment later.
     */
    public void checkpoint() throws JobFailedException, InterruptedException {
        get(cluster.triggerCheckpoint(id), SNAPSHOT);
    }

    /**
     * Ends the job with a savepoint in the folder that {@code execution.checkpointing.savepoint-dir} names.
     *
     * @param drain whether event time passes first, so that every waiting posting reaches the rules: for the end of a job.
     *     A job that goes on from a drained savepoint takes all that follows as late, so do not drain before an upgrade
     * @return the savepoint's folder
     */
    public String stopWithSavepoint(boolean drain) throws JobFailedException, InterruptedException {
        String savepoint = get(cluster.stopWithSavepoint(id, null, drain, SavepointFormatType.CANONICAL), SNAPSHOT);
        awaitEnd();
        return savepoint;
    }

    /** Ends the job without a savepoint; what its last checkpoint does not cover is read again by the next start. */
    public void cancel() throws JobFailedException, InterruptedException {
        get(cluster.cancelJob(id), ANSWER);
        get(cluster.requestJobResult(id), ANSWER);
    }

    /**
     * Waits until the job ends: its input does, somebody stops it in the web interface, or it fails for good.
     *
     * @throws JobFailedException if it failed, with the first cause
     */
    public void awaitEnd() throws JobFailedException, InterruptedException {
        try {
            JobResult result = cluster.requestJobResult(id).get();
            if (result.getSerializedThrowable().isPresent()) {
                throw new JobFailedException(
                        name, result.getSerializedThrowable().get());
            }
        } catch (ExecutionException e) {
            throw new JobFailedException(name, e);
        }
    }

    private <T> T get(CompletableFuture<T> future, Duration limit) throws JobFailedException, InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new JobFailedException(name, e);
        }
    }
}
