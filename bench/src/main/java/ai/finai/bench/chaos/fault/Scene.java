package ai.finai.bench.chaos.fault;

import ai.finai.bench.chaos.cluster.FlinkCluster;
import ai.finai.bench.chaos.cluster.Stack;
import ai.finai.bench.chaos.job.ChaosJob;
import java.time.Duration;

/**
 * Where something is done.
 *
 * @param job which it is done to; of what all jobs share, any
 * @param lasts how long a disturbance stays, where it does not pass by itself
 */
public record Scene(Stack stack, FlinkCluster cluster, ChaosJob job, Duration lasts) {

    void stay() throws InterruptedException {
        Thread.sleep(lasts.toMillis());
    }
}
