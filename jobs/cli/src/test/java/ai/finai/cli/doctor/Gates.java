package ai.finai.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Addresses that lead to one server, and pass nothing on before somebody has come to each of them. */
final class Gates implements AutoCloseable {

    private final int server;
    private final CountDownLatch closedOnes;
    private final List<ServerSocket> gates = new ArrayList<>();

    private Gates(int server, int count) {
        this.server = server;
        this.closedOnes = new CountDownLatch(count);
    }

    static Gates to(int server, int count) throws IOException {
        Gates gates = new Gates(server, count);
        for (int i = 0; i < count; i++) {
            ServerSocket gate = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            gates.gates.add(gate);
            inBackground(() -> gates.serve(gate));
        }
        return gates;
    }

    /** {@code 127.0.0.1:1,127.0.0.1:2}. */
    String addresses() {
        return gates.stream().map(gate -> "127.0.0.1:" + gate.getLocalPort()).collect(Collectors.joining(","));
    }

    private void serve(ServerSocket gate) throws IOException {
        for (boolean first = true; ; first = false) {
            Socket client = gate.accept();
            if (first) {
                closedOnes.countDown();
            }
            inBackground(() -> {
                closedOnes.await();
                try (client;
                        Socket broker = new Socket(InetAddress.getLoopbackAddress(), server)) {
                    inBackground(() -> pass(client, broker));
                    pass(broker, client);
                }
            });
        }
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } finally {
            to.close();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException e) {
                // One side has gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket gate : gates) {
            gate.close();
        }
    }
}
