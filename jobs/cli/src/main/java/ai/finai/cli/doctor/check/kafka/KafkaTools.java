package ai.finai.cli.doctor.check.kafka;

import ai.finai.jobs.config.KafkaConfig;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.utils.SecurityUtils;

/** Commands of Kafka's own tools, for an administrator to run against a job's brokers. */
final class KafkaTools {

    private KafkaTools() {}

    /** @param resource {@code --topic alerts} */
    static String allow(KafkaConfig kafka, Collection<AclOperation> operations, String resource) {
        String words = operations.stream()
                .map(operation -> " --operation " + SecurityUtils.operationName(operation))
                .collect(Collectors.joining());
        return tool("kafka-acls.sh", kafka) + " --add --allow-principal User:..." + words + ' ' + resource;
    }

    /** @param setting {@code cleanup.policy=compact} */
    static String alter(KafkaConfig kafka, String topic, String setting) {
        return tool("kafka-configs.sh", kafka) + " --alter --entity-type topics --entity-name " + topic
                + " --add-config " + setting;
    }

    static String widen(KafkaConfig kafka, String topic, int partitions) {
        return tool("kafka-topics.sh", kafka) + " --alter --topic " + topic + " --partitions " + partitions;
    }

    /** Where brokers ask who somebody is, the tools have to be told, by a file that only the administrator has. */
    private static String tool(String name, KafkaConfig kafka) {
        String servers = Arrays.stream(kafka.bootstrapServers().split(","))
                .map(String::strip)
                .collect(Collectors.joining(","));
        String protocol = kafka.properties().getOrDefault("security.protocol", "PLAINTEXT");
        return name + " --bootstrap-server " + servers
                + (protocol.equalsIgnoreCase("PLAINTEXT") ? "" : " --command-config admin.properties");
    }
}
