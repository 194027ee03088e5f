package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.state.reading.table.Catalogue;
import ai.finai.state.reading.table.Job;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The account operator in a job that goes on while its snapshots are asked. */
class StateQueryTest {

    private static final long SEED = Long.getLong("finai.seed", new Random().nextInt(1_000_000));

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static WatchedPayments job;
    private static Path earlier;
    private static Path checkpoint;
    private static Path savepoint;

    @BeforeAll
    static void start() throws Exception {
        job = new WatchedPayments(folder, SEED);
        job.start("rocksdb", 1, false, null);
        earlier = job.checkpoint();
        job.goOn();
        checkpoint = job.checkpoint();
        savepoint = job.savepoint("NATIVE");
    }

    @AfterAll
    static void stop() throws Exception {
        job.close();
    }

    @Test
    void anIncrementalCheckpointSaysWhatThePostingsComeTo() throws Exception {
        saysWhatThePostingsComeTo(checkpoint);
    }

    @Test
    @Tag("matrix")
    void soDoSnapshotsOfEveryOtherKindAndAfterARescale() throws Exception {
        saysWhatThePostingsComeTo(savepoint);
        Path canonical = job.savepoint("CANONICAL");
        saysWhatThePostingsComeTo(canonical);
        try (WatchedPayments other = new WatchedPayments(folder.resolve("other"), SEED)) {
            WatchedPayments before = job;
            try {
                job = other;
                job.start("hashmap", 2, true, null);
                saysWhatThePostingsComeTo(job.checkpoint());
                Path one = job.savepoint("CANONICAL");
                saysWhatThePostingsComeTo(one);
                job.cancel();
                job.start("rocksdb", 3, true, one.toString());
                job.goOn();
                saysWhatThePostingsComeTo(job.savepoint("CANONICAL"));
                saysWhatThePostingsComeTo(job.savepoint("NATIVE"));
                Path three = job.checkpoint();
                saysWhatThePostingsComeTo(three);
                job.cancel();
                job.start("rocksdb", 1, false, three.toString());
                job.goOn();
                saysWhatThePostingsComeTo(job.checkpoint());
            } finally {
                job = before;
            }
        }
    }

    private static void saysWhatThePostingsComeTo(Path snapshot) throws Exception {
        long eventTime = eventTime(snapshot);
        var seen = job.payments().seenBy(eventTime);
        var alerts = job.alerts();
        assertThat(alerts).as("seed %d", SEED).isNotEmpty();
        assertThat(rows(snapshot, PlainTables.PROFILES))
                .as("account_profile of %s, seed %d", snapshot, SEED)
                .containsExactlyInAnyOrderElementsOf(PlainTables.profiles(seen, alerts, eventTime));
        assertThat(rows(snapshot, PlainTables.ALERTS))
                .as("account_alerts of %s, seed %d", snapshot, SEED)
                .containsExactlyInAnyOrderElementsOf(PlainTables.lastAlerts(alerts));
        List<String> open = PlainTables.openPatterns(seen, eventTime);
        assertThat(open).as("seed %d", SEED).isNotEmpty();
        assertThat(rows(snapshot, PlainTables.OPEN))
                .as("open_patterns of %s, seed %d", snapshot, SEED)
                .containsExactlyInAnyOrderElementsOf(open);
        assertThat(rows(
                        snapshot,
                        "SELECT abs(counterparties - 200) < 80 FROM account_profile WHERE NOT counterparties_exact"))
                .as("the estimate, seed %d", SEED)
                .containsExactly("true");
    }

    private static long eventTime(Path snapshot) {
        Matcher line = Pattern.compile("\"uri\":\"[^\"]*" + snapshot.getFileName() + "\".*?\"eventTime\":\"([^\"]+)\"")
                .matcher(list("--output", "json").out());
        assertThat(line.find()).as("%s is listed", snapshot).isTrue();
        return Instant.parse(line.group(1)).toEpochMilli();
    }

