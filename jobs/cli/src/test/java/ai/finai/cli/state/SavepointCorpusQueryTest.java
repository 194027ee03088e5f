package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.Job;
import ai.finai.state.reading.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The savepoints of every release that are kept say what they said when they were written. With {@code -Dfinai.write=true} that
 * is written anew for those that have no rows yet.
 */
class SavepointCorpusQueryTest {

    private static final Path ROOT =
            Path.of(System.getProperty("finai.root"), "state", "src", "test", "resources", "savepoints");

    @TempDir
    Path cache;

    static Stream<Path> jobs() throws IOException {
        try (Stream<Path> folders = Files.walk(ROOT, 2)) {
            return folders.filter(folder -> ROOT.relativize(folder).getNameCount() == 2).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("jobs")
    void aSavepointOfAnyReleaseSaysWhatItSaidThen(Path job) throws IOException {
        for (String form : List.of("canonical", "native")) {
            for (Path rows : rows(job)) {
                List<String> lines = Files.readAllLines(rows);
                // What has come to be since is not in the header.
                Cli answer = ask(job.resolve(form), lines.get(0), name(rows));
                assertThat(answer.err()).isEmpty();
                assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
                assertThat(answer.out().lines()).as("%s of %s", rows, form).containsExactlyElementsOf(lines);
            }
        }
    }

    private Cli ask(Path savepoint, String columns, String table) {
        return finai(
                "state",
                "query",
                "" + savepoint,
                "SELECT " + columns + " FROM " + table + " ORDER BY ALL",
                "--output",
                "csv",
                "--cache",
                "" + cache);
    }

    private static String name(Path rows) {
        return ("" + rows.getFileName()).replace(".csv", "");
    }

    private List<Path> rows(Path job) throws IOException {
        Path folder = job.resolve("rows");
        if (Boolean.getBoolean("finai.write") && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            for (Table table : Catalogue.tables(Job.valueOf(("" + job.getFileName()).toUpperCase(Locale.ROOT)))) {
                Cli all = ask(job.resolve("canonical"), "*", table.name());
                Files.write(
                        folder.resolve(table.name() + ".csv"), all.out().lines().toList());
            }
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).isNotEmpty();
            return all;
        }
    }
}
