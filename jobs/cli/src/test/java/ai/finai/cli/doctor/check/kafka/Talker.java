package ai.finai.cli.doctor.check.kafka;

import ai.finai.cli.doctor.SelfSigned;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Listens, says to each who comes what a test wants, and hangs up. */
final class Talker implements AutoCloseable {

    private final ServerSocket listener;
    private final Talk talk;

    interface Talk {
        void with(DataInputStream in, DataOutputStream out) throws Exception;
    }

    private Talker(ServerSocket listener, Talk talk) {
        this.listener = listener;
        this.talk = talk;
        inBackground(() -> {
            while (!listener.isClosed()) {
                Socket client = listener.accept();
                inBackground(() -> talkTo(client));
            }
        });
    }

    static Talker inClear(Talk talk) throws IOException {
        return new Talker(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), talk);
    }

    /** @param folder for its keys */
    static Talker withTls(Path folder, Talk talk) throws Exception {
        char[] password = SelfSigned.PASSWORD.toCharArray();
        KeyStore keys = KeyStore.getInstance(SelfSigned.keys(folder).toFile(), password);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Talker(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()), talk);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void talkTo(Socket client) throws Exception {
        try (client) {
            talk.with(new DataInputStream(client.getInputStream()), new DataOutputStream(client.getOutputStream()));
            // To close with something unread would reset the connection, and what was said could be lost on the way.
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                // Whoever came has gone, or the test is over.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
