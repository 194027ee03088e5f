package ai.finai.bench.chaos;

import ai.finai.bench.chaos.fault.Schedule.Planned;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A fault that was injected and recovered from.
 *
 * @param job the one that it befell, or all
 * @param lastedMillis how long it was until it was over; of a kill, next to nothing
 * @param detectedMillis after how long it first showed; -1 if it never did
 * @param recoveredMillis after how long all tasks ran and a checkpoint begun after the fault's beginning was complete
 * @param before where the jobs' topics ended just before it
 */
record Happened(
        Planned planned,
        String job,
        long lastedMillis,
        long detectedMillis,
        long recoveredMillis,
        Map<TopicPartition, Long> before) {}
