package ai.finai.jobs.observability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in Prometheus' text format.
 *
 * @param types of the metrics, by name
 * @param labels that samples of each metric have, with their values, by name of the metric
 */
record Scrape(String text, Map<String, String> types, Map<String, Map<String, Set<String>>> labels) {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    static Scrape of(int port) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + port + "/metrics");
        return of(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                .body());
    }

    static Scrape of(String text) {
        Map<String, String> types = new TreeMap<>();
        Map<String, Map<String, Set<String>>> labels = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (sample.matches()) {
                Map<String, Set<String>> ofMetric = labels.computeIfAbsent(sample.group(1), name -> new HashMap<>());
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    ofMetric.computeIfAbsent(label.group(1), name -> new HashSet<>())
                            .add(label.group(2));
                }
            }
        });
        return new Scrape(text, types, labels);
    }

    Set<String> metrics() {
        return labels.keySet();
    }

    /** Both pages as one. */
    Scrape and(Scrape other) {
        return of(text + '\n' + other.text);
    }

    /** Values of a label of all metrics. */
    Set<String> values(String label) {
        Set<String> values = new TreeSet<>();
        labels.values().forEach(of -> values.addAll(of.getOrDefault(label, Set.of())));
        return values;
    }

    /** Of all samples of a metric that have this label with this value, or of all where the label is empty. */
    double sum(String metric, String label, String value) {
        return text.lines()
                .map(SAMPLE::matcher)
                .filter(sample -> sample.matches()
                        && sample.group(1).equals(metric)
                        && (label.isEmpty() || sample.group(2).contains(label + "=\"" + value + '"')))
                .mapToDouble(sample -> Double.parseDouble(sample.group(3)))
                .sum();
    }
}
