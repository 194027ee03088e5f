package ai.finai.jobs.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalCluster;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OpenTelemetryTest {

    /** A collector that only reads names: in protocol buffers they stand as they are. */
    @Test
    @Timeout(120)
    void aCollectorGetsTheMetricsOfAClusterThatNamesOtel() throws Exception {
        Map<String, String> received = new ConcurrentHashMap<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        collector.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.merge(
                    exchange.getRequestURI().getPath(), new String(body, StandardCharsets.ISO_8859_1), String::concat);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            Configuration flink = new Configuration();
            flink.setString("metrics.reporters", "otel");
            flink.setString("metrics.reporter.otel.exporter.protocol", "HTTP");
            flink.setString(
                    "metrics.reporter.otel.exporter.endpoint",
                    "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics");
            flink.setString("metrics.reporter.otel.interval", "500 ms");
            try (LocalCluster cluster = LocalCluster.start(flink, 1, 0, null, Path.of("none"))) {
                assertThat(cluster.webInterface()).isNotNull();
                Scenario.await("metrics come", () -> received.getOrDefault("/v1/metrics", "")
                        .contains("flink.jobmanager.numRunningJobs"));
            }
        } finally {
            collector.stop(0);
        }
    }
}
