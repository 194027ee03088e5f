package ai.finai.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Ports on loopback. */
final class Ports {

    private Ports() {}

    /**
     * A port that can be listened on now. Another process may take it before it is used: the server then fails to start,
     * and says so.
     *
     * @param wanted the port to check, or 0 for any free one
     * @throws PortTakenException if the wanted port is in use
     */
    static int free(String server, int wanted) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: connections of a former server in TIME_WAIT do not count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted));
            return socket.getLocalPort();
        } catch (java.net.BindException e) {
            PortTakenException taken = new PortTakenException(server, wanted);
            taken.initCause(e);
            throw taken;
        }
    }
}
