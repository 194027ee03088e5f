package ai.finai.jobs.savepoints;

import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes savepoints of a job that goes on, as an operator of it would: by Flink's REST interface. */
record Savepoints(Scenario scenario, Path folder) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param form {@code canonical} or {@code native} */
    Path take(LocalJob job, String form) throws Exception {
        URI place = URI.create(scenario.cluster().webInterface() + "/jobs/" + job.id() + "/savepoints");
        String body = "{\"target-directory\": \"" + folder.toUri() + "\", \"cancel-job\": false, \"formatType\": \""
                + form.toUpperCase(Locale.ROOT) + "\"}";
        String request = field(
                "request-id",
                send(HttpRequest.newBuilder(place)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))));
        AtomicReference<String> answer = new AtomicReference<>("");
        Scenario.await("savepoint " + form, () -> {
            answer.set(send(HttpRequest.newBuilder(URI.create(place + "/" + request))));
            return answer.get().contains("COMPLETED");
        });
        return Path.of(URI.create(field("location", answer.get())));
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
