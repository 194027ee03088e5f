package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.jobs.config.TopicNames;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.AuthorizationException;

/** The job's topics are there, with the partitions and replicas that they need. What they keep, {@link TopicSettings} looks at. */
public final class TopicsCheck implements Check {

    private static final int USUAL_REPLICAS = 3;

    private final ExaminedJob job;
    private final Brokers brokers;
    private final TopicSettings settings;

    /** @param replay how far back the job may have to read again */
    public TopicsCheck(ExaminedJob job, Brokers brokers, Duration replay) {
        this.job = job;
        this.brokers = brokers;
        this.settings = new TopicSettings(job.kafka(), brokers, replay);
    }

    @Override
    public void look(Findings findings) throws Exception {
        JobTopics topics = JobTopics.of(job.kafka().topics(), brokers);
        int nodes = brokers.nodes().size();
        for (String topic : topics.hidden()) {
            findings.note(place(topic), "this user may not describe it, so it is not known whether it is there");
        }
        for (String topic : topics.missing()) {
            missing(topic, findings);
        }
        for (TopicDescription topic : topics.there().values()) {
            partitions(topic, findings);
            replicas(topic, nodes, findings);
        }
        settings.look(topics.there().values(), findings);
    }

    private void missing(String topic, Findings findings) throws Exception {
        NewTopic wanted = KafkaPrerequisites.newTopic(topic, job.kafka());
        String form = wanted.numPartitions()
                + (wanted.numPartitions() == 1 ? " partition, " : " partitions, ")
                + wanted.replicationFactor()
                + (wanted.replicationFactor() == 1 ? " replica" : " replicas");
        if (!job.kafka().missingTopics().create()) {
            findings.stops(
                    place(topic),
                    "there is no such topic",
                    "create it, with " + form + compaction(wanted) + "; or let the job do so with"
                            + " kafka.missingTopics.create: true",
                    Runbook.TOPICS);
            return;
        }
        Throwable refusal = brokers.refusal(wanted);
        if (refusal == null) {
            findings.note(place(topic), "is not there yet; the job would make it, with " + form);
        } else if (!(refusal instanceof AuthorizationException)) { // of rights there is another check
            findings.stops(
                    place(topic),
                    "is not there, and the brokers would not make it with " + form + ": " + refusal.getMessage(),
                    "mend kafka.missingTopics, or create it yourself",
                    Runbook.TOPICS);
        }
    }

    private static String compaction(NewTopic wanted) {
        String policy = wanted.configs() == null ? null : wanted.configs().get("cleanup.policy");
        return policy == null ? "" : ", cleanup.policy=" + policy;
    }

    private void partitions(TopicDescription topic, Findings findings) {
        int partitions = topic.partitions().size();
        TopicNames names = job.kafka().topics();
        if (names.compacted().contains(topic.name())) {
            int wanted = KafkaPrerequisites.newTopic(topic.name(), job.kafka()).numPartitions();
            if (partitions != wanted) {
                findings.stops(
                        place(topic.name()),
                        "has " + partitions + " partitions: orders of models would be carried out in any order",
                        "make it anew with " + wanted + " partition, and order the models again",
                        Runbook.MODEL_REFUSED);
            }
        } else if (names.advancing().contains(topic.name()) && partitions < job.parallelism()) {
            String what = "has " + partitions + (partitions == 1 ? " partition" : " partitions")
                    + " for a parallelism of " + job.parallelism();
            if (job.idleness().isZero()) {
                findings.stops(
                        place(topic.name()),
                        what + ", and events.idleness is 0s: subtasks without one hold event time back for ever",
                        "add partitions, lower the parallelism, or set events.idleness, to 30s for example",
                        Runbook.WATERMARK_STUCK);
            } else {
                findings.risk(
                        place(topic.name()),
                        what + ": subtasks without one read nothing",
                        "lower the parallelism; or, where the job is stopped and has read all, as keys move to other partitions: "
                                + KafkaTools.widen(job.kafka(), topic.name(), job.parallelism()),
                        Runbook.WATERMARK_STUCK);
            }
        }
    }

    private void replicas(TopicDescription topic, int nodes, Findings findings) {
        int wanted = replicasWanted(job.kafka().missingTopics().replicationFactor(), nodes);
        int fewest = TopicSettings.fewestReplicas(topic);
        long withoutLeader = topic.partitions().stream()
                .filter(partition ->
                        partition.leader() == null || partition.leader().isEmpty())
                .count();
        long behind = topic.partitions().stream()
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .count();
        String name = place(topic.name());
        if (withoutLeader > 0) {
            findings.stops(
                    name,
                    withoutLeader + " of its partitions have no leader",
                    "bring the brokers back that have them",
                    Runbook.BROKER_LOSS);
        } else if (behind > 0) {
            findings.risk(
                    name,
                    behind + " of its partitions have replicas that are behind",
                    "see which broker is away or slow",
                    Runbook.BROKER_LOSS);
        }
        if (fewest < wanted) {
            findings.risk(
                    name,
                    "has " + fewest + (fewest == 1 ? " replica" : " replicas") + ", and can have " + wanted
                            + ": what is on a broker that is lost is gone",
                    "kafka-reassign-partitions.sh gives it more",
                    Runbook.BROKER_LOSS);
        }
    }

    /** As many as the configuration says of topics that the job makes; where it says none, as many as is usual. */
    static int replicasWanted(int configured, int nodes) {
        return Math.max(configured, Math.min(USUAL_REPLICAS, nodes));
    }

    static String place(String topic) {
        return "topic " + topic;
    }
}
