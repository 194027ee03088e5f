package ai.finai.jobs.savepoints;

import ai.finai.jobs.Release;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is kept of a release and a job, {@code state/src/test/resources/savepoints/RELEASE/JOB}: its rule book, what it was fed
 * with before and after its savepoints, the savepoints, and what came of the records after them.
 */
record SavepointFolder(String release, String job) {

    static final String CANONICAL = "canonical";
    static final String NATIVE = "native";
    static final List<String> FORMS = List.of(CANONICAL, NATIVE);

    private static final Path ROOT =
            Path.of(System.getProperty("finai.root"), "state", "src", "test", "resources", "savepoints");

    /** A record of a topic, which is named as in the configuration, whatever it is called on the broker. */
    record Line(String topic, String key, String value) {}

    /** Of this release. */
    static SavepointFolder current(String job) {
        return new SavepointFolder(Release.VERSION.replace("-SNAPSHOT", ""), job);
    }

    /** Of every release there is one of. */
    static List<SavepointFolder> all() throws IOException {
        try (Stream<Path> releases = Files.list(ROOT)) {
            return releases.sorted()
                    .flatMap(release ->
                            Stream.of("aml", "market").map(job -> new SavepointFolder("" + release.getFileName(), job)))
                    .filter(folder -> Files.isDirectory(folder.path()))
                    .toList();
        }
    }

    Path path() {
        return ROOT.resolve(release).resolve(job);
    }

    Path ruleBook() {
        return path().resolve("rules.yaml");
    }

    Path savepoint(String form) {
        return path().resolve(form);
    }

    /** Topics and folders have it in their names, in the savepoints too. */
    String id() {
        return "saved-" + job + '-' + release.replace('.', '-');
    }

    List<Line> before() throws IOException {
        return lines("before.tsv");
    }

    List<Line> after() throws IOException {
        return lines("after.tsv");
    }

    private List<Line> lines(String file) throws IOException {
        List<Line> lines = new ArrayList<>();
        for (String line : Files.readAllLines(path().resolve(file))) {
            String[] cells = line.split("\t", 3);
            lines.add(new Line(cells[0], cells[1], cells[2]));
        }
        return lines;
    }

    /** What came of the records after the savepoints, in a job that was not interrupted. */
    List<String> outcome() throws IOException {
        return Files.readAllLines(path().resolve("outcome.txt"));
    }

    /** Begins anew: what was written of them is no longer theirs. */
    void writeRuleBook(Path book) throws IOException {
        if (Files.isDirectory(path())) {
            try (Stream<Path> old = Files.walk(path())) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(path());
        Files.copy(book, ruleBook(), StandardCopyOption.REPLACE_EXISTING);
    }

    void writeInput(List<Line> before, List<Line> after) throws IOException {
        for (Map.Entry<String, List<Line>> file :
                Map.of("before.tsv", before, "after.tsv", after).entrySet()) {
            Files.write(
                    path().resolve(file.getKey()),
                    file.getValue().stream()
                            .map(line -> line.topic() + '\t' + line.key() + '\t' + line.value())
                            .toList(),
                    StandardCharsets.UTF_8);
        }
    }

    void writeOutcome(List<String> outcome) throws IOException {
        Files.write(path().resolve("outcome.txt"), outcome);
    }

    void takeSavepoint(String form, Path taken) throws IOException {
        Path to = savepoint(form);
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(taken)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** For the name of a test. */
    @Override
    public String toString() {
        return job + " of " + release;
    }
}
