package ai.finai.events.market;

import static ai.finai.events.fixtures.PublishedSchemas.errors;
import static ai.finai.events.fixtures.PublishedSchemas.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Alert;
import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.OutgoingRecord;
import ai.finai.events.Severity;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarketAlertJsonTest {

    private static final long HALF_PAST_TWO =
            Instant.parse("2026-01-05T14:30:00Z").toEpochMilli();
    private static final ModelName MODEL = new ModelName("sentiment", "1", "ab");

    private static final MarketAlert ALERT = new MarketAlert(
            "0123456789abcdef0123456789abcdef",
            2,
            MarketAlert.Status.WITHDRAWN,
            new Alert.RuleReference("large-move", "unexplained-move", 3),
            new Alert.Subject(MarketAlert.SUBJECT_TYPE, "AAPL"),
            Severity.MEDIUM,
            HALF_PAST_TWO + 60_000,
            "AAPL rose 4.1 % in a minute",
            List.of(new Alert.Fact("zScore", "7.25", true), new Alert.Fact("close", "187.4", false)),
            List.of(
                    bar(HALF_PAST_TWO, 60_000, 187.15, 187.44, 187.01, 187.40),
                    bar(HALF_PAST_TWO, 86_400_000, 0.1, 123456789012345.0, 0.000001, 0.3)),
            List.of(
                    new MarketAlert.Headline(
                            "N1", HALF_PAST_TWO, "\"Up\" – é😀", "wire", -0.25, MODEL, new Origin("news", 0, 4)),
                    new MarketAlert.Headline(
                            "N2", HALF_PAST_TWO, "unread", null, null, null, new Origin("news", 1, 5))),
            List.of(new Alert.Score("price-lstm", "1", "cd", 0.5)),
            new MarketAlert.Provenance("sha256:ab", "market", "0.1.0"));

    @Test
    void anAlertIsReadBackAndWrittenAsTheSameBytes() {
        byte[] bytes = MarketAlertJson.write(ALERT);
        assertThat(MarketAlertJson.read(bytes)).isEqualTo(ALERT);
        assertThat(MarketAlertJson.write(MarketAlertJson.read(bytes))).isEqualTo(bytes);
    }

    @Test
    void whatIsWrittenFollowsItsSchema() {
        byte[] bytes = MarketAlertJson.write(ALERT);
        assertThat(errors("market-alert", bytes))
                .as(new String(bytes, StandardCharsets.UTF_8))
                .isEmpty();
        for (String[] broken : new String[][] {
            {"\"symbol\"", "\"account\""},
            {"WITHDRAWN", "GONE"},
            {"\"revision\":2", "\"revision\":0"},
            {"\"187.4\"", "187.4"},
            {"PT1M", "1 minute"},
            {"-0.25", "-1.25"}
        }) {
            String record = new String(bytes, StandardCharsets.UTF_8).replace(broken[0], broken[1]);
            assertThat(errors("market-alert", record.getBytes(StandardCharsets.UTF_8)))
                    .as(broken[1])
                    .isNotEmpty();
        }
    }

    @Test
    void theSampleOfTheDocumentIsReadAndWrittenAsTheSameBytes() throws IOException {
        Path document = Path.of(System.getProperty("finai.root"), "src/docs/market-topics.md");
        byte[] sample = Files.readAllLines(document).stream()
                .filter(line -> line.contains("\"alertId\":"))
                .findFirst()
                .orElseThrow()
                .getBytes(StandardCharsets.UTF_8);
        assertThat(MarketAlertJson.write(MarketAlertJson.read(sample))).isEqualTo(sample);
        assertThat(errors("market-alert", sample)).isEmpty();
    }

    @Test
    void everyComponentOfARecordHasItsField() {
        for (Class<?> record : List.of(
                MarketAlert.class,
                MarketAlert.Bar.class,
                MarketAlert.Headline.class,
                MarketAlert.Provenance.class,
                Alert.Score.class)) {
            assertThat(Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName))
                    .allMatch(name -> text("market-alert").contains('"' + name + "\": {"));
        }
    }

    @Test
    void pricesStandAsTheyCameIn() {
        assertThat(new String(MarketAlertJson.write(ALERT), StandardCharsets.UTF_8))
                .contains("\"open\":\"187.15\",\"high\":\"187.44\",\"low\":\"187.01\",\"close\":\"187.4\"")
                .contains("\"open\":\"0.1\",\"high\":\"123456789012345\",\"low\":\"0.000001\",\"close\":\"0.3\"")
                .contains("\"interval\":\"PT1M\"", "\"interval\":\"PT24H\"");
    }

    @Test
    void noTextOfFifteenDigitsIsChangedByADouble() {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long digits = 1 + Math.floorMod(random.nextLong(), (long) Math.pow(10, 1 + random.nextInt(15)) - 1);
            BigDecimal price = BigDecimal.valueOf(digits, random.nextInt(13) - 1);
            assertThat(new BigDecimal(PriceText.of(Double.parseDouble(price.toPlainString()))))
                    .as("seed " + seed + ", price " + price)
                    .isEqualByComparingTo(price);
        }
    }

    @Test
    void theRecordIsKeyedByTheSymbolAndSaysWhenItWasMade() {
        OutgoingRecord record = MarketAlertJson.record("market-alerts", ALERT, HALF_PAST_TWO + 1);
        assertThat(record.topic()).isEqualTo("market-alerts");
        assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("symbol:AAPL");
        assertThat(record.headers()).hasToString("[finai.made-at (24 bytes)]");
        assertThat(record.headers().get(0).text()).isEqualTo("2026-01-05T14:30:00.001Z");
        assertThat(record.value()).isEqualTo(MarketAlertJson.write(ALERT));
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        assertThatThrownBy(() -> read("\"PT1M\"", "\"1 min\""))
                .hasMessage("bars[0].interval: is not an ISO 8601 duration");
        assertThatThrownBy(() -> read("\"187.15\"", "\"1e999\""))
                .hasMessage("bars[0].open: is not a decimal in a string");
        assertThatThrownBy(() -> read("\"WITHDRAWN\"", "\"GONE\""))
                .hasMessage("status: is not one of [OPEN, WITHDRAWN]");
        assertThatThrownBy(() -> read("\"schemaVersion\":1", "\"schemaVersion\":2"))
                .hasMessage("schemaVersion: this release reads version 1");
    }

    private static MarketAlert read(String text, String replaced) {
        String json = new String(MarketAlertJson.write(ALERT), StandardCharsets.UTF_8);
        return MarketAlertJson.read(json.replace(text, replaced).getBytes(StandardCharsets.UTF_8));
    }

    private static MarketAlert.Bar bar(long start, long interval, double open, double high, double low, double close) {
        return new MarketAlert.Bar(
                start, interval, open, high, low, close, 120_345, "USD", new Origin("prices", 0, 12));
    }
}
