package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesCommandTest {

    private static final Path SHIPPED = Path.of("../../src/config");

    @TempDir
    private Path dir;

    @ParameterizedTest
    @CsvSource({
        "rules.yaml, aml, structuring, 'base currency USD, sha256'",
        "market-rules.yaml, market, unexplained-move, 'rules, sha256'"
    })
    void aBookIsCheckedAsTheJobsWhoseKindsItHas(String book, String job, String kind, String about) {
        Cli result = finai("rules", "check", SHIPPED.resolve(book).toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(kind)
                .contains(book + " is a valid rule book of the " + job + " job: ")
                .contains(about);
    }

    @Test
    void aMistakeInAMarketBookIsToldWithTheMarketsWords() throws IOException {
        Path book = Files.writeString(dir.resolve("mine.yaml"), """
                rules:
                  - {id: jump, kind: price-jump, version: 1, severity: HIGH}
                  - {id: volume, kind: volume-suprise, version: 1, severity: LOW}
                """);
        Cli result = finai("rules", "check", book.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("mine.yaml:3")
                .contains("volume-surprise")
                .doesNotContain("baseCurrency");
    }

    @Test
    void theJobThatIsNamedIsTheOneWhoseBookItMustBe() {
        Cli result = finai(
                "rules",
                "check",
                "--job",
                "aml",
                SHIPPED.resolve("market-rules.yaml").toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("baseCurrency").contains("unknown rule kind");
    }

    @Test
    void aFileThatIsNoBookIsReadAsPayments() throws IOException {
        Path book = Files.writeString(dir.resolve("list.yaml"), "- a\n- b\n");
        Cli result = finai("rules", "check", book.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("list.yaml:1");
    }
}
