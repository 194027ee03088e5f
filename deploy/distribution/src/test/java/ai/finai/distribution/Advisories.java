package ai.finai.distribution;

import ai.finai.distribution.Packed.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The releases below which a library has known holes: advisories.csv. */
record Advisories(List<Row> rows) {

    /**
     * @param closed releases, one of each line, the newest last
     * @param exceptIn jars without their versions, in which an older one may be packed
     */
    record Row(String library, List<String> closed, String advisories, List<String> exceptIn, String reason) {

        boolean isOf(Library found) {
            // A version may be part of the name too: flink-shaded-zookeeper-3-3.7.2.
            return found.name().equals(library);
        }

        boolean excepts(Library found) {
            return exceptIn.stream().anyMatch(jar -> isIn(found, jar));
        }

        boolean closedIn(String version) {
            return compare(version, closed.get(closed.size() - 1)) >= 0
                    || closed.stream()
                            .anyMatch(release -> line(release).equals(line(version)) && compare(version, release) >= 0);
        }

        /** Jars that are excepted, and in which no older one is packed any more. */
        List<String> exceptionsNotNeeded(List<Library> libraries) {
            return exceptIn.stream()
                    .filter(jar -> libraries.stream()
                            .noneMatch(found -> isOf(found) && isIn(found, jar) && !closedIn(found.version())))
                    .toList();
        }

        private static boolean isIn(Library found, String jar) {
            return found.in().startsWith(jar + '-');
        }
    }

    static Advisories read(Path file) throws IOException {
        return new Advisories(Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#") && !line.startsWith("library,"))
                .map(line -> line.split(",", -1))
                .map(cells -> new Row(cells[0], words(cells[1]), cells[2], words(cells[3]), cells[4]))
                .toList());
    }

    /** A line for each library that is too old. */
    List<String> findings(List<Library> libraries) {
        List<String> findings = new ArrayList<>();
        for (Row row : rows) {
            for (Library library : libraries) {
                if (row.isOf(library) && !row.excepts(library) && !row.closedIn(library.version())) {
                    findings.add(library + ": " + row.advisories() + " are closed in "
                            + String.join(" and ", row.closed()) + "; take that, or a newer one");
                }
            }
        }
        return findings;
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
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
