package ai.finai.cli.doctor.check;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.cli.doctor.check.ListenerProbe.Listener;
import ai.finai.jobs.config.KafkaConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.protocol.ApiKeys;

/** Each address of {@code kafka.bootstrapServers} is a broker's that speaks as the job does, and is new enough for it. */
public final class KafkaCheck implements Check {

    /** What exactly-once needs; the client has a least version of each. */
    private static final List<ApiKeys> NEEDED = List.of(
            ApiKeys.PRODUCE,
            ApiKeys.FETCH,
            ApiKeys.METADATA,
            ApiKeys.LIST_OFFSETS,
            ApiKeys.FIND_COORDINATOR,
            ApiKeys.OFFSET_COMMIT,
            ApiKeys.OFFSET_FETCH,
            ApiKeys.INIT_PRODUCER_ID,
            ApiKeys.ADD_PARTITIONS_TO_TXN,
            ApiKeys.END_TXN);

    private final Brokers brokers;

    public KafkaCheck(Brokers brokers) {
        this.brokers = brokers;
    }

    @Override
    public void look(Findings findings) throws Exception {
        boolean anySpeaks = false;
        for (String server : brokers.kafka().bootstrapServers().split(",")) {
            anySpeaks |= speaks(server.strip(), findings);
        }
        if (anySpeaks && reached(findings)) {
            cluster(findings);
        }
    }

    private boolean speaks(String server, Findings findings) {
        int colon = server.lastIndexOf(':');
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            findings.stops(server, "is no host:port", "mend kafka.bootstrapServers", Runbook.NONE);
            return false;
        }
        if (address.isUnresolved()) {
            findings.stops(
                    server,
                    "there is no host " + address.getHostString() + " as seen from here",
                    "check kafka.bootstrapServers, and this machine's name service",
                    Runbook.BROKER_LOSS);
            return false;
        }
        try {
            return agrees(server, new ListenerProbe(address, brokers.patience().dividedBy(4)).listener(), findings);
        } catch (ConnectException e) {
            findings.stops(
                    server,
                    "nobody listens there",
                    "start the broker, or check the port in kafka.bootstrapServers",
                    Runbook.BROKER_LOSS);
        } catch (SocketTimeoutException e) {
            findings.stops(
                    server,
                    "does not answer: the host is away, or a firewall drops what is sent to it",
                    "check network policies and security groups between here and the broker",
                    Runbook.BROKER_LOSS);
        } catch (IOException e) {
            findings.stops(
                    server,
                    "cannot be reached: " + e.getMessage(),
                    "check the network on the way",
                    Runbook.BROKER_LOSS);
        }
        return false;
    }

    private boolean agrees(String server, Listener listener, Findings findings) {
        Map<String, String> properties = brokers.kafka().properties();
        String protocol = properties.getOrDefault("security.protocol", "PLAINTEXT");
        boolean tls = protocol.endsWith("SSL");
        boolean sasl = protocol.startsWith("SASL");
        if (listener.tls() != tls) {
            findings.stops(
                    server,
                    listener.tls()
                            ? "wants TLS, and security.protocol is " + protocol
                            : listener.kafka()
                                    ? "is a broker without TLS, and security.protocol is " + protocol
                                    : "somebody listens, but speaks neither Kafka nor TLS",
                    listener.tls() || listener.kafka()
                            ? "write kafka.properties: {security.protocol: "
                                    + protocol(
                                            listener.tls(),
                                            sasl || !listener.mechanisms().isEmpty())
                                    + "}, or name another port"
                            : "check the port in kafka.bootstrapServers",
                    Runbook.RESTARTS);
            return false;
        }
        if (!listener.kafka() && !tls) {
            findings.stops(
                    server,
                    "somebody listens, but is no Kafka broker",
                    "check the port in kafka.bootstrapServers",
                    Runbook.RESTARTS);
            return false;
        }
        if (listener.kafka() && listener.mechanisms().isEmpty() == sasl) {
            findings.stops(
                    server,
                    sasl
                            ? "wants no SASL, and security.protocol is " + protocol
                            : "wants SASL (" + String.join(", ", listener.mechanisms()) + "), and security.protocol is "
                                    + protocol,
                    "write kafka.properties: {security.protocol: " + protocol(tls, !sasl) + "}, or name another port",
                    Runbook.RESTARTS);
            return false;
        }
        String mechanism = properties.getOrDefault("sasl.mechanism", "GSSAPI");
        if (sasl && listener.kafka() && !listener.mechanisms().contains(mechanism)) {
            findings.stops(
                    server,
                    "does not take sasl.mechanism " + mechanism + ", but " + String.join(", ", listener.mechanisms()),
                    "write one of them into kafka.properties",
                    Runbook.RESTARTS);
            return false;
        }
        if (listener.kafka()) {
            newEnough(server, listener, findings);
        }
        return true;
    }

    private static String protocol(boolean tls, boolean sasl) {
        return (sasl ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT");
    }

    private static void newEnough(String server, Listener listener, Findings findings) {
        List<String> tooOld = new ArrayList<>();
        for (ApiKeys request : NEEDED) {
            Short newest = listener.versions().get(request.id);
            if (newest == null || newest < request.oldestVersion()) {
                tooOld.add(request.name);
            }
        }
        if (!tooOld.isEmpty()) {
            findings.stops(
                    server,
                    "is too old: it does not know " + String.join(", ", tooOld) + " as this client sends it",
                    "upgrade the broker, to Kafka 3 at least",
                    Runbook.UPGRADE);
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
