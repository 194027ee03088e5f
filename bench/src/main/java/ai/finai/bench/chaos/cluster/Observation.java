package ai.finai.bench.chaos.cluster;

/**
 * What is seen of a job from the moment in which something is done to it. Times are the clock's, milliseconds since
 * 1970-01-01T00:00:00Z, 0 for not yet.
 */
public final class Observation {

    private final long began;
    private final long failedCheckpointsBefore;
    private volatile long detected;
    private volatile long running;
    private volatile long recovered;
    private long over;

    Observation(long began, Health before) {
        this.began = began;
        this.over = began;
        this.failedCheckpointsBefore = before.failedCheckpoints();
    }

    synchronized void see(Health health, long at) {
        boolean wrong = !health.reachable()
                || !health.running()
                || health.failed() >= began
                || health.failedCheckpoints() > failedCheckpointsBefore;
        if (wrong && detected == 0) {
            detected = at;
        }
        if (!health.allTasksRunning()) {
            running = 0;
        } else if (running == 0 && detected > 0) {
            running = at;
        }
        if (recovered == 0 && health.allTasksRunning() && health.completedTrigger() >= over) {
            recovered = at;
        }
    }

    /** What was done is over. A checkpoint that was begun while it lasted, and was lucky, is no recovery. */
    public synchronized void over(long at) {
        over = at;
        recovered = 0;
    }

    public long began() {
        return began;
    }

    /** When it first showed: nothing answers, the job does not run, it was restarted, or a checkpoint failed. */
    public long detected() {
        return detected;
    }

    /** When all tasks ran again, with their state; 0 while they do not, and where nothing ever showed. */
    public long running() {
        return running;
    }

    /** When all tasks ran and a checkpoint was complete that was begun when all was over. */
    public long recovered() {
        return recovered;
    }
}
