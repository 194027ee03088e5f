package ai.finai.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Kafka broker (KRaft, one node) in a JVM of its own, listening on 127.0.0.1 only, without authentication.
 *
 * <p>Topics are not created by use: create them. Records up to 16 MiB are taken. Transactions may last 15 min
 * ({@code transaction.max.timeout.ms}, as in a broker by default).
 *
 * <p>Not safe for use by several threads.
 */
public final class EmbeddedKafka implements AutoCloseable {

    private static final String MAIN = "ai.finai.embedded.server.KafkaServerMain";
    private static final int HEAP_MEGABYTES = 384;

    private final Path dir;
    private final int port;
    private final int controllerPort;
    private final DataOnClose dataOnClose;
    private final Map<String, String> brokerProperties;
    private ServerProcess server;

    private EmbeddedKafka(
            Path dir,
            int port,
            int controllerPort,
            DataOnClose dataOnClose,
            Map<String, String> brokerProperties,
            ServerProcess server) {
        this.dir = dir;
        this.port = port;
        this.controllerPort = controllerPort;
        this.dataOnClose = dataOnClose;
        this.brokerProperties = brokerProperties;
        this.server = server;
    }

    /**
     * Starts a broker and waits until it serves.
     *
     * @param dir made if missing; holds the data ({@code data}, reused if there) and the log ({@code kafka.log})
     * @param port to listen on, 0 for any free one
     * @throws PortTakenException if another process listens on the port
     * @throws IOException if the broker does not start, with the end of its log
     */
    public static EmbeddedKafka start(Path dir, int port, DataOnClose dataOnClose)
            throws IOException, InterruptedException {
        return start(dir, port, dataOnClose, Map.of());
    }

    /** As {@link #start(Path, int, DataOnClose)}, with broker properties that win over the ones set here. */
    public static EmbeddedKafka start(Path dir, int port, DataOnClose dataOnClose, Map<String, String> brokerProperties)
            throws IOException, InterruptedException {
        Path folder = Files.createDirectories(dir).toAbsolutePath().normalize();
        int brokerPort = Ports.free("Kafka", port);
        int controllerPort = Ports.free("Kafka", 0);
        ServerProcess server = launch(folder, brokerPort, controllerPort, brokerProperties);
        return new EmbeddedKafka(folder, brokerPort, controllerPort, dataOnClose, Map.copyOf(brokerProperties), server);
    }

    private static ServerProcess launch(Path dir, int port, int controllerPort, Map<String, String> brokerProperties)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(dir.resolve("data").toString(), Integer.toString(port), Integer.toString(controllerPort)));
        brokerProperties.forEach((key, value) -> arguments.add(key + '=' + value));
        return ServerProcess.start("Kafka", MAIN, HEAP_MEGABYTES, arguments, dir.resolve("kafka.log"));
    }

    /** The value of {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Of the broker's JVM. */
    public long pid() {
        return server.pid();
    }

    public boolean running() {
        return server.alive();
    }

    /** Ends the broker in order; its data stays. {@link #restart} starts it again. */
    public void stop() {
        server.stop();
    }

    /** Ends the broker at once (SIGKILL); its data stays. {@link #restart} starts it again. */
    public void kill() {
        server.kill();
    }

    /** Stops the broker if it runs, and starts it again on the same port and data. */
    public void restart() throws IOException, InterruptedException {
        server.stop();
        server = launch(dir, port, controllerPort, brokerProperties);
    }

    /** Ends the broker and, with {@link DataOnClose#DROP}, deletes its data. A second call does nothing. */
    @Override
    public void close() throws IOException {
        server.stop();
        if (dataOnClose == DataOnClose.DROP) {
            Folders.delete(dir.resolve("data"));
        }
    }
}
