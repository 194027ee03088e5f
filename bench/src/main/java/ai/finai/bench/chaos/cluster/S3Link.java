package ai.finai.bench.chaos.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The network between the job and the S3 server: passes bytes on, and can be slow or drop connections in their midst. */
final class S3Link implements AutoCloseable {

    private static final int CHUNK = 8 * 1024;
    private static final long SLOW_MILLIS = 150;

    /** Of the chunks that pass: small enough that some requests get through. */
    private static final double DROPPED = 0.2;

    private enum Mode {
        GOOD,
        SLOW,
        DROPPING
    }

    private final ServerSocket listening;
    private final int target;
    private final Random random;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mode mode = Mode.GOOD;

    S3Link(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        this.listening = new ServerSocket();
        listening.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        thread("accepts", this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** All is well. */
    void good() {
        mode = Mode.GOOD;
    }

    /** Each 8 KiB takes 150 ms. */
    void slow() {
        mode = Mode.SLOW;
    }

    /** Every connection ends now, and new ones in the midst of what they carry, one chunk of 8 KiB in five. */
    void dropping() {
        mode = Mode.DROPPING;
        open.forEach(S3Link::end);
    }

    private static void thread(String what, Runnable work) {
        Thread thread = new Thread(work, "s3-link-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                open.add(client);
                Socket server = connect(client);
                thread("sends", () -> pass(client, server));
                thread("answers", () -> pass(server, client));
            } catch (IOException e) {
                // Closed, or the server is away: the client sees its connection end.
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        try {
            Socket server = new Socket("127.0.0.1", target);
            open.add(server);
            return server;
        } catch (IOException e) {
            end(client);
            open.remove(client);
            throw e;
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (mode == Mode.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
                } else if (mode == Mode.DROPPING && dropped()) {
                    break;
                }
                out.write(chunk, 0, n);
            }
        } catch (IOException e) {
            // The other side has ended.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private boolean dropped() {
        synchronized (random) {
            return random.nextDouble() < DROPPED;
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It has ended.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(S3Link::end);
    }
}
