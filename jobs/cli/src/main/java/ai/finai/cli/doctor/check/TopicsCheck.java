package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.events.RecordReader;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.TopicNames;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;

/** The job's topics are there, and keep what they must, for as long as they must. */
public final class TopicsCheck implements Check {

    /** 31 CFR 1010.430: 1,826 days, five years with a leap day. */
    private static final Duration ALERTS_ARE_KEPT = Duration.ofDays(1_826);

    private static final int USUAL_REPLICAS = 3;

    private final ExaminedJob job;
    private final Brokers brokers;
    private final Duration replay;

    /** @param replay how far back the job may have to read again */
    public TopicsCheck(ExaminedJob job, Brokers brokers, Duration replay) {
        this.job = job;
        this.brokers = brokers;
        this.replay = replay;
    }

    @Override
    public void look(Findings findings) throws Exception {
        KafkaConfig kafka = job.kafka();
        Admin admin = brokers.admin();
        int nodes = brokers.nodes().size();
        Set<String> there = brokers.ask(admin.listTopics().names());
        List<String> found =
                kafka.topics().all().stream().filter(there::contains).distinct().toList();
        kafka.topics().all().stream()
                .distinct()
                .filter(topic -> !there.contains(topic))
                .forEach(topic -> missing(topic, findings));
        Map<String, TopicDescription> descriptions =
                brokers.ask(admin.describeTopics(found).allTopicNames());
        Map<ConfigResource, Config> configs = brokers.ask(
                admin.describeConfigs(found.stream().map(TopicsCheck::resource).toList())
                        .all());
        for (String topic : found) {
            TopicDescription description = Objects.requireNonNull(descriptions.get(topic));
            Config config = Objects.requireNonNull(configs.get(resource(topic)));
            partitions(description, findings);
            replicas(description, config, nodes, findings);
            cleanup(topic, config, findings);
            sizes(topic, config, findings);
        }
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private void missing(String topic, Findings findings) {
        NewTopic wanted = KafkaPrerequisites.newTopic(topic, job.kafka());
        String form = wanted.numPartitions()
                + (wanted.numPartitions() == 1 ? " partition, " : " partitions, ")
                + wanted.replicationFactor()
                + (wanted.replicationFactor() == 1 ? " replica" : " replicas");
        if (job.kafka().missingTopics().create()) {
            findings.note(place(topic), "is not there yet; the job would make it, with " + form);
        } else {
            findings.stops(
                    place(topic),
                    "there is no such topic, or this user may not describe it",
                    "create it, with " + form + compaction(wanted) + "; or let the job do so with"
                            + " kafka.missingTopics.create: true",
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
                        "lower the parallelism; or, where the job is stopped and has read all, as keys move to other partitions:"
                                + " kafka-topics.sh --bootstrap-server "
                                + job.kafka().bootstrapServers()
                                + " --alter --topic " + topic.name() + " --partitions " + job.parallelism(),
                        Runbook.WATERMARK_STUCK);
            }
        }
    }

    private void replicas(TopicDescription topic, Config config, int nodes, Findings findings) {
        int wanted = replicasWanted(job.kafka().missingTopics().replicationFactor(), nodes);
        int fewest = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        long inSync = number(config, "min.insync.replicas");
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
        if (inSync > fewest) {
            findings.stops(
                    name,
                    "min.insync.replicas is " + inSync + ", but it has " + fewest + " replicas: nothing can be written",
                    "lower the one or raise the other",
                    Runbook.BROKER_LOSS);
        } else if (fewest > 1 && inSync == fewest) {
            findings.risk(
                    name,
                    "min.insync.replicas is " + inSync + " of " + fewest + ": nothing can be written while a broker is"
                            + " away",
                    alter(topic.name(), "min.insync.replicas=" + (fewest - 1)),
                    Runbook.BROKER_LOSS);
        } else if (fewest > 2 && inSync < 2) {
            findings.risk(
                    name,
                    "min.insync.replicas is 1: what one broker alone has taken is gone with it",
                    alter(topic.name(), "min.insync.replicas=2"),
                    Runbook.BROKER_LOSS);
        }
        if (Boolean.parseBoolean(text(config, "unclean.leader.election.enable"))) {
            findings.risk(
                    name,
                    "unclean.leader.election.enable is true: a replica that is behind may become leader, and what it lacks"
                            + " is lost",
                    alter(topic.name(), "unclean.leader.election.enable=false"),
                    Runbook.BROKER_LOSS);
        }
    }

