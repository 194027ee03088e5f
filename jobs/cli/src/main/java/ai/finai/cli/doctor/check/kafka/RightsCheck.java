package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.jobs.config.TopicNames;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/** The job's user may do on Kafka what the job does. */
public final class RightsCheck implements Check {

    private final ExaminedJob job;
    private final Brokers brokers;

    public RightsCheck(ExaminedJob job, Brokers brokers) {
        this.job = job;
        this.brokers = brokers;
    }

    @Override
    public void look(Findings findings) throws Exception {
        if (!enforced()) {
            findings.note(job.kafka().bootstrapServers(), "rights are not enforced: the brokers have no authorizer");
            return;
        }
        JobTopics topics = JobTopics.of(job.kafka().topics(), brokers);
        topics.there()
                .forEach((topic, description) ->
                        topic(topic, description.authorizedOperations(), needed(topic), findings));
        for (String topic : topics.hidden()) {
            topic(topic, List.of(), needed(topic), findings);
        }
        if (job.kafka().missingTopics().create()) {
            for (String topic : topics.missing()) {
                if (brokers.refusal(KafkaPrerequisites.newTopic(topic, job.kafka()))
                        instanceof AuthorizationException) {
                    topic(topic, List.of(), List.of(AclOperation.CREATE), findings);
                }
            }
        }
        group(findings);
        transactions(findings);
    }

    private boolean enforced() throws Exception {
        Node any = brokers.nodes().iterator().next();
        try {
            String authorizer = brokers.setting(any, "authorizer.class.name");
            return authorizer == null || !authorizer.isBlank(); // a managed broker hides its own
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return true;
            }
            throw e;
        }
    }

    private List<AclOperation> needed(String topic) {
        TopicNames names = job.kafka().topics();
        List<AclOperation> needed = new ArrayList<>(List.of(AclOperation.DESCRIBE));
        if (names.read().contains(topic)) {
            needed.add(AclOperation.READ);
        }
        if (names.written().contains(topic)) {
            needed.add(AclOperation.WRITE);
        }
        return needed;
    }

    private void topic(
            String topic, @Nullable Collection<AclOperation> allowed, List<AclOperation> needed, Findings findings) {
        require("topic " + topic, allowed, needed, "--topic " + topic, findings);
    }

    private void group(Findings findings) throws Exception {
        String group = job.kafka().groupId();
        try {
            var described = brokers.ask(brokers.admin()
                    .describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                    .all());
            for (ConsumerGroupDescription description : described.values()) {
                require(
                        "group " + group,
                        description.authorizedOperations(),
                        List.of(AclOperation.READ),
                        "--group " + group,
                        findings);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                require("group " + group, List.of(), List.of(AclOperation.READ), "--group " + group, findings);
            } else if (!(e.getCause() instanceof GroupIdNotFoundException)) { // the job has not run yet
                throw e;
            }
        }
    }

    /** No request tells it, so a producer's id is asked for, of the same prefix and always the same one. */
    private void transactions(Findings findings) throws Exception {
        String prefix = job.kafka().transactions().idPrefix();
        if (TransactionsCheck.refusal(job, brokers) instanceof AuthorizationException) {
            require(
                    "transactional ids " + prefix + "...",
                    List.of(),
                    List.of(AclOperation.WRITE),
                    "--transactional-id " + prefix + " --resource-pattern-type prefixed",
                    findings);
        }
    }

    private void require(
            String place,
            @Nullable Collection<AclOperation> allowed,
            List<AclOperation> needed,
            String resource,
            Findings findings) {
        if (allowed == null) {
            findings.unknown(place, "the brokers do not say what this user may do", "upgrade them");
            return;
        }
        List<AclOperation> missing = needed.stream()
                .filter(operation -> !allowed.contains(operation))
                .toList();
        if (!missing.isEmpty()) {
            findings.stops(
                    place,
                    "this user has no right to "
                            + missing.stream()
                                    .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(" and ")),
                    KafkaTools.allow(job.kafka(), missing, resource),
                    Runbook.RIGHTS);
        }
    }
}
