package ai.finai.patterns.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.finai.events.Money;
import ai.finai.events.Severity;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.patterns.Fraction;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.Scope;
import ai.finai.patterns.kinds.RapidTransfer;
import ai.finai.patterns.kinds.Structuring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleBookReaderTest {

    @Test
    void aBookIsReadWithItsParametersAndScope() {
        RuleBook book = read("""
                baseCurrency: USD
                rules:
                  - id: structuring-cash
                    kind: structuring
                    version: 3
                    severity: HIGH
                    parameters: {minDeposits: 4, within: 10d, lowerFraction: 0.75, reportingThreshold: "9000.50"}
                    scope: {channels: [CASH], currencies: [USD, EUR], countries: [US], exceptAccounts: [A1, 007]}
                """);

        assertThat(book.baseCurrency()).isEqualTo("USD");
        assertThat(book.rules())
                .containsExactly(new Rule(
                        "structuring-cash",
                        3,
                        Severity.HIGH,
                        new Scope(Set.of("CASH"), Set.of("USD", "EUR"), Set.of("US"), null, Set.of("A1", "007"), null),
                        new Structuring(Money.of("9000.50", "USD"), Fraction.parse("0.75"), 4, Duration.ofDays(10))));
    }

    @Test
    void wordsThatNoPaymentCanHaveAreRefused() {
        assertThatThrownBy(() -> read("""
                baseCurrency: USD
                rules:
                  - {}
                  - twelve
                  - id: a
                    kind: structuring
                    version: 1
                    severity: LOW
                    scope: {countries: [UK], currencies: [XXX], channels: [Cash, "CASH POINT"]}
                """))
                .hasMessageContaining(":3: rules[0].id: missing")
                .hasMessageContaining(":4: rules[1]: expected keys with values")
                .hasMessageContaining("rules[2].scope.countries[0]: unknown country")
                .hasMessageContaining("rules[2].scope.currencies[0]: unknown currency")
                .hasMessageContaining("rules[2].scope.channels[0]: a channel is written in upper case")
                .hasMessageNotContaining("channels[1]");
    }

    @Test
    void aScopeInWhichTheRuleCouldNeverAlertIsRefused() {
        assertThatThrownBy(() -> read("""
                baseCurrency: USD
                rules:
                  - id: a
                    kind: structuring
                    version: 1
                    severity: LOW
                    scope: {channels: [WIRE]}
                  - id: b
                    kind: rapid-transfer
                    version: 1
                    severity: LOW
                    scope: {channels: [WIRE], accounts: [A1], exceptAccounts: [A1, A2]}
                """))
                .hasMessageContaining(":7: rules[0].scope.channels: without CASH, all that structuring looks at,")
                .hasMessageContaining(":12: rules[1].scope.exceptAccounts: every one of accounts is left out again");
    }

    @Test
    void whatABookLeavesOutIsPreset() {
        RuleBook book = read("""
                baseCurrency: USD
                rules:
                  - {id: a, kind: structuring, version: 1, severity: low}
                  - {id: b, kind: rapid-transfer, version: 1, severity: CRITICAL, parameters: {within: PT36H}}
                """);

        assertThat(book.rules().get(0).kind())
                .isEqualTo(new Structuring(Money.of("10000", "USD"), Fraction.parse("0.8"), 3, Duration.ofDays(7)));
        assertThat(book.rules().get(0).scope()).isEqualTo(Scope.EVERYTHING);
        assertThat(book.rules().get(1).kind())
                .isEqualTo(new RapidTransfer(Money.of("5000", "USD"), Fraction.parse("0.8"), Duration.ofHours(36)));
    }

    @Test
    void theShippedBookIsTheFileInTheConfigFolder() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(System.getProperty("finai.root"), "src/config/rules.yaml"));
        RuleBook book = RuleBookReader.shipped();

        assertThat(book.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(book.rules())
                .extracting(Rule::id)
                .containsExactly("structuring-cash", "structuring-cash-slow", "rapid-transfer");
        assertThat(book.rules().get(0).kind())
                .isEqualTo(new Structuring(Money.of("10000", "USD"), Fraction.parse("0.8"), 3, Duration.ofDays(7)));
        assertThat(book.rules().get(2).kind())
                .isEqualTo(new RapidTransfer(Money.of("5000", "USD"), Fraction.parse("0.8"), Duration.ofHours(24)));
    }

    @Test
    void anUnknownParameterIsToldAsInTheHandbook() {
        String text = """
                # line 1
                baseCurrency: USD
                rules:
                  - id: structuring-cash
                    kind: structuring
                    version: 1
                    severity: HIGH
                    scope:
                      channels:
                        - CASH
                    parameters:
                      reportingThreshold: "10000.00"
                      lowerFraction: 0.8
                      minDeposit: 3
                """;

        assertThat(errors(text))
                .isEqualTo("rules.yaml:14: structuring.minDeposit: unknown parameter; did you mean minDeposits?"
                        + " Known: lowerFraction, minDeposits, reportingThreshold, within");
    }

    @Test
    void everyErrorOfABookIsListedWithItsLine() {
        String text = """
                baseCurrency: USDX
                rule: 1
                rules:
                  - id: Structuring Cash
                    kind: structering
                    version: 0
                    severity: HIHG
                  - id: b
                    kind: structuring
                    version: 1.5
                    severity: HIGH
                    sevrity: LOW
                    parameters:
                      minDeposits: 1
                      lowerFraction: 0.0000001
                      within: 7 days
                      reportingThreshold: 10000.001
                  - id: b
                    kind: rapid-transfer
                    version: 2
                    severity: [LOW]
                    parameters: {minCredit: "0", outFraction: 1.01, within: 400d}
                    scope: {channels: [cash], currencies: [EURO], countries: [USA], accounts: [], chanels: [CASH], minScore: 1.5}
                  - id: c
                    version: 1
                    version: 2
                    severity: LOW
                    parameters: 5
                  - just a word
                """;

        assertThat(errors(text)).isEqualTo("""
                        rules.yaml:1: baseCurrency: unknown currency; it is a code of ISO 4217, such as USD
                        rules.yaml:2: rule: unknown key; did you mean rules? Known: baseCurrency, rules
                        rules.yaml:4: rules[0].id: an id is 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end
                        rules.yaml:5: rules[0].kind: unknown rule kind; did you mean structuring? Known: rapid-transfer, structuring
                        rules.yaml:6: rules[0].version: 0 is out of range; allowed: 1 and above
                        rules.yaml:7: rules[0].severity: unknown value 'HIHG'; did you mean HIGH? Known: LOW, MEDIUM, HIGH, CRITICAL
                        rules.yaml:10: rules[1].version: expected a whole number, found '1.5'
                        rules.yaml:12: rules[1].sevrity: unknown key; did you mean severity? Known: id, kind, parameters, scope, severity, version
                        rules.yaml:14: structuring.minDeposits: 1 is out of range; allowed: 2 to 100
                        rules.yaml:15: structuring.lowerFraction: '0.0000001' has more than 6 decimals
                        rules.yaml:16: structuring.within: '7 days' is not a duration: write for example 7d, 24h, 15min, 30s, 50ms or PT1H30M
                        rules.yaml:17: structuring.reportingThreshold: '10000.001' is not an amount of USD, which has 2 decimals
                        rules.yaml:18: rules[2].id: 'b' is already the rule in line 8; ids are distinct
                        rules.yaml:21: rules[2].severity: expected a value, found a list
                        rules.yaml:22: rapid-transfer.minCredit: 0.00 is out of range; allowed: above 0, at most 1,000,000,000,000
                        rules.yaml:22: rapid-transfer.outFraction: 1.01 is out of range; allowed: 0.01 to 1
                        rules.yaml:22: rapid-transfer.within: 400 d is out of range; allowed: 1 s to 366 d
                        rules.yaml:23: rules[2].scope.chanels: unknown key; did you mean channels? Known: accounts, channels, countries, currencies, exceptAccounts, minScore
                        rules.yaml:23: rules[2].scope.channels[0]: a channel is written in upper case, such as CASH, with at most 64 characters
                        rules.yaml:23: rules[2].scope.currencies[0]: unknown currency; it is a code of ISO 4217, such as USD
                        rules.yaml:23: rules[2].scope.countries[0]: unknown country; it is two upper-case letters of ISO 3166-1, such as US or GB
                        rules.yaml:23: rules[2].scope.accounts: lists nothing; leave the key out to restrict nothing
                        rules.yaml:23: rules[2].scope.minScore: a score is a number above 0 and at most 1
                        rules.yaml:24: rules[3].kind: missing
                        rules.yaml:26: rules[3].version: the same key as in line 25; keep one
                        rules.yaml:29: rules[4]: expected keys with values, found one value""");
    }

    @Test
    void amountsWithoutADefaultInTheBooksCurrencyMustBeGiven() {
        assertThat(errors("""
                        baseCurrency: EUR
                        rules:
                          - {id: a, kind: structuring, version: 1, severity: LOW}
                          - {id: b, kind: rapid-transfer, version: 1, severity: LOW, parameters: {minCredit: 5000 USD}}
                        """)).isEqualTo("""
                        rules.yaml:3: structuring.reportingThreshold: missing; its default of 10000.00 USD does not hold where the base currency is EUR
                        rules.yaml:4: rapid-transfer.minCredit: expected an amount of EUR, found '5000 USD'""");
    }

    @Test
    void aBookWithoutRulesIsInvalid() {
        assertThat(errors("baseCurrency: USD\nrules: []\n"))
                .isEqualTo("rules.yaml:2: rules: 0 rules; allowed: 1 to 1000");
        assertThat(errors("baseCurrency: USD\n")).isEqualTo("rules.yaml:1: rules: missing");
        assertThat(errors("")).isEqualTo("rules.yaml:1: the file is empty");
        assertThat(errors("- a\n")).startsWith("rules.yaml:1: expected keys with values, found a list");
    }

    @Test
    void aBookTravelsToTheOperators() throws Exception {
        RuleBook book = RuleBookReader.shipped();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(book);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(book);
        }
    }

    @Test
    void longAccountListsAreRead() {
        String accounts = IntStream.range(0, 100_000)
                .mapToObj(i -> "        - ACCOUNT-" + i + "\n")
                .collect(Collectors.joining());
        RuleBook book = read("""
                baseCurrency: USD
                rules:
                  - id: a
                    kind: structuring
                    version: 1
                    severity: LOW
                    scope:
                      accounts:
                """ + accounts);

        assertThat(book.rules().get(0).scope().accounts()).hasSize(100_000).contains("ACCOUNT-99999");
    }

    @Test
    void aMissingFileIsNoInvalidBook() {
        assertThatThrownBy(() -> RuleBookReader.read(Path.of("nowhere.yaml")))
                .isInstanceOf(java.nio.file.NoSuchFileException.class);
    }

    private static RuleBook read(String text) {
        return RuleBookReader.read("rules.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String errors(String text) {
        return catchThrowableOfType(InvalidYaml.class, () -> read(text)).getMessage();
    }
}
