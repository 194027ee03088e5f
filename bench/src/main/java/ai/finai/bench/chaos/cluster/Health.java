package ai.finai.bench.chaos.cluster;

/**
 * A job as Flink's REST interface shows it. Times are the clock's, milliseconds since 1970-01-01T00:00:00Z, 0 for never.
 *
 * @param reachable whether the JobManager answers and knows the job
 * @param running whether the job's state is RUNNING
 * @param allTasksRunning whether each of its tasks is, too
 * @param failed when it last failed, or was restarted, by this JobManager or after one before it
 * @param failedCheckpoints since the JobManager started
 * @param completedCheckpoints since the JobManager started
 * @param completedTrigger when the latest completed checkpoint was begun
 * @param checkpointMillis how long that took
 * @param stateBytes of that checkpoint
 * @param trouble why it is not reachable
 */
public record Health(
        boolean reachable,
        boolean running,
        boolean allTasksRunning,
        long failed,
        long failedCheckpoints,
        long completedCheckpoints,
        long completedTrigger,
        long checkpointMillis,
        long stateBytes,
        String trouble) {

    static Health unreachable(String trouble) {
        return new Health(false, false, false, 0, 0, 0, 0, 0, 0, trouble);
    }
}
