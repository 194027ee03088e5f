package ai.finai.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The releases below which a library has known holes: advisories.csv. */
record Advisories(List<Row> rows) {

    /** @param in the jar that it lies in, where it is packed inside of another; else empty */
    record Library(String name, String version, String in) {

        @Override
        public String toString() {
            return name + ' ' + version + (in.isEmpty() ? "" : " in " + in);
        }
    }

    /** @param closed releases, one of each line, the newest last */
    record Row(String library, List<String> closed, String advisories, String exceptIn, String reason) {

        boolean concerns(Library found) {
            // A version may be part of the name too: flink-shaded-zookeeper-3-3.7.2.
            return found.name().equals(library)
                    && (exceptIn.isEmpty() || !found.in().startsWith(exceptIn + '-'));
        }

        boolean closedIn(String version) {
            return compare(version, closed.get(closed.size() - 1)) >= 0
                    || closed.stream()
                            .anyMatch(release -> line(release).equals(line(version)) && compare(version, release) >= 0);
        }
    }

    static Advisories read(Path file) throws IOException {
        return new Advisories(Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("library,"))
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(cells[0], List.of(cells[1].split(" ")), cells[2], cells[3], cells[4]))
                .toList());
    }

    /** A line for each library that is too old. */
    List<String> findings(List<Library> libraries) {
        List<String> findings = new ArrayList<>();
        for (Row row : rows) {
            for (Library library : libraries) {
                if (row.concerns(library) && !row.closedIn(library.version())) {
                    findings.add(library + ": " + row.advisories() + " are closed in "
                            + String.join(" and ", row.closed()) + "; take that, or a newer one");
                }
            }
        }
        return findings;
    }

    /** By their numbers; what is no number counts as none. */
    static int compare(String one, String other) {
        int[] a = numbers(one);
        int[] b = numbers(other);
        for (int i = 0; i < Math.max(a.length, b.length); i++) {
            int difference = Integer.compare(i < a.length ? a[i] : 0, i < b.length ? b[i] : 0);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("[.-]"))
                .takeWhile(part -> part.matches("\\d{1,9}"))
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static String line(String version) {
        return String.join(
                ".", Arrays.asList(version.split("\\.")).subList(0, Math.min(2, version.split("\\.").length)));
    }
}
