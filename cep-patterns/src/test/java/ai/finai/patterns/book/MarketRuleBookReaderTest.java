package ai.finai.patterns.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.finai.events.Hashes;
import ai.finai.events.Severity;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.patterns.market.SymbolScope;
import ai.finai.patterns.market.kinds.NewsSentiment;
import ai.finai.patterns.market.kinds.PriceJump;
import ai.finai.patterns.market.kinds.UnexplainedMove;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketRuleBookReaderTest {

    @Test
    void aBookIsReadWithItsParametersQuietPeriodAndScope() {
        assertThat(read("""
                        rules:
                          - id: jump
                            kind: price-jump
                            version: 3
                            severity: HIGH
                            quietPeriod: 30min
                            scope: {symbols: [AAPL, BRK.B], exceptSymbols: [AAPL]}
                            parameters: {minZ: 7.5, minReturn: 0.015}
                          - {id: news, kind: news-sentiment, version: 1, severity: low, quietPeriod: 0s}
                          - {id: why, kind: unexplained-move, version: 2, severity: CRITICAL, parameters: {waitingTime: 2h}}
                        """).rules())
                .containsExactly(
                        new MarketRule(
                                "jump",
                                3,
                                Severity.HIGH,
                                new SymbolScope(Set.of("AAPL", "BRK.B"), Set.of("AAPL")),
                                Duration.ofMinutes(30),
                                new PriceJump(7.5, 0.015)),
                        new MarketRule(
                                "news",
                                1,
                                Severity.LOW,
                                SymbolScope.EVERYTHING,
                                Duration.ZERO,
                                new NewsSentiment(0.5, 3, Duration.ofDays(1), 0.5)),
                        new MarketRule(
                                "why",
                                2,
                                Severity.CRITICAL,
                                SymbolScope.EVERYTHING,
                                Duration.ofHours(1),
                                new UnexplainedMove(5, 0.01, Duration.ofHours(24), Duration.ofHours(2))));
    }

    @Test
    void everyErrorOfABookIsListedWithItsLine() {
        String text = """
                baseCurrency: USD
                rules:
                  - id: Jump
                    kind: price-jmp
                    version: 0
                    severity: HIHG
                    quietPeriod: 400d
                  - id: b
                    kind: price-jump
                    version: 1
                    severity: LOW
                    quietperiod: 1h
                    parameters:
                      minz: 5
                      minReturn: 11
                    scope: {symbols: [], exceptSymbols: AAPL, symbol: [AAPL]}
                  - id: b
                    kind: unexplained-move
                    version: 1
                    severity: LOW
                    quietPeriod: soon
                    parameters: {minZ: five, before: -1h, waitingTime: 8d}
                  - id: c
                    kind: structuring
                    version: 1
                    severity: LOW
                    scope: {symbols: [A, B], exceptSymbols: [B, C, A]}
                  - id: d
                    kind: price-jump
                    version: 1
                    severity: LOW
                    scope: {symbols: []}
                  - id: e
                    kind: price-jump
                    version: 1
                    severity: LOW
                    scope: {exceptSymbols:}
                """;

        assertThat(errors(text)).isEqualTo("""
                        rules.yaml:1: baseCurrency: unknown key. Known: rules
                        rules.yaml:3: rules[0].id: an id is 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end
                        rules.yaml:4: rules[0].kind: unknown rule kind; did you mean price-jump? Known: forecast-surprise, news-driven-move, news-sentiment, price-jump, unexplained-move, volatility-regime, volume-surprise
                        rules.yaml:5: rules[0].version: 0 is out of range; allowed: 1 and above
                        rules.yaml:6: rules[0].severity: unknown value 'HIHG'; did you mean HIGH? Known: LOW, MEDIUM, HIGH, CRITICAL
                        rules.yaml:7: rules[0].quietPeriod: 400 d is out of range; allowed: 0 s to 366 d
                        rules.yaml:12: rules[1].quietperiod: unknown key; did you mean quietPeriod? Known: id, kind, parameters, quietPeriod, scope, severity, version
                        rules.yaml:14: price-jump.minz: unknown parameter; did you mean minZ? Known: minReturn, minZ
                        rules.yaml:15: price-jump.minReturn: 11 is out of range; allowed: 0 to 10
                        rules.yaml:16: rules[1].scope.symbol: unknown key; did you mean symbols? Known: exceptSymbols, symbols
                        rules.yaml:16: rules[1].scope.exceptSymbols: expected a list, found 'AAPL'
                        rules.yaml:17: rules[2].id: 'b' is already the rule in line 8; ids are distinct
                        rules.yaml:21: rules[2].quietPeriod: 'soon' is not a duration: write for example 7d, 24h, 15min, 30s, 50ms or PT1H30M
                        rules.yaml:22: unexplained-move.minZ: expected a decimal number, found 'five'
                        rules.yaml:22: unexplained-move.before: '-1h' is not a duration: write for example 7d, 24h, 15min, 30s, 50ms or PT1H30M
                        rules.yaml:22: unexplained-move.waitingTime: 8 d is out of range; allowed: 0 s to 7 d
                        rules.yaml:24: rules[3].kind: unknown rule kind. Known: forecast-surprise, news-driven-move, news-sentiment, price-jump, unexplained-move, volatility-regime, volume-surprise
                        rules.yaml:27: rules[3].scope.exceptSymbols: every one of symbols is left out again: the rule would never alert
                        rules.yaml:32: rules[4].scope.symbols: lists nothing; leave the key out to restrict nothing
                        rules.yaml:37: rules[5].scope.exceptSymbols: lists nothing; leave the key out to restrict nothing""");
    }

    @Test
    void aBookWithoutRulesIsInvalid() {
        assertThat(errors("rules: []\n")).isEqualTo("rules.yaml:1: rules: 0 rules; allowed: 1 to 1000");
        assertThat(errors("{}\n")).isEqualTo("rules.yaml:1: rules: missing");
    }

    @Test
    void theShippedBookIsTheFileInTheConfigFolder() throws Exception {
        byte[] bytes = Files.readAllBytes(Path.of(System.getProperty("finai.root"), "src/config/market-rules.yaml"));

        assertThat(MarketRuleBookReader.shipped().sha256()).isEqualTo(Hashes.sha256(bytes));
    }

    @Test
    void aBookTravelsToTheOperators() throws Exception {
        MarketRuleBook book = MarketRuleBookReader.shipped();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(book);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(book);
        }
    }

    private static MarketRuleBook read(String text) {
        return MarketRuleBookReader.read("rules.yaml", text);
    }

    private static String errors(String text) {
        return catchThrowableOfType(InvalidYaml.class, () -> read(text)).getMessage();
    }
}
