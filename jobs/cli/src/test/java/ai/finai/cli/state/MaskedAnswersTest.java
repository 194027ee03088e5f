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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves where identities are masked: of the savepoints that are kept, whose input is known. */
class MaskedAnswersTest {

    private static final Path SAVED = Path.of(
            System.getProperty("finai.root"), "state", "src", "test", "resources", "savepoints", "0.1.0", "aml");

    @TempDir
    Path folder;

    private Path key;

    @BeforeEach
    void makeKey() throws IOException {
        key = Files.writeString(folder.resolve("key"), "a masking key of some thirty-two bytes, secret");
    }

    private Cli state(String command, String... more) {
        return finai(Stream.concat(
                        Stream.of("state", command),
                        Stream.concat(Stream.of(more), Stream.of("--cache", "" + folder.resolve("cache"))))
                .toArray(String[]::new));
    }

    private Cli masked(String command, String... more) {
        return state(
                command,
                Stream.concat(Stream.of(more), Stream.of("--mask", "--mask-key", "" + key))
                        .toArray(String[]::new));
    }

    /** Accounts, transactions and alerts. */
    private Set<String> identities() throws IOException {
        Set<String> all = new TreeSet<>();
        Pattern field = Pattern.compile("\"(?:transactionId|debtorAccount|creditorAccount)\":\"([^\"]+)\"");
        for (String line : Files.readAllLines(SAVED.resolve("before.tsv"))) {
            Matcher found = field.matcher(line);
            while (found.find()) {
                all.add(found.group(1));
            }
        }
        int withoutAlerts = all.size();
        state("query", "" + SAVED.resolve("canonical"), "SELECT alert_id FROM account_alerts", "--output", "csv")
                .out()
                .lines()
                .skip(1)
                .forEach(all::add);
        assertThat(all).hasSizeGreaterThan(withoutAlerts).contains("HALFWAY", "halfway-1", "PAYER", "twice");
        return all;
    }

    @Test
    void noIdentityOccursInAnythingThatLeavesMasked() throws Exception {
        StringBuilder left = new StringBuilder();
        Path exported = folder.resolve("exported");
        Path snapshots = folder.resolve("snapshots");
        for (String form : List.of("canonical", "native")) {
            copy(SAVED.resolve(form), snapshots.resolve("savepoint-" + form));
        }
        List<String> tables =
                Catalogue.tables(Job.AML).stream().map(Table::name).toList();
        for (String form : List.of("canonical", "native")) {
            String savepoint = "" + snapshots.resolve("savepoint-" + form);
            for (String table : tables) {
                for (String output : List.of("table", "csv", "json")) {
                    left.append(said(masked("query", savepoint, "FROM " + table, "--output", output)));
                }
                Path parquet = folder.resolve(form + table + ".parquet");
                said(masked("query", savepoint, "FROM " + table, "--output", "parquet", "--to", "" + parquet));
            }
            left.append(said(masked("tables", savepoint)));
        }
        left.append(said(masked(
                "diff",
                "" + snapshots.resolve("savepoint-canonical"),
                "" + snapshots.resolve("savepoint-native"),
                "--table",
                "account_profile",
                "--output",
                "csv")));
        left.append(said(masked(
                "export",
                Stream.concat(
                                Stream.of("--snapshots", "" + snapshots, "--to", "" + exported, "--table"),
                                tables.stream())
                        .toArray(String[]::new))));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".parquet")).toList()) {
                left.append(rows(file));
            }
        }
        assertThat(left)
                .containsPattern("acct_[0-9a-f]{32}")
                .containsPattern("txn_[0-9a-f]{32}")
                .containsPattern("alert_[0-9a-f]{32}")
                .contains("structuring-cash");
        String all = left.toString();
        for (String identity : identities()) {
            assertThat(all.contains(identity)).as(identity).isFalse();
        }
    }

    private static String said(Cli answer) {
        assertThat(answer.exitCode()).as(answer.err()).isEqualTo(ExitCode.OK);
        return answer.out() + answer.err();
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static String rows(Path parquet) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT to_json(r)::VARCHAR FROM '" + parquet + "' r")) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void pseudonymsJoinTablesAndSnapshotsAsTheIdentitiesDo() {
        String sql = "SELECT count(*) AS n FROM (SELECT account, unnest(json_extract_string(evidence,"
                + " '$[*].transactionId')) AS id FROM open_patterns) JOIN account_alerts USING (account)";
        String canonical = "" + SAVED.resolve("canonical");
        assertThat(said(masked("query", canonical, sql))).isEqualTo(said(state("query", canonical, sql)));
        for (String all : List.of(
                "SELECT evidence FROM open_patterns ORDER BY ALL",
                "SELECT account, alert_id FROM account_alerts ORDER BY ALL")) {
            assertThat(said(masked("query", canonical, all, "--output", "csv")))
                    .isEqualTo(said(masked("query", "" + SAVED.resolve("native"), all, "--output", "csv")))
                    .contains("_");
        }
    }

    @Test
    void theConfigurationDecidesWhatNobodyHasAskedFor() throws IOException {
        String savepoint = "" + SAVED.resolve("canonical");
        String sql = "SELECT min(account) AS one FROM account_profile";
        Path config = folder.resolve("state.yaml");
        String[] plain = {savepoint, sql, "--config", "" + config};

        Files.writeString(config, "masking: optional\nmaskKey: key\nauditLog: asked.jsonl\n");
        assertThat(said(state("query", plain))).contains("BUSY-0");
        assertThat(said(state("query", savepoint, sql, "--config", "" + config, "--mask")))
                .contains("acct_");

        Files.writeString(config, "masking: preferred\nmaskKey: key\nauditLog: asked.jsonl\n");
        assertThat(said(state("query", plain))).contains("acct_");
        assertThat(said(state("query", savepoint, sql, "--config", "" + config, "--no-mask")))
                .contains("BUSY-0");

        Files.writeString(config, "masking: required\nmaskKey: key\nauditLog: asked.jsonl\n");
        assertThat(said(state("query", plain))).contains("acct_");
        isRefused(
                state("query", savepoint, sql, "--config", "" + config, "--no-mask"),
                "--no-mask is not allowed: the configuration file says masking: required");

        // Who asked is written down before anything is answered; what was refused has not been asked.
        List<String> asked = Files.readAllLines(folder.resolve("asked.jsonl"));
        assertThat(asked.stream().map(line -> line.replaceAll(".*\"masked\":(\\w+).*", "$1")))
                .containsExactly("false", "true", "true", "false", "true");
        assertThat(asked.get(1)).containsPattern("\"maskKeyId\":\"[0-9a-f]{32}\"");

        Files.writeString(config, "masking: required\n");
        isRefused(state("query", plain), "there is no key to mask with", "--mask-key, FINAI_MASK_KEY, or maskKey");
        isRefused(
                state("query", savepoint, sql, "--no-mask", "--mask-key", "" + key),
                "--no-mask and --mask-key do not go together");
        Files.writeString(config, "masking: maybe\nmaskkey: key\n");
        Cli wrong = state("query", plain);
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("state.yaml:1", "state.yaml:2", "did you mean maskKey?");
    }

    private static void isRefused(Cli answer, String... says) {
        assertThat(answer.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).startsWith("finai: ").contains(says).hasLineCount(1);
    }
}
