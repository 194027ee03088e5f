package ai.finai.jobs.savepoints;

import ai.finai.events.DeadLetters;
import ai.finai.jobs.fixture.Scenario;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What came of records, in lines that stay the same from release to release. */
final class Outcomes {

    private Outcomes() {}

    static List<String> problems(Scenario scenario, String lateEvents, String deadLetters) {
        List<String> lines = new ArrayList<>();
        scenario.readCommitted(lateEvents).forEach(record -> lines.add("late " + text(record.key())));
        scenario.readCommitted(deadLetters)
                .forEach(record -> lines.add("dead letter "
                        + text(record.headers().lastHeader(DeadLetters.REASON).value())));
        return lines;
    }

    /** Until readers see all that is written: a broker ends a transaction a moment after the sink has committed it. */
    static void awaitCommitted(Scenario scenario) throws Exception {
        try (Admin admin = Admin.create(scenario.kafka().adminProperties())) {
            Set<TopicPartition> partitions = new HashSet<>();
            for (TopicDescription topic : admin.describeTopics(
                            scenario.kafka().topics().written())
                    .allTopicNames()
                    .get()
                    .values()) {
                topic.partitions().forEach(part -> partitions.add(new TopicPartition(topic.name(), part.partition())));
            }
            Scenario.await("all transactions have ended", () -> ends(admin, partitions, IsolationLevel.READ_COMMITTED)
                    .equals(ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED)));
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel isolation)
            throws Exception {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get()
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** What is in one list and not, as often, in the other. */
    static List<String> more(List<String> before, List<String> after) {
        List<String> left = new ArrayList<>(after);
        before.forEach(left::remove);
        left.sort(null);
        return left;
    }
}
