package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.Runbook;
import ai.finai.cli.doctor.check.kafka.ListenerProbe.Listener;
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

/** An address of {@code kafka.bootstrapServers}: what listens there, and whether the job's clients can speak to it. */
final class BootstrapServer implements AutoCloseable {

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

    private final String server;
    private final KafkaConfig kafka;
    private final ListenerProbe probe;
    private final List<Problem> problems = new ArrayList<>();

    /** Something that stops the job, or would if this address were the only one. */
    record Problem(String place, String what, String mend, Runbook runbook) {

        /** Nobody says anything there. */
        static Problem silent(String server) {
            return new Problem(
                    server,
                    "does not answer: the host is away, or a firewall drops what is sent to it",
                    "check network policies and security groups between here and the broker",
                    Runbook.BROKER_LOSS);
        }

        /** Nothing is there, so clients go on with another address. What speaks in another way ends them. */
        boolean isAway() {
            return runbook == Runbook.BROKER_LOSS;
        }
    }

    /** @param speaks whether a client is worth a try */
    record Seen(boolean speaks, List<Problem> problems) {}

    /** @param patience with each answer */
    BootstrapServer(String server, KafkaConfig kafka, Duration patience) {
        this.server = server;
        this.kafka = kafka;
        this.probe = new ListenerProbe(patience);
    }

    Seen look() {
        return new Seen(speaks(), problems);
    }

    /** Ends {@link #look} soon, whatever it waits for. */
    @Override
    public void close() {
        probe.close();
    }

    private void problem(String what, String mend, Runbook runbook) {
        problems.add(new Problem(server, what, mend, runbook));
    }

    private boolean speaks() {
        int colon = server.lastIndexOf(':');
        InetSocketAddress address;
        try {
            address = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            problem("is no host:port", "mend kafka.bootstrapServers", Runbook.CONFIGURATION);
            return false;
        }
        if (address.isUnresolved()) {
            problem(
                    "there is no host " + address.getHostString() + " as seen from here",
                    "check kafka.bootstrapServers, and this machine's name service",
                    Runbook.BROKER_LOSS);
            return false;
        }
        try {
            return agrees(probe.listener(address));
        } catch (ConnectException e) {
            problem(
                    "nobody listens there",
                    "start the broker, or check the port in kafka.bootstrapServers",
                    Runbook.BROKER_LOSS);
        } catch (SocketTimeoutException e) {
            problems.add(Problem.silent(server));
        } catch (IOException e) {
            problem("cannot be reached: " + e.getMessage(), "check the network on the way", Runbook.BROKER_LOSS);
        }
        return false;
    }

    private boolean agrees(Listener listener) {
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
                    listener.tls()
                            ? "wants TLS, and security.protocol is " + protocol
                            : listener.kafka()
                                    ? "is a broker without TLS, and security.protocol is " + protocol
                                    : "somebody listens, but speaks neither Kafka nor TLS",
                    listener.tls() || listener.kafka()
                            ? "write kafka.properties: {security.protocol: "
                                    + protocol(listener.tls(), sasl || listener.wantsSasl())
                                    + "}, or name another port"
                            : "check the port in kafka.bootstrapServers",
                    Runbook.RESTARTS);
            return false;
        }
        if (!listener.kafka() && !tls) {
            problem(
                    "somebody listens, but is no Kafka broker",
                    "check the port in kafka.bootstrapServers",
                    Runbook.RESTARTS);
            return false;
        }
        List<String> mechanisms = listener.mechanisms();
        if (listener.kafka() && mechanisms != null) {
            if (listener.wantsSasl() != sasl) {
                problem(
                        sasl
                                ? "wants no SASL, and security.protocol is " + protocol
                                : "wants SASL (" + String.join(", ", mechanisms) + "), and security.protocol is "
                                        + protocol,
                        "write kafka.properties: {security.protocol: " + protocol(tls, !sasl)
                                + "}, or name another port",
                        Runbook.RESTARTS);
                return false;
            }
            String mechanism = properties.getOrDefault("sasl.mechanism", "GSSAPI");
            if (sasl && !mechanism.contains("${") && !mechanisms.contains(mechanism)) {
                problem(
                        "does not take sasl.mechanism " + mechanism + ", but " + String.join(", ", mechanisms),
                        "write one of them into kafka.properties",
                        Runbook.RESTARTS);
                return false;
            }
        }
        if (listener.kafka()) {
            newEnough(listener);
        }
        return true;
    }

    private static String protocol(boolean tls, boolean sasl) {
        return (sasl ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT");
    }

    private void newEnough(Listener listener) {
        List<String> tooOld = new ArrayList<>();
        for (ApiKeys request : NEEDED) {
            Short newest = listener.versions().get(request.id);
            if (newest == null || newest < request.oldestVersion()) {
                tooOld.add(request.name);
            }
        }
        if (!tooOld.isEmpty()) {
            problem(
                    "is too old: it does not know " + String.join(", ", tooOld) + " as this client sends it",
                    "upgrade the broker, to Kafka 3 at least",
                    Runbook.UPGRADE);
        }
    }
}
