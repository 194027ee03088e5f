package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Runbook;
import ai.finai.cli.doctor.check.ListenerProbe.Listener;
import ai.finai.jobs.config.KafkaConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.protocol.ApiKeys;

/** The addresses of {@code kafka.bootstrapServers}: what listens at each, and whether the job's clients can speak to it. */
final class BootstrapServers {

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

    private final KafkaConfig kafka;
    private final Duration patience;
    private final List<Problem> problems = new ArrayList<>();
    private boolean anySpeaks;

    /** Something that stops the job, or would if this address were the only one. */
    record Problem(String place, String what, String mend, Runbook runbook) {

        /** Nothing is there, so clients go on with another address. What speaks in another way ends them. */
        boolean isAway() {
            return runbook == Runbook.BROKER_LOSS;
        }
    }

    private BootstrapServers(KafkaConfig kafka, Duration patience) {
        this.kafka = kafka;
        this.patience = patience;
    }

    /** @param patience with each answer of each of them */
    static BootstrapServers of(KafkaConfig kafka, Duration patience) {
        BootstrapServers servers = new BootstrapServers(kafka, patience);
        for (String server : kafka.bootstrapServers().split(",")) {
            servers.anySpeaks |= servers.speaks(server.strip());
        }
        return servers;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Whether a client is worth a try. */
    boolean anySpeaks() {
        return anySpeaks;
    }

    private void problem(String place, String what, String mend, Runbook runbook) {
        problems.add(new Problem(place, what, mend, runbook));
    }

    private boolean speaks(String server) {
        int colon = server.lastIndexOf(':');
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            problem(server, "is no host:port", "mend kafka.bootstrapServers", Runbook.NONE);
            return false;
        }
        if (address.isUnresolved()) {
            problem(
                    server,
                    "there is no host " + address.getHostString() + " as seen from here",
                    "check kafka.bootstrapServers, and this machine's name service",
                    Runbook.BROKER_LOSS);
            return false;
        }
        try {
            return agrees(server, new ListenerProbe(address, patience).listener());
        } catch (ConnectException e) {
            problem(
                    server,
                    "nobody listens there",
                    "start the broker, or check the port in kafka.bootstrapServers",
                    Runbook.BROKER_LOSS);
        } catch (SocketTimeoutException e) {
            problem(
                    server,
                    "does not answer: the host is away, or a firewall drops what is sent to it",
                    "check network policies and security groups between here and the broker",
                    Runbook.BROKER_LOSS);
        } catch (IOException e) {
            problem(
                    server,
                    "cannot be reached: " + e.getMessage(),
                    "check the network on the way",
                    Runbook.BROKER_LOSS);
        }
        return false;
    }

    private boolean agrees(String server, Listener listener) {
        Map<String, String> properties = kafka.properties();
        String protocol =
                properties.getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
        if (protocol.contains("${")) { // known where the job runs
            return true;
        }
        boolean tls = protocol.endsWith("SSL");
        boolean sasl = protocol.startsWith("SASL");
        if (listener.tls() != tls) {
            problem(
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
            problem(
                    server,
                    "somebody listens, but is no Kafka broker",
                    "check the port in kafka.bootstrapServers",
                    Runbook.RESTARTS);
            return false;
        }
        if (listener.kafka() && listener.mechanisms().isEmpty() == sasl) {
            problem(
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
            problem(
                    server,
                    "does not take sasl.mechanism " + mechanism + ", but " + String.join(", ", listener.mechanisms()),
                    "write one of them into kafka.properties",
                    Runbook.RESTARTS);
            return false;
        }
        if (listener.kafka()) {
            newEnough(server, listener);
        }
        return true;
    }

    private static String protocol(boolean tls, boolean sasl) {
        return (sasl ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT");
    }

    private void newEnough(String server, Listener listener) {
        List<String> tooOld = new ArrayList<>();
        for (ApiKeys request : NEEDED) {
            Short newest = listener.versions().get(request.id);
            if (newest == null || newest < request.oldestVersion()) {
                tooOld.add(request.name);
            }
        }
        if (!tooOld.isEmpty()) {
            problem(
                    server,
                    "is too old: it does not know " + String.join(", ", tooOld) + " as this client sends it",
                    "upgrade the broker, to Kafka 3 at least",
                    Runbook.UPGRADE);
        }
    }
}
