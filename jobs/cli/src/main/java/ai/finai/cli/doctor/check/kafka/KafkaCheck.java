package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.jobs.config.KafkaConfig;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Each address of {@code kafka.bootstrapServers} is a broker's that speaks as the job does, and is new enough for it. */
public final class KafkaCheck implements Check {

    private final Brokers brokers;

    public KafkaCheck(Brokers brokers) {
        this.brokers = brokers;
    }

    @Override
    public void look(Findings findings) throws Exception {
        BootstrapServers servers = brokers.servers();
        for (BootstrapServer.Problem problem : servers.problems()) {
            if (problem.isAway() && servers.anySpeaks()) {
                findings.risk(problem.place(), problem.what(), problem.mend(), problem.runbook());
            } else {
                findings.stops(problem.place(), problem.what(), problem.mend(), problem.runbook());
            }
        }
        if (servers.anySpeaks() && reached(findings)) {
            cluster(findings);
        }
    }

    private boolean reached(Findings findings) throws InterruptedException {
        KafkaConfig kafka = brokers.kafka();
        try {
            brokers.connect();
            return true;
        } catch (KafkaException e) { // the client's properties, before anything was sent
            findings.stops(
                    "kafka.properties",
                    String.valueOf(CommandFailed.rootCause(e).getMessage()),
                    "mend it",
                    Runbook.RESTARTS);
        } catch (ExecutionException e) {
            refused(kafka, e.getCause() == null ? e : e.getCause(), findings);
        } catch (TimeoutException e) {
            refused(kafka, e, findings);
        }
        return false;
    }

    private static void refused(KafkaConfig kafka, Throwable e, Findings findings) {
        String root = String.valueOf(CommandFailed.rootCause(e).getMessage());
        if (e instanceof SslAuthenticationException) {
            findings.stops(
                    kafka.bootstrapServers(),
                    "TLS fails: " + root,
                    "check ssl.truststore.* (does it know who signed the broker's certificate?), ssl.keystore.* (does the"
                            + " broker want one of ours?), and that the certificate is of the name in"
                            + " kafka.bootstrapServers",
                    Runbook.KEY_ROTATION);
        } else if (e instanceof SaslAuthenticationException) {
            findings.stops(
                    kafka.bootstrapServers(),
                    "does not know this user, or not this password: " + root,
                    "check sasl.jaas.config, and that the user exists",
                    Runbook.KEY_ROTATION);
        } else {
            findings.stops(
                    kafka.bootstrapServers(),
                    "brokers listen, but do not answer this client: " + e.getMessage(),
                    "check that the names that brokers give themselves (advertised.listeners) can be reached from here",
                    Runbook.BROKER_LOSS);
        }
    }

    private void cluster(Findings findings) throws Exception {
        Collection<Node> nodes = brokers.nodes();
        int wanted = brokers.kafka().missingTopics().replicationFactor();
        findings.note(
                brokers.kafka().bootstrapServers(),
                nodes.size() + (nodes.size() == 1 ? " broker, " : " brokers, ") + level());
        if (nodes.size() < wanted) {
            findings.risk(
                    brokers.kafka().bootstrapServers(),
                    "has " + nodes.size() + (nodes.size() == 1 ? " broker" : " brokers") + ", and topics are to have "
                            + wanted + " replicas",
                    "bring the missing ones back, or lower kafka.missingTopics.replicationFactor",
                    Runbook.BROKER_LOSS);
        }
    }

    /** Brokers do not say their release; what the cluster has agreed on is as good. */
    private String level() throws Exception {
        FinalizedVersionRange level;
        try {
            level = brokers.ask(brokers.admin().describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get("metadata.version");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return "of a release before 2.7";
            }
            throw e;
        }
        return level == null
                ? "of a release before 3.3, or with ZooKeeper"
                : "metadata.version " + level.maxVersionLevel() + " (" + KafkaRelease.of(level.maxVersionLevel()) + ')';
    }
}
