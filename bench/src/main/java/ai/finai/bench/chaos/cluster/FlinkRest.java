package ai.finai.bench.chaos.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

/** Flink's REST interface, as anyone outside sees the job. */
final class FlinkRest {

    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final String base;

    FlinkRest(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** @throws IOException if nothing answers, or it does not know the path */
    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET().build());
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(ANSWER);
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(request.uri() + " answers " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** How the job is, or that nothing answers. */
    Health health(String job) throws InterruptedException {
        try {
            JsonNode state = get("/jobs/" + job);
            JsonNode checkpoints = get("/jobs/" + job + "/checkpoints");
            boolean running = state.path("state").asText().equals("RUNNING");
            int tasks = 0;
            int runningTasks = 0;
            for (JsonNode vertex : state.path("vertices")) {
                tasks += vertex.path("parallelism").asInt();
                runningTasks += vertex.path("tasks").path("RUNNING").asInt();
            }
            JsonNode completed = checkpoints.path("latest").path("completed");
            return new Health(
                    true,
                    running,
                    running && tasks > 0 && tasks == runningTasks,
                    LongStream.of(
                                    state.path("timestamps").path("RESTARTING").asLong(),
                                    state.path("timestamps").path("FAILING").asLong(),
                                    // all that a JobManager knows of what was before it
                                    checkpoints
                                            .path("latest")
                                            .path("restored")
                                            .path("restore_timestamp")
                                            .asLong())
                            .max()
                            .orElse(0),
                    checkpoints.path("counts").path("failed").asLong(),
                    checkpoints.path("counts").path("completed").asLong(),
                    completed.path("trigger_timestamp").asLong(),
                    completed.path("end_to_end_duration").asLong(),
                    completed.path("state_size").asLong(),
                    "");
        } catch (IOException e) {
            return Health.unreachable(String.valueOf(e.getMessage()));
        }
    }

    /** The resource ids of the TaskManagers that run tasks of the job. */
    Set<String> taskManagers(String job) throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
            for (JsonNode manager : get("/jobs/" + job + "/vertices/"
                            + vertex.path("id").asText() + "/taskmanagers")
                    .path("taskmanagers")) {
                ids.add(manager.path("taskmanager-id").asText());
            }
        }
        return ids;
    }
}