    /** As many as the configuration says of topics that the job makes; where it says none, as many as is usual. */
    static int replicasWanted(int configured, int nodes) {
        return Math.max(configured, Math.min(USUAL_REPLICAS, nodes));
    }

    private void cleanup(String topic, Config config, Findings findings) {
        boolean compacts = text(config, "cleanup.policy").contains("compact");
        boolean deletes = text(config, "cleanup.policy").contains("delete");
        TopicNames names = job.kafka().topics();
        if (names.compacted().contains(topic)) {
            if (!compacts || deletes) {
                findings.stops(
                        place(topic),
                        "cleanup.policy is " + text(config, "cleanup.policy")
                                + ": orders of models are forgotten, and a new start does not know them",
                        alter(topic, "cleanup.policy=compact"),
                        Runbook.MODEL_REFUSED);
            }
            return;
        }
        if (compacts) {
            findings.stops(
                    place(topic),
                    "cleanup.policy is " + text(config, "cleanup.policy")
                            + ": of records with one key all but the latest are deleted",
                    alter(topic, "cleanup.policy=delete"),
                    Runbook.RECORDS_LOST);
        }
        if (names.alerts().equals(topic)) {
            kept(topic, config, ALERTS_ARE_KEPT, "alerts are kept for five years (31 CFR 1010.430)", findings);
        } else if (names.events().contains(topic)) {
            kept(topic, config, replay, "a job that goes back to a savepoint reads them again (--replay)", findings);
        }
    }

    private void kept(String topic, Config config, Duration wanted, String why, Findings findings) {
        long kept = number(config, "retention.ms");
        if (kept >= 0 && kept < wanted.toMillis()) {
            findings.risk(
                    place(topic),
                    "retention.ms keeps records for " + days(kept) + ": " + why + ", " + days(wanted.toMillis()),
                    alter(topic, "retention.ms=" + wanted.toMillis()),
                    names().events().contains(topic) ? Runbook.RECORDS_LOST : Runbook.TOPICS);
        }
        long bytes = number(config, "retention.bytes");
        if (bytes >= 0) {
            findings.risk(
                    place(topic),
                    "retention.bytes ends records at " + bytes + " bytes a partition, however young they are",
                    alter(topic, "retention.bytes=-1"),
                    Runbook.TOPICS);
        }
    }

    private void sizes(String topic, Config config, Findings findings) {
        long largest = number(config, "max.message.bytes");
        if (largest < RecordReader.MAX_RECORD_BYTES) {
            String what = "max.message.bytes is " + largest + ": records may have " + RecordReader.MAX_RECORD_BYTES;
            String mend = alter(topic, "max.message.bytes=1048588");
            if (names().written().contains(topic)) {
                findings.stops(place(topic), what + ", and one that is refused stops the job", mend, Runbook.RESTARTS);
            } else {
                findings.risk(place(topic), what + ", and larger ones do not get in", mend, Runbook.TOPICS);
            }
        }
    }

    private TopicNames names() {
        return job.kafka().topics();
    }

    private String place(String topic) {
        return "topic " + topic;
    }

    private String alter(String topic, String setting) {
        return "kafka-configs.sh --bootstrap-server "
                + job.kafka().bootstrapServers().split(",")[0].strip()
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting;
    }

    private static String days(long millis) {
        Duration time = Duration.ofMillis(millis);
        return time.toDays() > 0 ? time.toDays() + (time.toDays() == 1 ? " day" : " days") : time.toHours() + " h";
    }

    private static long number(Config config, String key) {
        return Long.parseLong(text(config, key));
    }

    private static String text(Config config, String key) {
        ConfigEntry entry = config.get(key);
        return entry == null || entry.value() == null ? "0" : entry.value();
    }
}
