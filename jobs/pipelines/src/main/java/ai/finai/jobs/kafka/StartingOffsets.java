package ai.finai.jobs.kafka;

import ai.finai.jobs.config.KafkaConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a start without a snapshot begins: at the group's committed offsets, elsewhere at the configured end of the topic.
 *
 * <p>All of them are worked out here, once. Flink's own initializer leaves it to the consumer's
 * {@code auto.offset.reset}, and that would hold for the offsets of a snapshot too: records that have expired in the
 * meantime would be passed over, or a topic read anew, and nobody told.
 */
final class StartingOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    private final KafkaConfig.Start start;
    private final KafkaConfig.MissingRecords missingRecords;

    StartingOffsets(KafkaConfig.Start start, KafkaConfig.MissingRecords missingRecords) {
        this.start = start;
        this.missingRecords = missingRecords;
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        Map<TopicPartition, Long> offsets = new HashMap<>(retriever.committedOffsets(partitions));
        List<TopicPartition> others = new ArrayList<>(partitions);
        others.removeAll(offsets.keySet());
        if (!others.isEmpty()) {
            offsets.putAll(
                    start == KafkaConfig.Start.EARLIEST
                            ? retriever.beginningOffsets(others)
                            : retriever.endOffsets(others));
        }
        return offsets;
    }

    /** What happens where a position is no longer in the topic. */
    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return switch (missingRecords) {
            case FAIL -> OffsetResetStrategy.NONE;
            case SKIP -> OffsetResetStrategy.EARLIEST;
        };
    }
}
