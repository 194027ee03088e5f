package ai.finai.cli.doctor.check.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.kafka.common.protocol.ApiKeys;
import org.jspecify.annotations.Nullable;

/**
 * What listens at a port: Kafka, with TLS or without, and by which SASL mechanisms. A Kafka client says no more than that it
 * was disconnected where its security protocol is another. Speaks the first two requests of Kafka's protocol by hand, in
 * versions that every broker takes, and sends no secret.
 */
final class ListenerProbe implements AutoCloseable {

    private static final short UNSUPPORTED_SASL_MECHANISM = 33;
    private static final short ILLEGAL_SASL_STATE = 34;
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final byte TLS_ALERT = 0x15;

    private final int millis;
    private @Nullable Socket open;
    private boolean closed;

    /** @param patience with connecting, and with each answer */
    ListenerProbe(Duration patience) {
        this.millis = Math.toIntExact(Math.max(1, patience.toMillis()));
    }

    /**
     * What speaks there.
     *
     * @param tls whether it wants TLS
     * @param kafka whether it answered as a broker; not known of one that also wants a certificate of its client
     * @param versions newest version of each request that it knows, by the request's number; empty if it is no broker
     * @param mechanisms of SASL that it takes; empty if it wants none, null if it did not say
     */
    record Listener(
            boolean tls,
            boolean kafka,
            Map<Short, Short> versions,
            @Nullable List<String> mechanisms) {

        boolean wantsSasl() {
            return mechanisms != null && !mechanisms.isEmpty();
        }
    }

    /** Says that TLS is spoken there: what came is an alert of it. */
    private static final class TlsAlertException extends IOException {}

    /**
     * @throws SocketTimeoutException if nothing is said there, in clear or with TLS
     * @throws IOException if nothing takes the connection
     */
    Listener listener(InetSocketAddress address) throws IOException {
        connect(address).close(); // whether anything does
        boolean tls = false;
        @Nullable SocketTimeoutException silent = null;
        try (Socket plain = connect(address)) {
            @Nullable Listener broker = ask(plain, false);
            if (broker != null) {
                return broker;
            }
        } catch (TlsAlertException e) {
            tls = true;
        } catch (IOException e) {
            silent = e instanceof SocketTimeoutException timeout ? timeout : null;
        }
        try (SSLSocket secure = secured(address)) {
            secure.startHandshake();
            tls = true;
            @Nullable Listener broker = ask(secure, true);
            if (broker != null) {
                return broker;
            }
        } catch (IOException e) {
            tls |= saysTls(e);
            if (silent != null && !tls) { // also where it hangs up on TLS: a slow broker does, once it has woken up
                throw silent;
            }
        }
        return new Listener(tls, false, Map.of(), null);
    }

    /** A handshake that was refused, for want of a certificate for example, is one all the same. */
    private static boolean saysTls(IOException e) {
        String why = String.valueOf(e.getMessage());
        return e instanceof SSLException
                && (why.contains("alert") || why.contains("close_notify") || why.contains("ertificate"));
    }

    /** Ends what waits for an answer, and all that would be asked after it. */
    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }

    private synchronized void opens(Socket socket) throws IOException {
        if (closed) {
            throw new SocketException("closed");
        }
        open = socket;
    }

    private Socket connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            opens(socket);
            socket.connect(address, millis);
            socket.setSoTimeout(millis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Trusts anybody: nothing is told to it. Whether the job's client trusts it, that client finds out. */
    private SSLSocket secured(InetSocketAddress address) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Anybody()}, null);
            return (SSLSocket) Objects.requireNonNull(context.getSocketFactory()
                    .createSocket(connect(address), address.getHostString(), address.getPort(), true));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static @Nullable Listener ask(Socket socket, boolean tls) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        DataInputStream in = new DataInputStream(socket.getInputStream());
        send(out, ApiKeys.API_VERSIONS.id, (short) 0, null);
        @Nullable DataInputStream answer = answer(in);
        if (answer == null || answer.readShort() != 0) {
            return null;
        }
        Map<Short, Short> versions = new HashMap<>();
        for (int left = answer.readInt(); left > 0; left--) {
            short key = answer.readShort();
            answer.readShort();
            versions.put(key, answer.readShort());
        }
        return new Listener(tls, true, versions, mechanisms(out, in));
    }

    /** Asks for a mechanism that no broker has: it names those that it has, or says that there is no SASL here. */
    private static @Nullable List<String> mechanisms(DataOutputStream out, DataInputStream in) {
        try {
            send(out, ApiKeys.SASL_HANDSHAKE.id, (short) 1, "FINAI-DOCTOR");
            @Nullable DataInputStream answer = answer(in);
            if (answer == null) {
                return null;
            }
            short code = answer.readShort();
            if (code == ILLEGAL_SASL_STATE) {
                return List.of();
            }
            List<String> mechanisms = new ArrayList<>();
            if (code == UNSUPPORTED_SASL_MECHANISM) {
                for (int left = answer.readInt(); left > 0; left--) {
                    mechanisms.add(text(answer));
                }
            }
            return mechanisms.isEmpty() ? null : mechanisms;
        } catch (IOException e) {
            return null;
        }
    }

    private static String text(DataInputStream in) throws IOException {
        short length = in.readShort();
        if (length < 0) {
            throw new IOException("a text of " + length + " bytes");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void send(DataOutputStream out, short request, short version, @Nullable String body)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream message = new DataOutputStream(bytes);
        message.writeShort(request);
        message.writeShort(version);
        message.writeInt(request); // comes back with the answer
        writeText(message, "finai-doctor");
        if (body != null) {
            writeText(message, body);
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
        out.flush();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    /** Null where it is none of Kafka's. */
    private static @Nullable DataInputStream answer(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length >>> 24 == TLS_ALERT) {
            throw new TlsAlertException();
        }
        if (length < Integer.BYTES || length > LARGEST_ANSWER) {
            return null;
        }
        DataInputStream answer = new DataInputStream(new ByteArrayInputStream(in.readNBytes(length)));
        answer.readInt();
        return answer;
    }

    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
