package ai.finai.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Transaction;
import ai.finai.jobs.archive.tables.TransactionRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements of src/docs/runbooks/erasure.md do what the page says. */
class ErasureDocumentTest {

    @TempDir
    private Path archive;

    @Test
    void namesAndPurposeOfAPersonGoAndEverythingElseStays() throws Exception {
        List<Transaction> transactions =
                Stream.of(1, 2, 3, 52).map(n -> Payments.transaction(n, 1)).toList();
        WrittenArchive.in(archive).with(new TransactionRow(), transactions);
        List<String> statements = Pattern.compile("(?s)```sql\n *(.*?)\n *```")
                .matcher(Files.readString(Path.of(System.getProperty("finai.root"), "src/docs/runbooks/erasure.md")))
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(statements).hasSize(2);
        String person = transactions.get(0).debtorAccount();
        String rewrite = statements.get(0).replace("'A1'", "'" + person + "'");
        try (DuckDb duck = new DuckDb(archive)) {
            String everything = "SELECT * EXCLUDE (debtor_name, creditor_name, purpose) FROM"
                    + " 'archive/transactions/*/*.parquet' ORDER BY ALL";
            String named = "SELECT count(debtor_name), count(creditor_name), count(purpose) FROM"
                    + " 'archive/transactions/*/*.parquet'";
            String ofThePerson = statements.get(1).replace("'A1'", "'" + person + "'");
            List<String> before = duck.rows(everything);
            assertThat(Long.parseLong(duck.one(ofThePerson))).isPositive();
            long others = duck.rows("SELECT 1 FROM 'archive/transactions/*/*.parquet' WHERE '" + person
                            + "' NOT IN (debtor_account, creditor_account)")
                    .size();
            try (Stream<Path> files = Files.walk(archive.resolve("transactions"))) {
                for (Path file : files.filter(name -> name.toString().endsWith(".parquet"))
                        .toList()) {
                    Path erased = archive.resolve("part.erased.parquet");
                    run(rewrite.replace("'part.parquet'", "'" + file + "'")
                            .replace("'part.erased.parquet'", "'" + erased + "'"));
                    Files.move(erased, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            assertThat(duck.one(ofThePerson)).isEqualTo("0");
            assertThat(duck.rows(everything)).isEqualTo(before);
            assertThat(duck.one(named)).as("of others").isNotEqualTo("0|0|0");
            assertThat(others).isPositive();
        }
    }

    private static void run(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement any = connection.createStatement()) {
            any.execute(statement);
        }
    }
}