    private static Cli list(String... more) {
        return finai(Stream.concat(
                        Stream.of("state", "list", "--snapshots", "" + job.checkpoints(), "" + job.savepoints()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static Cli query(Path snapshot, String sql, String... more) {
        return finai(Stream.concat(
                        Stream.of("state", "query", "" + snapshot, sql, "--cache", "" + folder.resolve("cache")),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> rows(Path snapshot, String select) {
        Cli answer = query(snapshot, PlainTables.barred(select), "--output", "csv");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        return answer.out()
                .lines()
                .skip(1)
                .map(line -> line.startsWith("\"")
                        ? line.substring(1, line.length() - 1).replace("\"\"", "\"")
                        : line)
                .toList();
    }

    @Test
    void whatWasInForceIsThere() {
        assertThat(rows(checkpoint, "SELECT rule_id, kind, rule_version, severity FROM rule_book"))
                .containsExactly(
                        "structuring-cash|structuring|1|HIGH",
                        "structuring-cash-slow|structuring|1|MEDIUM",
                        "rapid-transfer|rapid-transfer|1|HIGH");
        assertThat(rows(checkpoint, "SELECT DISTINCT rule_book FROM rule_book"))
                .containsExactly(RuleBookReader.shipped().sha256());
        assertThat(rows(checkpoint, "SELECT count(*) FROM models")).containsExactly("0");
    }

    @Test
    void everyColumnIsExplained() {
        Cli tables = finai("state", "tables", "" + checkpoint, "--cache", "" + folder.resolve("cache"));
        assertThat(tables.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(Catalogue.tables(Job.AML)).hasSize(5).allSatisfy(table -> {
            assertThat(tables.out()).containsPattern("(?m)^" + table.name() + "  [\\d,]+ rows?, ");
            assertThat(tables.out()).contains(table.meaning());
            assertThat(table.columns()).allSatisfy(column -> {
                assertThat(column.meaning()).endsWith(".");
                assertThat(tables.out())
                        .containsPattern("(?m)^  " + column.name() + " +"
                                + Pattern.quote(column.type().sql(2)) + " +" + Pattern.quote(column.meaning()));
            });
        });
    }

    @Test
    void allSnapshotsAreListedAndWhatIsNotCompleteWithTheReason() throws Exception {
        Path incomplete = Files.createDirectories(job.checkpoints().resolve("0badc0de/chk-7"));
        Path begun = Files.createDirectories(job.savepoints().resolve("savepoint-0badc0-de"));
        Files.writeString(begun.resolve("state"), "x");
        try {
            Cli text = list();
            assertThat(text.exitCode()).isEqualTo(ExitCode.OK);
            assertThat(text.out())
                    .contains("COMPLETED", "aml", "test", id(checkpoint), "" + savepoint.getFileName())
                    .containsPattern("checkpoint +[\\d.]+ MB +" + id(checkpoint))
                    .containsPattern("savepoint +[\\d.]+ MB +" + savepoint.getFileName())
                    .contains("not readable: no snapshot at file:" + incomplete)
                    .contains("not readable: no snapshot at file:" + begun);
            assertThat(list("--output", "json").out().lines())
                    .anyMatch(line -> line.contains("\"readable\":false") && line.contains("0badc0de/chk-7"))
                    .anyMatch(line -> line.contains("\"id\":\"" + id(checkpoint) + '"')
                            && line.contains("\"job\":\"aml\"")
                            && line.contains("\"kind\":\"checkpoint\"")
                            && line.contains("\"readable\":true"))
                    .anyMatch(line -> line.contains("\"kind\":\"savepoint\""));
            Cli named = query(Path.of("chk-7"), "SELECT 1", "--snapshots", "" + job.checkpoints());
            assertThat(named.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(named.err())
                    .startsWith("finai: no snapshot at file:" + incomplete)
                    .hasLineCount(1);
        } finally {
            Files.delete(incomplete);
            Files.delete(begun.resolve("state"));
            Files.delete(begun);
        }
    }

    private static String id(Path checkpoint) {
        return checkpoint.getParent().getFileName() + "/" + checkpoint.getFileName();
    }

    @Test
    void aSnapshotIsFoundByItsIdItsEndAndAsTheLatest() throws Exception {
        for (String name : List.of(id(checkpoint), "" + checkpoint.getFileName())) {
            assertThat(query(
                                    Path.of(name),
                                    "SELECT count(*) > 40 FROM account_profile",
                                    "--snapshots",
                                    "" + job.checkpoints(),
                                    "--output",
                                    "csv")
                            .out())
                    .as(name)
                    .contains("true");
        }
        // Of the same content, so that nothing needs to be read again, and later than all others.
        Path later = Files.createDirectories(folder.resolve("more/ffff/" + checkpoint.getFileName()));
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                Files.copy(file, later.resolve(file.getFileName()));
            }
        }
        Files.setLastModifiedTime(
                later.resolve("_metadata"), FileTime.from(Instant.now().plusSeconds(100)));
        Cli ambiguous = query(
                checkpoint.getFileName(),
                "SELECT 1",
                "--snapshots",
                "" + job.checkpoints(),
                "" + folder.resolve("more"));
        assertThat(ambiguous.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ambiguous.err())
                .contains("2 snapshots are called " + checkpoint.getFileName(), id(checkpoint), id(later))
                .hasLineCount(1);
        Cli latest = finai(
                "state",
                "as-of",
                "2999-01-01T00:00Z",
                "SELECT 1",
                "--cache",
                "" + folder.resolve("cache"),
                "--snapshots",
                "" + job.checkpoints(),
                "" + folder.resolve("more"));
        assertThat(latest.err()).contains(id(later));
        assertThat(latest.exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void asOfTakesTheLastThatWasCompleteByThenAndNamesTheEarliestWhereThereIsNone() throws Exception {
        Instant completed =
                Files.getLastModifiedTime(checkpoint.resolve("_metadata")).toInstant();
        Cli then = asOf("" + completed.plusMillis(1));
        assertThat(then.err()).contains(id(checkpoint) + ", complete at ");
        assertThat(then.exitCode()).isEqualTo(ExitCode.OK);
        Cli before = asOf("2020-01-01T00:00Z");
        assertThat(before.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(before.err())
                .contains("no complete snapshot by 2020-01-01T00:00:00Z")
                .containsPattern("the earliest is of " + completed.toString().substring(0, 14))
                .hasLineCount(1);
        Cli zoneless = asOf("2020-01-01");
        assertThat(zoneless.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(zoneless.err()).contains("2026-01-31T00:00Z").hasLineCount(1);
    }

    private static Cli asOf(String time) {
        return finai(
                "state",
                "as-of",
                time,
                "SELECT 1",
                "--cache",
                "" + folder.resolve("cache"),
                "--snapshots",
                "" + job.checkpoints());
    }

    /** Rows as a program gets them, by account. */
    private static Map<String, JsonNode> profiles(Path snapshot) throws IOException {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (String line : query(snapshot, "FROM account_profile", "--output", "json")
                .out()
                .lines()
                .toList()) {
            JsonNode row = JSON.readTree(line);
            rows.put(row.get("account").textValue(), row);
        }
        return rows;
    }

    /** Lines {@code change|account|column|before|after}, values as a query gives them. */
    private static List<String> plainDifferences() throws IOException {
        Map<String, JsonNode> before = profiles(earlier);
        Map<String, JsonNode> after = profiles(checkpoint);
        List<String> lines = new ArrayList<>();
        for (String account : new TreeSet<>(after.keySet())) {
            JsonNode was = before.getOrDefault(account, NullNode.getInstance());
            JsonNode is = after.get(account);
            is.fieldNames().forEachRemaining(column -> {
                JsonNode one = was.isNull() ? was : was.get(column);
                if (!column.equals("account") && !one.equals(is.get(column))) {
                    lines.add(String.join(
                            "|",
                            was.isNull() ? "appeared" : "changed",
                            account,
                            column,
                            "" + one,
                            "" + is.get(column)));
                }
            });
        }
        return lines;
    }

    private static Cli diff(String output) {
        return finai(
                "state",
                "diff",
                "" + earlier,
                "" + checkpoint,
                "--table",
                "account_profile",
                "--cache",
                "" + folder.resolve("cache"),
                "--output",
                output);
    }

    @Test
    void aDifferenceIsALineForEachColumnThatIsOtherwiseWithValuesAsAQueryGivesThem() throws Exception {
        List<String> plain = plainDifferences();
        assertThat(plain)
                .as("seed %d", SEED)
                .anyMatch(line -> line.matches("changed\\|.*\\|sum_\\w+\\|\"[\\d.]+\"\\|\"[\\d.]+\""));
        List<String> json = new ArrayList<>();
        for (String line : diff("json").out().lines().toList()) {
            JsonNode row = JSON.readTree(line);
            for (JsonNode change : row.get("changes")) {
                json.add(String.join(
                        "|",
                        row.get("change").textValue(),
                        row.get("account").textValue(),
                        change.get("column").textValue(),
                        "" + change.get("before"),
                        "" + change.get("after")));
            }
        }
        assertThat(json).as("seed %d", SEED).containsExactlyInAnyOrderElementsOf(plain);
        assertThat(diff("csv").out().split("\r\n", -1))
                .hasSize(plain.size() + 2)
                .startsWith("change,account,column,before,after");
    }

    private static final String VALUES = "SELECT 'a \"b\", c' || chr(10) || 'd' AS text, 7::BIGINT AS n,"
            + " 1.50::DECIMAL(20,2) AS money, 0.25::DOUBLE AS share, true AS yes, NULL AS nothing,"
            + " TIMESTAMPTZ '2026-01-31 12:00:00.5+02' AS at, ['x', 'y z'] AS list, '{\"k\": [1, null]}'::JSON AS tree";

    @Test
    void anAnswerIsATableCsvOrJson() {
        assertThat(query(checkpoint, VALUES, "--output", "csv").out())
                .isEqualTo("text,n,money,share,yes,nothing,at,list,tree\r\n\"a \"\"b\"\", c\nd\",7,1.50,0.25,true,,"
                        + "2026-01-31T10:00:00.500Z,x y z,\"{\"\"k\"\": [1, null]}\"\r\n");
        assertThat(query(checkpoint, VALUES, "--output", "json").out())
                .isEqualTo("{\"text\":\"a \\\"b\\\", c\\nd\",\"n\":7,\"money\":\"1.50\",\"share\":0.25,\"yes\":true,"
                        + "\"nothing\":null,\"at\":\"2026-01-31T10:00:00.500Z\",\"list\":[\"x\",\"y z\"],"
                        + "\"tree\":{\"k\": [1, null]}}\n");
        assertThat(query(checkpoint, "SELECT 'ab' AS text, 1000 AS number UNION ALL SELECT 'abcd', 7 ORDER BY 2")
                        .out())
                .isEqualTo(String.format("text  number%nabcd       7%nab      1000%n2 rows%n"));
        assertThat(query(
                                checkpoint,
                                "SELECT 'nan'::FLOAT AS a, 'inf'::FLOAT AS b, 'nan'::DOUBLE AS c, 0.5::FLOAT AS d, 9::HUGEINT AS e",
                                "--output",
                                "json")
                        .out())
                .isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":0.5,\"e\":9}\n");
        assertThat(query(checkpoint, "SELECT * FROM models", "--output", "csv").out())
                .isEqualTo("role,name,version,sha256\r\n");
    }

    @Test
    void aTableKeepsItsLinesWhateverIsInACell() {
        assertThat(query(checkpoint, "SELECT account FROM account_profile WHERE account LIKE '%odd%'")
                        .out())
                .hasLineCount(3);
    }

    @Test
    void anAnswerCanBeAParquetFile() throws Exception {
        Path file = folder.resolve("it's an answer.parquet");
        Files.writeString(file, "what was there before");
        query(
                checkpoint,
                "SELECT sum_in / 0 + 'x'::INTEGER FROM account_profile",
                "--output",
                "parquet",
                "--to",
                "" + file);
        assertThat(file).hasContent("what was there before");
        Cli written = query(
                checkpoint,
                "SELECT account, sum_in, countries FROM account_profile WHERE count_in >= ? AND account <> ? -- the busy",
                "--param",
                "20",
                "--param",
                "KT-POPULAR",
                "--output",
                "parquet",
                "--to",
                "" + file);
        assertThat(written.err()).containsPattern("^\\d+ rows in .*answer.parquet");
        assertThat(written.exitCode()).isEqualTo(ExitCode.OK);
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*), sum(sum_in), typeof(any_value(sum_in)),"
                        + " typeof(any_value(countries)) FROM '" + ("" + file).replace("'", "''") + "'")) {
            rows.next();
            assertThat(rows(
                            checkpoint,
                            "SELECT count(*), sum(sum_in) FROM account_profile WHERE count_in >= 20 AND account <>"
                                    + " 'KT-POPULAR'"))
                    .containsExactly(
                            rows.getLong(1) + "|" + rows.getBigDecimal(2).toPlainString());
            assertThat(rows.getString(3)).isEqualTo("DECIMAL(20,2)");
            assertThat(rows.getString(4)).isEqualTo("VARCHAR[]");
        }
        assertThat(query(checkpoint, "SELECT 1", "--output", "parquet").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(query(checkpoint, "SELECT 1", "--to", "" + file).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void parametersAreWhatTheQueryNeeds() {
        Cli odd = query(
                checkpoint,
                "SELECT account, ?::BIGINT + 1 AS n FROM account_profile WHERE account = ? AND last_seen < ?",
                "--param",
                "41",
                "--param",
                Payments.ODD,
                "--param",
                "2026-03-11T00:00:00Z",
                "--output",
                "json");
        assertThat(odd.err()).isEmpty();
        assertThat(odd.out()).contains("\"n\":42", "O'Neil;\\n");
        Cli missing = query(checkpoint, "SELECT ?, ?", "--param", "1");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(missing.err()).contains("the query has 2 parameters, and 1 are given");
        Cli more = query(checkpoint, "SELECT ?", "--param", "1", "--param", "2");
        assertThat(more.exitCode()).isEqualTo(ExitCode.USAGE);
        Cli wrong = query(checkpoint, "SELECT sum_of FROM account_profile");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("sum_of", "Candidate bindings", "sum_out");
    }
}
