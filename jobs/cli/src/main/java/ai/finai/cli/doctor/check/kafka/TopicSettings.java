package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.events.RecordReader;
import ai.finai.jobs.config.KafkaConfig;
import ai.finai.jobs.config.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * Topics keep what they must, for as long as they must. No job needs the right to see their settings: where its user lacks it,
 * that is a note.
 */
final class TopicSettings {

    /** 31 CFR 1010.430: 1,826 days, five years with a leap day. */
    private static final Duration ALERTS_ARE_KEPT = Duration.ofDays(1_826);

    private final KafkaConfig kafka;
    private final TopicNames names;
    private final Brokers brokers;
    private final Duration replay;

    /** @param replay how far back the job may have to read again */
    TopicSettings(KafkaConfig kafka, Brokers brokers, Duration replay) {
        this.kafka = kafka;
        this.names = kafka.topics();
        this.brokers = brokers;
        this.replay = replay;
    }

    void look(Collection<TopicDescription> topics, Findings findings) throws Exception {
        Map<ConfigResource, KafkaFuture<Config>> answers = brokers.admin()
                .describeConfigs(topics.stream().map(TopicSettings::resource).toList())
                .values();
        List<String> hidden = new ArrayList<>();
        for (TopicDescription topic : topics) {
            try {
                Config config = brokers.ask(Objects.requireNonNull(answers.get(resource(topic))));
                written(topic, config, findings);
                cleanup(topic.name(), config, findings);
                sizes(topic.name(), config, findings);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
                hidden.add(topic.name());
            }
        }
        if (!hidden.isEmpty()) {
            findings.note(
                    "topics " + String.join(", ", hidden),
                    "this user may not see their settings, so these were not looked at: min.insync.replicas,"
                            + " cleanup.policy, retention, sizes of records, election of leaders",
                    "no job needs that right; to let the doctor look: "
                            + KafkaTools.allow(
                                    kafka,
                                    List.of(AclOperation.DESCRIBE_CONFIGS),
                                    hidden.stream()
                                            .map(topic -> "--topic " + topic)
                                            .collect(Collectors.joining(" "))));
        }
    }

    private static ConfigResource resource(TopicDescription topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    static int fewestReplicas(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private void written(TopicDescription topic, Config config, Findings findings) {
        String place = TopicsCheck.place(topic.name());
        int fewest = fewestReplicas(topic);
        long inSync = number(config, "min.insync.replicas");
        if (inSync > fewest) {
            findings.stops(
                    place,
                    "min.insync.replicas is " + inSync + ", but it has " + fewest + " replicas: nothing can be written",
                    "lower the one or raise the other",
                    Runbook.BROKER_LOSS);
        } else if (fewest > 1 && inSync == fewest) {
            findings.risk(
                    place,
                    "min.insync.replicas is " + inSync + " of " + fewest + ": nothing can be written while a broker is"
                            + " away",
                    alter(topic.name(), "min.insync.replicas=" + (fewest - 1)),
                    Runbook.BROKER_LOSS);
        } else if (fewest > 2 && inSync < 2) {
            findings.risk(
                    place,
                    "min.insync.replicas is 1: what one broker alone has taken is gone with it",
                    alter(topic.name(), "min.insync.replicas=2"),
                    Runbook.BROKER_LOSS);
        }
        if (Boolean.parseBoolean(text(config, "unclean.leader.election.enable"))) {
            findings.risk(
                    place,
                    "unclean.leader.election.enable is true: a replica that is behind may become leader, and what it lacks"
                            + " is lost",
                    alter(topic.name(), "unclean.leader.election.enable=false"),
                    Runbook.BROKER_LOSS);
        }
    }

    private void cleanup(String topic, Config config, Findings findings) {
        String policy = text(config, "cleanup.policy");
        boolean compacts = policy.contains("compact");
        if (names.compacted().contains(topic)) {
            if (!compacts || policy.contains("delete")) {
                findings.stops(
                        TopicsCheck.place(topic),
                        "cleanup.policy is " + policy
                                + ": orders of models are forgotten, and a new start does not know them",
                        alter(topic, "cleanup.policy=compact"),
                        Runbook.MODEL_REFUSED);
            }
            return;
        }
        if (compacts) {
            findings.stops(
                    TopicsCheck.place(topic),
                    "cleanup.policy is " + policy + ": of records with one key all but the latest are deleted",
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
                    TopicsCheck.place(topic),
                    "retention.ms keeps records for " + days(kept) + ": " + why + ", " + days(wanted.toMillis()),
                    alter(topic, "retention.ms=" + wanted.toMillis()),
                    names.events().contains(topic) ? Runbook.RECORDS_LOST : Runbook.TOPICS);
        }
        long bytes = number(config, "retention.bytes");
        if (bytes >= 0) {
            findings.risk(
                    TopicsCheck.place(topic),
                    "retention.bytes ends records at " + bytes + " bytes a partition, however young they are",
                    alter(topic, "retention.bytes=-1"),
                    Runbook.TOPICS);
        }
    }

    private void sizes(String topic, Config config, Findings findings) {
        long largest = number(config, "max.message.bytes");
        if (largest < RecordReader.MAX_RECORD_BYTES) {
            String place = TopicsCheck.place(topic);
            String what = "max.message.bytes is " + largest + ": records may have " + RecordReader.MAX_RECORD_BYTES;
            String mend = alter(topic, "max.message.bytes=1048588");
            if (names.written().contains(topic)) {
                findings.stops(place, what + ", and one that is refused stops the job", mend, Runbook.RESTARTS);
            } else {
                findings.risk(place, what + ", and larger ones do not get in", mend, Runbook.TOPICS);
            }
        }
    }

    private String alter(String topic, String setting) {
        return KafkaTools.alter(kafka, topic, setting);
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
