package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.ExaminedJob;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.jobs.config.TopicNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
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
        Admin admin = brokers.admin();
        Set<String> there = brokers.ask(admin.listTopics().names());
        TopicNames names = job.kafka().topics();
        List<String> found =
                names.all().stream().filter(there::contains).distinct().toList();
        Map<String, TopicDescription> topics =
                brokers.ask(admin.describeTopics(found, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                        .allTopicNames());
        topics.forEach((topic, description) -> {
            List<AclOperation> needed = new ArrayList<>(List.of(AclOperation.DESCRIBE));
            if (names.read().contains(topic)) {
                needed.add(AclOperation.READ);
            }
            if (names.written().contains(topic)) {
                needed.add(AclOperation.WRITE);
            }
            require("topic " + topic, description.authorizedOperations(), needed, "--topic " + topic, findings);
        });
        if (found.size() < names.all().stream().distinct().count()
                && job.kafka().missingTopics().create()) {
            require(
                    "the cluster",
                    brokers.ask(admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true))
                            .authorizedOperations()),
                    List.of(AclOperation.CREATE),
                    "--cluster",
                    findings);
        }
        group(admin, findings);
        transactions(admin, findings);
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

    private void group(Admin admin, Findings findings) throws Exception {
        String group = job.kafka().groupId();
        try {
            var described = brokers.ask(admin.describeConsumerGroups(
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
    private void transactions(Admin admin, Findings findings) throws Exception {
        String prefix = job.kafka().transactions().idPrefix();
        try {
            brokers.ask(admin.fenceProducers(List.of(prefix + '-' + job.name() + "-doctor"))
                    .all());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
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
        List<String> missing = needed.stream()
                .filter(operation -> !allowed.contains(operation))
                .map(operation -> operation.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!missing.isEmpty()) {
            StringBuilder command = new StringBuilder("kafka-acls.sh --bootstrap-server "
                    + job.kafka().bootstrapServers().split(",")[0].strip() + " --add --allow-principal User:...");
            missing.forEach(operation -> command.append(" --operation ").append(operation));
            findings.stops(
                    place,
                    "this user has no right to " + String.join(" and ", missing),
                    command.append(' ').append(resource).toString(),
                    Runbook.RIGHTS);
        }
    }
}
