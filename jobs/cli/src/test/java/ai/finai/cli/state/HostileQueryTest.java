package ai.finai.cli.state;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query may do, and what it may not. */
class HostileQueryTest {

    private static final long SEED = Long.getLong("finai.seed", new Random().nextInt(1_000_000));

    @TempDir
    static Path folder;

    private static Path checkpoint;
    private static Path cache;

    @BeforeAll
    static void takeSnapshot() throws Exception {
        cache = folder.resolve("cache");
        try (WatchedPayments job = new WatchedPayments(folder, SEED)) {
            job.start("hashmap", 1, true, null);
            checkpoint = job.checkpoint();
            job.cancel();
        }
        query("SELECT 1");
        Files.createDirectories(cache.resolve("spill"));
        Files.writeString(cache.resolve("spill/of-somebody-else.csv"), "account\nKT-SECRET\n");
        Files.writeString(folder.resolve("secret.csv"), "account\nKT-SECRET\n");
    }

    private static Cli query(String sql, String... more) {
        return finai(
                Stream.concat(Stream.of("state", "query", "" + checkpoint, sql, "--cache", "" + cache), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static String csv(String sql, String... more) {
        Cli answer = query(
                sql,
                Stream.concat(Stream.of("--output", "csv"), Stream.of(more)).toArray(String[]::new));
        assertThat(answer.err()).as(sql).isEmpty();
        assertThat(answer.exitCode()).isEqualTo(ExitCode.OK);
        return answer.out();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('FOLDER/secret.csv')",
                "SELECT * FROM read_text('FOLDER/secret.csv')",
                "SELECT * FROM read_blob('FOLDER/secret.csv')",
                "SELECT * FROM sniff_csv('FOLDER/secret.csv')",
                "SELECT * FROM 'FOLDER/secret.csv'",
                "SELECT * FROM glob('FOLDER/*')",
                "SELECT * FROM 'CACHE/spill/of-somebody-else.csv'",
                "SELECT * FROM \"CACHE/spill/of-somebody-else.csv\"",
                "FROM read_text('CACHE/spill/of-somebody-else.csv')",
                "FROM glob('CACHE/spill/*')",
                "SELECT (SELECT content FROM read_text('CACHE/spill/of-somebody-else.csv'))",
                "SELECT account FROM account_profile, LATERAL (FROM READ_TEXT('CACHE/spill/of-somebody-else.csv'))",
                "WITH x AS (FROM \"read_text\"('CACHE/spill/of-somebody-else.csv')) FROM x",
                "FROM query('FROM read_text(''CACHE/spill/of-somebody-else.csv'')')",
                "FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
                "FROM parquet_metadata('TABLES/account_profile/x.parquet')",
                "ATTACH 'FOLDER/other.db'",
                "ATTACH 'TABLES/other.db' AS other",
                "INSTALL httpfs",
                "LOAD httpfs",
                "COPY (SELECT 1) TO 'FOLDER/written.csv'",
                "COPY account_profile FROM 'FOLDER/secret.csv'",
                "COPY (SELECT 1 AS account) TO 'TABLES/account_profile/more.parquet' (FORMAT parquet)",
                "COPY (SELECT 1 AS account) TO 'TABLES/account_profile/more.parquet' (FORMAT parquet); SELECT 1",
                "SELECT 1; COPY account_profile TO 'TABLES/account_profile/more.parquet'",
                "SELECT 1) TO 'TABLES/account_profile/more.parquet' (FORMAT parquet); COPY (SELECT 1",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'TABLES/account_profile/more.parquet'",
                "EXPORT DATABASE 'TABLES/all'",
                "IMPORT DATABASE 'FOLDER'",
                "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
                "CREATE TABLE t AS SELECT 1",
                "CREATE MACRO m() AS TABLE FROM read_text('FOLDER/secret.csv')",
                "SET enable_external_access = true",
                "SET memory_limit = '100GB'",
                "SET lock_configuration = false",
                "RESET allowed_directories",
                "SET profiling_output = 'FOLDER/profile.json'",
                "PRAGMA enable_profiling",
                "PRAGMA profiling_output = 'TABLES/profile.json'",
                "PRAGMA database_list",
                "CALL enable_logging()",
                "FROM enable_logging()",
                "FROM main.Enable_Logging(storage_path = 'TABLES/log')",
                "SELECT * FROM enable_logging(storage = 'file', storage_config = {'path': 'TABLES/log'})",
                "SELECT write_log('x')",
                "SELECT 'x'.write_log()",
                "FROM force_checkpoint()",
                "FROM duckdb_settings()",
                "SELECT current_setting('temp_directory')",
                "SELECT getenv('HOME')",
                "SELECT getvariable('x')",
                "SET VARIABLE x = 1",
                "DROP VIEW account_profile",
                "WITH x AS (SELECT 1) INSERT INTO account_profile FROM x",
                "SELECT nonsense FROM account_profile",
                "SELEC 1",
                "",
            })
    void aQuerySeesTablesAndNothingElseOfTheMachine(String sql) throws IOException {
        String text = sql.replace("TABLES", "" + tables())
                .replace("CACHE", "" + cache)
                .replace("FOLDER", "" + folder);
        TreeMap<String, String> before = contents();
        Cli answer = query(text);
        assertThat(answer.exitCode()).as(answer.out() + answer.err()).isEqualTo(ExitCode.USAGE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .containsPattern("Error|not one query|not a query of tables")
                .doesNotContain("KT-SECRET");
        Path to = folder.resolve("hostile.parquet");
        Cli written = query(text, "--output", "parquet", "--to", "" + to);
        assertThat(written.exitCode()).as(written.out() + written.err()).isEqualTo(ExitCode.USAGE);
        assertThat(to).doesNotExist();
        assertThat(contents()).isEqualTo(before);
    }

    private static Path tables() throws IOException {
        try (Stream<Path> all = Files.list(cache)) {
            return all.filter(path -> Files.isDirectory(path.resolve("account_profile")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Of every file but the log of queries. */
    private static TreeMap<String, String> contents() throws IOException {
        TreeMap<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("audit.jsonl")) {
                    all.put("" + file, Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
        }
        return all;
    }

    @Test
    void everythingThatOnlyAsksWorks() {
        assertThat(
                        csv(
                                "WITH busy AS (SELECT account, count_in FROM account_profile) SELECT count(*) > 40 AS many FROM busy"))
                .isEqualTo("many\r\ntrue\r\n");
        assertThat(csv("SELECT n FROM (SELECT row_number() OVER (PARTITION BY cash_count > 0 ORDER BY sum_in DESC) AS n"
                        + " FROM account_profile) WHERE n = 1 ORDER BY n LIMIT 1"))
                .isEqualTo("n\r\n1\r\n");
        assertThat(csv(
                        "PIVOT (SELECT rule_id, severity FROM rule_book) ON severity IN ('HIGH', 'MEDIUM') USING count(*)"
                                + " GROUP BY rule_id ORDER BY rule_id"))
                .isEqualTo(
                        "rule_id,HIGH,MEDIUM\r\nrapid-transfer,1,0\r\nstructuring-cash,1,0\r\nstructuring-cash-slow,0,1\r\n");
        assertThat(csv("UNPIVOT (SELECT 1 AS one, 2 AS two) ON one, two"))
                .isEqualTo("name,value\r\none,1\r\ntwo,2\r\n");
        assertThat(csv("SELECT count(*) > 0 AS found FROM open_patterns, unnest(json_extract_string(evidence,"
                        + " '$[*].transactionId')) AS t(id)"))
                .isEqualTo("found\r\ntrue\r\n");
        assertThat(csv("SELECT count(*) > 0 AS found FROM open_patterns, json_each(evidence) e"))
                .isEqualTo("found\r\ntrue\r\n");
        assertThat(csv("FROM range(2)")).isEqualTo("range\r\n0\r\n1\r\n");
        assertThat(csv("SELECT r.rule_id FROM rule_book r ANTI JOIN open_patterns o USING (rule_version) ORDER BY ALL"))
                .isEqualTo("rule_id\r\n");
        assertThat(csv("DESCRIBE models")).contains("sha256");
        Cli named = query("PIVOT rule_book ON severity USING count(*)");
        assertThat(named.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(named.err()).contains("a PIVOT names its values");
    }

    @Test
    void aTimeIsGivenAsEverywhereElseAndATextStaysAText() {
        for (String time :
                List.of("2026-03-01T00:00Z", "2026-03-01T00:00:00Z", "2026-03-01T01:00+01:00", "2026-03-01")) {
            assertThat(csv(
                            "SELECT count(*) = (SELECT count(*) FROM account_profile WHERE epoch_ms(last_seen) <"
                                    + " 1772323200000) AS same, count(*) > 0 AS some FROM account_profile WHERE last_seen < ?",
                            "--param",
                            time))
                    .as(time)
                    .isEqualTo("same,some\r\ntrue,true\r\n");
        }
        assertThat(csv(
                        "SELECT ?::TIMESTAMPTZ AS at, ? AS text, ? = 'KT' AS equal",
                        "--param",
                        "2026-03-01T00:00Z",
                        "--param",
                        "2026-03-01T00:00Z",
                        "--param",
                        "2026-03-01T00:00Z"))
                .isEqualTo("at,text,equal\r\n2026-03-01T00:00:00Z,2026-03-01T00:00Z,false\r\n");
        Cli none = query("SELECT 1 FROM account_profile WHERE last_seen < ?", "--param", "yesterday");
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("yesterday").hasLineCount(1);
    }
}
