package ai.finai.cli.doctor.check.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.doctor.check.kafka.BootstrapServer.Problem;
import ai.finai.cli.doctor.check.kafka.ListenerProbe.Listener;
import ai.finai.jobs.config.AmlConfigFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What listeners do that are cut off, behind something else, or no brokers; real brokers are in DoctorOfKafkaTest. */
class ListenerProbeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int HANDSHAKE = 0x16;
    private static final byte[] INTERNAL_ERROR = {0x15, 3, 3, 0, 2, 2, 80};

    @TempDir
    private Path folder;

    @Test
    void anAlertIsTls() throws Exception {
        assertThat(listener(Talker.inClear((in, out) -> {
                            if (in.readByte() != HANDSHAKE) {
                                out.write(INTERNAL_ERROR);
                            }
                        }))
                        .tls())
                .isTrue();
    }

    @Test
    void anAlertThatEndsTheHandshakeIsTls() throws Exception {
        assertThat(listener(Talker.inClear((in, out) -> {
                            if (in.readByte() == HANDSHAKE) {
                                out.write(INTERNAL_ERROR);
                            }
                        }))
                        .tls())
                .isTrue();
    }

    /** Of a broker that wants a certificate of its client there may be no more to hear, with TLS 1.3. */
    @Test
    void aHandshakeThatWasFinishedIsTlsWhateverComesAfterIt() throws Exception {
        Listener found = listener(Talker.withTls(folder, (in, out) -> in.readByte()));
        assertThat(found.tls()).isTrue();
        assertThat(found.kafka()).isFalse();
    }

    @Test
    void whoHangsUpSpeaksNoTls() throws Exception {
        Listener found = listener(Talker.inClear((in, out) -> in.readByte()));
        assertThat(found.tls()).isFalse();
        assertThat(found.kafka()).isFalse();
    }

    @Test
    void aBrokerThatIsCutOffBeforeItSpeaksOfSaslHasNotSaidThatItWantsNone() throws Exception {
        Talker.Talk cutOff = (in, out) -> {
            in.readNBytes(in.readInt());
            out.writeInt(10); // bytes: which request is answered, no error, no request that it knows
            out.writeInt(18);
            out.writeShort(0);
            out.writeInt(0);
        };
        Listener found = listener(Talker.inClear(cutOff));
        assertThat(found.kafka()).isTrue();
        assertThat(found.mechanisms()).isNull();
        try (Talker broker = Talker.inClear(cutOff);
                BootstrapServer server = new BootstrapServer(
                        "127.0.0.1:" + broker.address().getPort(),
                        AmlConfigFile.read(
                                        Files.writeString(
                                                folder.resolve("aml.yaml"),
                                                "kafka: {properties: {security.protocol: SASL_PLAINTEXT, sasl.mechanism: PLAIN}}"))
                                .kafka(),
                        PATIENCE)) {
            BootstrapServer.Seen seen = server.look();
            assertThat(seen.speaks()).isTrue();
            assertThat(seen.problems()).extracting(Problem::what).noneMatch(what -> what.contains("SASL"));
        }
    }

    /** So does a slow broker that wakes up when TLS comes, of which it knows nothing. */
    @Test
    void whoSaysNothingAndHangsUpOnTlsIsSilent() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Talker slow = Talker.inClear((in, out) -> {
                    if (in.readByte() != HANDSHAKE) {
                        over.await();
                    }
                });
                ListenerProbe probe = new ListenerProbe(Duration.ofMillis(200))) {
            assertThatThrownBy(() -> probe.listener(slow.address())).isInstanceOf(SocketTimeoutException.class);
        } finally {
            over.countDown();
        }
    }

    @Test
    void whoSaysNothingIsSilent() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ListenerProbe probe = new ListenerProbe(Duration.ofMillis(100))) {
            assertThatThrownBy(() -> probe.listener((InetSocketAddress) silent.getLocalSocketAddress()))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    /** It says a little again and again, so no wait for it is ever over. */
    @Test
    void whoNeverComesToAnEndIsLeftAndHoldsNoThread() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (Talker talker = Talker.inClear((in, out) -> {
            out.writeInt(1 << 20);
            while (!over.await(10, TimeUnit.MILLISECONDS)) {
                out.writeByte(0);
            }
        })) {
            var kafka = AmlConfigFile.DEFAULTS
                    .kafka()
                    .at("127.0.0.1:" + talker.address().getPort());
            BootstrapServers found = BootstrapServers.of(kafka, Duration.ofMillis(500));
            assertThat(found.anySpeaks()).isFalse();
            assertThat(found.problems())
                    .extracting(Problem::what)
                    .singleElement()
                    .asString()
                    .contains("does not answer");
            for (Thread thread : looking()) {
                thread.join(PATIENCE.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        } finally {
            over.countDown();
        }
    }

    private static List<Thread> looking() {
        Thread[] all = new Thread[Thread.activeCount() * 2];
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count)
                .filter(thread -> thread.getName().equals("doctor address"))
                .toList();
    }

    private static Listener listener(Talker talker) throws Exception {
        try (talker;
                ListenerProbe probe = new ListenerProbe(PATIENCE)) {
            return probe.listener(talker.address());
        }
    }
}
