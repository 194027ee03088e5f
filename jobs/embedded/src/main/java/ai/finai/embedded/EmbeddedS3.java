package ai.finai.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An S3 server in a JVM of its own, listening on 127.0.0.1 only, objects as files in a folder. Clients use path-style
 * addresses, any region, signature version 4 and the keys below.
 *
 * <p>Objects are files, so there cannot be both an object {@code x} and an object {@code x/y}.
 *
 * <p>Not safe for use by several threads.
 */
public final class EmbeddedS3 implements AutoCloseable {

    /** No secrets: the server is reachable from this machine alone, and its data is in the user's own folder. */
    public static final String ACCESS_KEY = "finai";

    public static final String SECRET_KEY = "finai-secret";

    public static final String REGION = "us-east-1";

    private static final String MAIN = "ai.finai.embedded.server.S3ServerMain";
    private static final int HEAP_MEGABYTES = 256;

    private final Path dir;
    private final int port;
    private final DataOnClose dataOnClose;
    private final List<String> buckets;
    private ServerProcess server;

    private EmbeddedS3(Path dir, int port, DataOnClose dataOnClose, List<String> buckets, ServerProcess server) {
        this.dir = dir;
        this.port = port;
        this.dataOnClose = dataOnClose;
        this.buckets = buckets;
        this.server = server;
    }

    /**
     * Starts a server and waits until it serves.
     *
     * @param dir made if missing; holds the objects ({@code data}, reused if there) and the log ({@code s3.log})
     * @param port to listen on, 0 for any free one
     * @param buckets made if missing
     * @throws PortTakenException if another process listens on the port
     * @throws IOException if the server does not start, with the end of its log
     */
    public static EmbeddedS3 start(Path dir, int port, DataOnClose dataOnClose, List<String> buckets)
            throws IOException, InterruptedException {
        // The server finds no upload again whose folder is not absolute, and takes one with `..` for an attack.
        Path folder = Files.createDirectories(dir).toAbsolutePath().normalize();
        int free = Ports.free("S3", port);
        return new EmbeddedS3(folder, free, dataOnClose, List.copyOf(buckets), launch(folder, free, buckets));
    }

    private static ServerProcess launch(Path dir, int port, List<String> buckets)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of(dir.resolve("data").toString(), Integer.toString(port), ACCESS_KEY, SECRET_KEY));
        arguments.addAll(buckets);
        return ServerProcess.start("S3", MAIN, HEAP_MEGABYTES, arguments, dir.resolve("s3.log"));
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** Of the server's JVM. */
    public long pid() {
        return server.pid();
    }

    public boolean running() {
        return server.alive();
    }

    /**
     * Lets the next requests fail with status 503 (SlowDown), as S3 does under load: clients are expected to retry.
     *
     * @param requests how many; 0 ends it
     */
    public void failNext(int requests) throws IOException {
        server.send("fail " + requests);
    }

    /**
     * Refuses to write objects with this in their name (status 403): clients are not expected to retry that.
     *
     * @param text part of a name, in one line; empty ends it
     */
    public void refuse(String text) throws IOException {
        server.send("refuse " + text);
    }

    /** Ends the server in order; its data stays. {@link #restart} starts it again. */
    public void stop() {
        server.stop();
    }

    /** Ends the server at once (SIGKILL); what it has stored stays. {@link #restart} starts it again. */
    public void kill() {
        server.kill();
    }

    /** Stops the server if it runs, and starts it again on the same port and data. */
    public void restart() throws IOException, InterruptedException {
        server.stop();
        server = launch(dir, port, buckets);
    }

    /** Ends the server and, with {@link DataOnClose#DROP}, deletes its data. A second call does nothing. */
    @Override
    public void close() throws IOException {
        server.stop();
        if (dataOnClose == DataOnClose.DROP) {
            Folders.delete(dir.resolve("data"));
        }
    }
}
