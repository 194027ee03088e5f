package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said to somebody who asks wrongly, or must know something of what he is told. */
class StateMessagesTest {

    @TempDir
    Path folder;

    private Cli query(Path snapshot, String sql, String... more) {
        return finai(Stream.concat(
                        Stream.of("state", "query", "" + snapshot, sql, "--cache", "" + folder.resolve("cache")),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static void isRefused(Cli answer, String... says) {
        assertThat(answer.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("finai: ").contains(says).hasLineCount(1);
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamedWithWhatNamesAnother() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        for (Path cache : List.of(file, file.resolve("cache"))) {
            Cli answer = finai("state", "query", "" + SavedSnapshots.AML, "SELECT 1", "--cache", "" + cache);
            isRefused(
                    answer,
                    "the cache of snapshots: cannot write " + cache + ": ",
                    "folder",
                    "; name another folder with --cache or FINAI_STATE_CACHE");
        }
    }

    @Test
    void anAuditLogThatCannotBeWrittenIsNamedWithTheReason() throws IOException {
        Path log = Files.writeString(folder.resolve("file"), "no folder").resolve("audit.jsonl");
        Cli answer = query(SavedSnapshots.AML, "SELECT 1", "--audit", "" + log);
        assertThat(answer.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err())
                .startsWith("finai: the question is not answered, since ")
                .contains("the audit log: cannot write " + log + ": " + log.getParent() + ": is a file")
                .hasLineCount(1);
    }

    @Test
    void ofATableOfTheOtherJobItIsSaidHowToAskThat() {
        String ofMarket = "symbol_statistics is a table of the job market, and the snapshot is of the job aml:"
                + " say --job market, or name a snapshot of that job";
        for (String sql : List.of(
                "SELECT count(*) FROM symbol_statistics",
                "SELECT * FROM account_profile JOIN SYMBOL_STATISTICS ON symbol = account")) {
            Cli answer = query(SavedSnapshots.AML, sql);
            isRefused(answer, " is a table of the job market");
            assertThat(answer.err()).isEqualToIgnoringCase(String.format("finai: %s%n", ofMarket));
        }
        isRefused(
                query(SavedSnapshots.MARKET, "FROM open_patterns"),
                "open_patterns is a table of the job aml, and the snapshot is of the job market: say --job aml");
        isRefused(
                query(
                        SavedSnapshots.AML,
                        "FROM symbol_statistics",
                        "--output",
                        "parquet",
                        "--to",
                        "" + folder.resolve("file.parquet")),
                ofMarket);
        isRefused(
                finai(
                        "state",
                        "diff",
                        "" + SavedSnapshots.AML,
                        "" + SavedSnapshots.AML,
                        "--table",
                        "symbol_statistics",
                        "--cache",
                        "" + folder.resolve("cache")),
                ofMarket);
        isRefused(
                query(SavedSnapshots.AML, "FROM accounts"),
                "no table accounts; there are: account_profile, open_patterns, account_alerts, rule_book, models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT sum_of FROM account_profile", "SELECT 'x'::INTEGER", "SELECT 1 FROM WHERE"})
    void anErrorOfTheQueryIsTheCommandsToo(String sql) {
        Cli answer = query(SavedSnapshots.AML, sql);
        assertThat(answer.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.err()).startsWith("finai: ");
        assertThat(answer.err().lines().filter(line -> line.startsWith("finai:")))
                .hasSize(1);
    }

    @Test
    void theArrowStaysBelowThePlaceInTheQueryThatIsWrong() {
        List<String> lines = query(SavedSnapshots.AML, "SELECT sum_of FROM account_profile")
                .err()
                .lines()
                .toList();
        String shown = lines.get(lines.size() - 2);
        assertThat(lines.get(lines.size() - 1)).isEqualTo(" ".repeat(shown.indexOf("sum_of")) + "^");
    }

    @Test
    void ofAFolderOnADiskItIsSaidWhatItsTimeIs() throws IOException {
        SavedSnapshots.copy(SavedSnapshots.AML, folder.resolve("savepoints/savepoint-1a2b3c"));
        Cli answer = finai(
                "state",
                "as-of",
                "2999-01-01T00:00Z",
                "SELECT 1",
                "--snapshots",
                "" + folder.resolve("savepoints"),
                "--cache",
                "" + folder.resolve("cache"));
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(answer.err())
                .startsWith("finai: savepoint-1a2b3c, complete at ")
                .contains("by its file's time: of a copy, that is when it was copied")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "tables", "query", "as-of", "diff", "export", "cache"})
    void anExampleIsNeverBroken(String command) {
        Cli help = finai("state", command, "--help");
        assertThat(help.out().lines().dropWhile(line -> !line.equals("Examples:")))
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line)
                        .matches("Examples:|  finai state .*|      .*|")
                        .hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void anAmountIsDescribedWithTheDigitsThatItHas() {
        Cli tables = finai("state", "tables", "" + SavedSnapshots.AML, "--cache", "" + folder.resolve("cache"));
        assertThat(tables.out()).containsPattern("(?m)^  sum_out_30d +DECIMAL\\(20,2\\) +");
        assertThat(query(
                                SavedSnapshots.AML,
                                "SELECT DISTINCT typeof(sum_out_30d) AS type FROM account_profile",
                                "--output",
                                "csv")
                        .out())
                .isEqualTo("type\r\n\"DECIMAL(20,2)\"\r\n");
    }
}
