package ai.finai.jobs.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.FlinkProcesses;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A JobManager and two TaskManagers, each a process, with the options that the manifests' component tls sets and no others for
 * TLS; the stores' folders are the test's, their password is added as the operator adds it.
 */
@Tag("matrix")
@Timeout(300)
class FlinkOverTlsTest {

    private static final Path ROOT = Path.of(System.getProperty("finai.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static KeyStores authority;
    private static KeyStores operator;
    private static KeyStores internal;
    private static KeyStores stranger;
    private static Map<String, String> options;
    private static FlinkProcesses flink;

    @BeforeAll
    static void start() throws Exception {
        authority = KeyStores.selfSigned(folder.resolve("authority"), "FinAI Flink REST");
        KeyStores job = authority.issue(
                folder.resolve("job"), "finai-aml", "dns:finai-aml-rest,dns:finai-aml-rest.finai,ip:127.0.0.1");
        operator = authority.issue(folder.resolve("operator"), "flink-operator", "");
        internal = KeyStores.selfSigned(folder.resolve("internal"), "finai-aml-internal");
        stranger = KeyStores.selfSigned(folder.resolve("stranger"), "stranger");

        options = new LinkedHashMap<>();
        manifest()
                .forEach((key, value) -> options.put(
                        key,
                        value.replace("/opt/flink/tls-cert", job.folder().toString())
                                .replace(
                                        "/opt/finai/tls-internal",
                                        internal.folder().toString())));
        passwords(options);
        options.put("jobmanager.rpc.port", freePort());
        options.put("blob.server.port", freePort());
        options.put("blob.offload.minsize", "1"); // even this small job takes something from the JobManager as a file
        flink = FlinkProcesses.start(
                folder.resolve("flink"),
                options,
                HttpClient.newBuilder()
                        .sslContext(KeyStores.context(operator, authority))
                        .build());
        flink.startTaskManager();
        flink.startTaskManager();
        AmlScenario.await("two TaskManagers", () -> flink.answers("overview", "\"taskmanagers\":2"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (flink != null) {
            flink.close();
        }
    }

    @Test
    void aJobRunsOverBothTaskManagers() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(2);
        env.fromSequence(1, 200_000).rebalance().sinkTo(new DiscardingSink<>());
        JobGraph graph = env.getStreamGraph().getJobGraph();
        try (RestClusterClient<String> client = new RestClusterClient<>(asTheOperatorAsks(), "over-tls")) {
            JobID id = client.submitJob(graph).get(60, TimeUnit.SECONDS);
            JobResult result = client.requestJobResult(id).get(120, TimeUnit.SECONDS);
            assertThat(result.getSerializedThrowable().map(SerializedThrowable::getFullStringifiedStackTrace))
                    .isEmpty();
        }
    }

    @Test
    void whoShowsNoCertificateIsNotAnswered() throws Exception {
        refused(null, flink.restPort());
        HttpResponse<String> inClear = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + flink.restPort() + "/overview"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(inClear.headers().firstValue("Location"))
                .as("sent to TLS")
                .hasValueSatisfying(place -> assertThat(place).startsWith("https://"));
        assertThat(inClear.body()).isEmpty();
    }

    @Test
    void whoShowsACertificateOfAnotherAuthorityIsNotAnswered() throws Exception {
        refused(stranger, flink.restPort());
        refused(internal, flink.restPort());
    }

    @Test
    void whoShowsACertificateOfTheAuthorityIsAnswered() throws Exception {
        assertThat(JSON.readTree(flink.body("overview")).path("taskmanagers").asInt())
                .isEqualTo(2);
    }

    /** Calls, files, records: the operator's certificate is good for the REST interface alone. */
    @Test
    void onPortsBetweenProcessesOnlyTheJobsOwnCertificateIsTaken() throws Exception {
        List<Integer> ports = new ArrayList<>(List.of(
                Integer.parseInt(options.get("jobmanager.rpc.port")),
                Integer.parseInt(options.get("blob.server.port"))));
        for (JsonNode taskManager : JSON.readTree(flink.body("taskmanagers")).path("taskmanagers")) {
            ports.add(taskManager.path("dataPort").asInt());
            ports.add(URI.create(taskManager.path("path").asText().replaceFirst("^pekko.ssl.tcp://flink@", "tcp://"))
                    .getPort());
        }
        assertThat(ports).hasSize(6).allMatch(port -> port > 0);
        for (int port : ports) {
            refused(null, port);
            refused(operator, port);
            handshake(KeyStores.context(internal, internal), port);
        }
    }

    @Test
    void whatTheProcessesLogHoldsNoPassword() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("flink"))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).isNotEmpty().allSatisfy(log -> assertThat(Files.readString(log))
                    .doesNotContain(KeyStores.PASSWORD));
        }
        assertThat(flink.body("jobmanager/config"))
                .contains("security.ssl.keystore-password")
                .doesNotContain(KeyStores.PASSWORD);
    }

    private static void refused(KeyStores own, int port) throws Exception {
        KeyStores server = port == flink.restPort() ? authority : internal;
        SSLContext context = KeyStores.context(own, server);
        assertThatThrownBy(() -> handshake(context, port))
                .as("port %d with the certificate of %s", port, own)
                .isInstanceOf(IOException.class)
                .hasMessageMatching(
                        "(?s).*(bad_certificate|certificate_unknown|unknown_ca|[Cc]onnection reset|[Bb]roken pipe|closed).*");
    }

    private static void handshake(SSLContext context, int port) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.startHandshake();
        }
    }

    /** The options of the job with the operator's stores, as the operator replaces them. */
    private static Configuration asTheOperatorAsks() {
        Configuration flinkOptions = new Configuration();
        options.forEach(flinkOptions::setString);
        flinkOptions.setString("security.ssl.rest.keystore", operator.keyStore().toString());
        flinkOptions.setString(
                "security.ssl.rest.truststore", operator.trustStore().toString());
        flinkOptions.setString("rest.address", "127.0.0.1");
        flinkOptions.setString("rest.port", Integer.toString(flink.restPort()));
        return flinkOptions;
    }

    private static void passwords(Map<String, String> options) {
        for (String of : List.of("keystore", "key", "truststore")) {
            options.put("security.ssl." + of + "-password", KeyStores.PASSWORD);
        }
    }

    private static Map<String, String> manifest() throws IOException {
        Object manifest = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(ROOT.resolve("deploy/flink-k8s-operator/tls/flink.yaml")));
        Map<?, ?> spec = (Map<?, ?>) ((Map<?, ?>) manifest).get("spec");
        Map<String, String> flinkOptions = new LinkedHashMap<>();
        ((Map<?, ?>) spec.get("flinkConfiguration"))
                .forEach((key, value) -> flinkOptions.put((String) key, (String) value));
        return flinkOptions;
    }

    private static String freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
