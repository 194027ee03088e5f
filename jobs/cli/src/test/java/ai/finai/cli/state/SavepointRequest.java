package ai.finai.cli.state;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;

/** Asks Flink's REST interface for savepoints. */
final class SavepointRequest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SavepointRequest() {}

    /** @return its folder */
    static Path savepoint(URI webInterface, JobID job, Path into, String form, Duration patience) throws Exception {
        URI place = webInterface.resolve("/jobs/" + job + "/savepoints");
        String body = "{\"target-directory\": \"" + into.toUri() + "\", \"cancel-job\": false, \"formatType\": \""
                + form + "\"}";
        String request = field(
                "request-id",
                send(HttpRequest.newBuilder(place)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
        long limit = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < limit) {
            String answer = send(HttpRequest.newBuilder(URI.create(place + "/" + request)));
            if (answer.contains("COMPLETED")) {
                return Path.of(URI.create(field("location", answer)));
            }
            Thread.sleep(50);
        }
        throw new IllegalStateException("no savepoint");
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String field(String name, String json) {
        Matcher found = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("no " + name + " in " + json);
        }
        return found.group(1);
    }
}
