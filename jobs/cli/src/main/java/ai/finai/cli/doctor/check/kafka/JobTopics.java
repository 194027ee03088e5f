package ai.finai.cli.doctor.check.kafka;

import ai.finai.jobs.config.TopicNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A job's topics as its user sees them, each in the order of the flow.
 *
 * @param there with what this user may do with each
 * @param missing that are not there
 * @param hidden that this user may not describe: brokers do not say then whether there is such a topic
 */
record JobTopics(Map<String, TopicDescription> there, List<String> missing, List<String> hidden) {

    static JobTopics of(TopicNames names, Brokers brokers) throws Exception {
        List<String> all = names.all().stream().distinct().toList();
        Map<String, KafkaFuture<TopicDescription>> answers = brokers.admin()
                .describeTopics(all, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues();
        JobTopics topics = new JobTopics(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        for (String topic : all) {
            try {
                topics.there.put(topic, brokers.ask(Objects.requireNonNull(answers.get(topic))));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    topics.missing.add(topic);
                } else if (e.getCause() instanceof AuthorizationException) {
                    topics.hidden.add(topic);
                } else {
                    throw e;
                }
            }
        }
        return topics;
    }
}
