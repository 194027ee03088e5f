package ai.finai.cli.kafka;

import ai.finai.jobs.config.KafkaConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a job has read its topics: with a checkpoint, it commits that to its consumer group. */
public final class ReadOffsets {

    private ReadOffsets() {}

    /** Where the topics of events end that the job reads; not those of orders, of which no offset is committed. */
    public static Map<TopicPartition, Long> ends(Admin admin, KafkaConfig kafka)
            throws ExecutionException, InterruptedException {
        List<String> topics = new ArrayList<>(kafka.topics().read());
        topics.removeAll(kafka.topics().compacted());
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(topics).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(info ->
                            latest.put(new TopicPartition(topic.name(), info.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
                admin.listOffsets(latest).all().get().entrySet()) {
            ends.put(entry.getKey(), entry.getValue().offset());
        }
        return ends;
    }

    /** Records up to there that no checkpoint covers yet; 0: all of them are read for good. */
    public static long behind(Map<TopicPartition, Long> ends, Admin admin, KafkaConfig kafka)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(kafka.groupId())
                .partitionsToOffsetAndMetadata()
                .get();
        long behind = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata offset = offsets.get(end.getKey());
            behind += Math.max(0, end.getValue() - (offset == null ? 0 : offset.offset()));
        }
        return behind;
    }
}
