package ai.finai.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.yaml.YamlDocument;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.market.MarketConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {

    private static final Path ROOT = Path.of(System.getProperty("finai.root"));
    private static final Path SHIPPED = ROOT.resolve("src/config/aml.yaml");
    private static final Path SHIPPED_MARKET = ROOT.resolve("src/config/market.yaml");
    private static final Path DOCUMENT = ROOT.resolve("src/docs/configuration.md");

    @TempDir
    Path dir;

    @Test
    void theShippedFileHoldsTheDefaults() throws Exception {
        assertThat(AmlConfigFile.read(SHIPPED)).isEqualTo(AmlConfigFile.DEFAULTS);
        assertThat(MarketConfigFile.read(SHIPPED_MARKET)).isEqualTo(MarketConfigFile.DEFAULTS);
    }

    @Test
    void theShippedFilesNameEveryKey() throws Exception {
        namesEveryKey(SHIPPED, AmlConfigFile.DEFAULTS);
        namesEveryKey(SHIPPED_MARKET, MarketConfigFile.DEFAULTS);
    }

    private static void namesEveryKey(Path file, Record defaults) throws Exception {
        String text = Files.readString(file);
        for (String key : ConfigurationDocument.keys("", defaults)) {
            String last = key.substring(key.lastIndexOf('.') + 1);
            assertThat(text).containsPattern("(?m)^\\s*(# )?" + last + ":");
        }
    }

    @Test
    void theDocumentSaysWhatTheCodeReads() throws Exception {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(ConfigurationDocument.BEGIN);
        int end = text.indexOf(ConfigurationDocument.END) + ConfigurationDocument.END.length();
        String wanted = text.substring(0, begin) + ConfigurationDocument.reference() + text.substring(end);
        if (Boolean.getBoolean("finai.write")) {
            Files.writeString(DOCUMENT, wanted);
            return;
        }
        assertThat(text).isEqualTo(wanted);
    }

    @Test
    void newsMayWaitForBarsThatAreDeliveredLongAfterTheirEnd() throws Exception {
        Path file = dir.resolve("market.yaml");
        Files.writeString(file, "news: {outOfOrderness: 15min}\n");
        MarketConfig config = MarketConfig.load(file);
        assertThat(config.watermarks().outOfOrderness()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.newsWatermarks().outOfOrderness()).isEqualTo(Duration.ofMinutes(15));
        Duration alignment = Duration.ofMinutes(20).minusSeconds(5);
        assertThat(config.watermarks().alignment()).isEqualTo(alignment);
        assertThat(config.newsWatermarks().alignment()).isEqualTo(alignment);
        MarketConfig shipped = MarketConfig.shipped();
        assertThat(shipped.newsWatermarks()).isEqualTo(shipped.watermarks());
    }

    @Test
    void everyMistakeIsReportedAtItsLine() {
        assertThatThrownBy(() -> read("""
                job: {name: "Über"}
                kafka:
                  bootstrapServer: localhost:9092
                  topics: {transactions: alerts}
                  producer: {acks: "1"}
                deduplication: {window: soon}
                """))
                .hasMessageContaining("aml.yaml:1: job.name: 'Über': allowed are")
                .hasMessageContaining("aml.yaml:3: kafka.bootstrapServer: unknown key; did you mean bootstrapServers?")
                .hasMessageContaining("aml.yaml:4: kafka.topics.transactions: 'alerts' is also written to")
                .hasMessageContaining("aml.yaml:6: deduplication.window: 'soon' is not a duration");
    }

    @Test
    void whatGuaranteesDependOnCannotBeSetAsAKafkaProperty() {
        assertThatThrownBy(() -> read("kafka: {producer: {acks: \"1\", transactional.id: mine}}"))
                .hasMessageContaining("kafka.producer: acks, transactional.id cannot be set here");
    }

    @Test
    void kafkaPropertiesGoThroughAndTheirValuesAreNotShown() {
        KafkaConfig kafka = read("""
                kafka:
                  properties: {security.protocol: SASL_SSL, sasl.jaas.config: a.Outer$Module required password=secret-1;}
                  consumer: {max.poll.records: "100"}
                  producer: {security.protocol: SSL, linger.ms: "20"}
                  transactions: {timeout: 10min}
                """).kafka();
        Properties consumer = kafka.consumerProperties();
        assertThat(consumer)
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("max.poll.records", "100")
                .containsEntry("isolation.level", "read_committed");
        assertThat(kafka.producerProperties())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("sasl.jaas.config", "a.Outer$Module required password=secret-1;")
                .containsEntry("transaction.timeout.ms", "600000");
        assertThat(kafka.toString()).contains("sasl.jaas.config").doesNotContain("secret-1");
    }

    @Test
    void aLoginThatKafkaCannotReadIsRefusedBeforeKafkaQuotesIt() {
        for (String value : List.of("secret-1", "secret-1 required;", "a.Module required password=secret-1")) {
            assertThatThrownBy(() -> read("kafka: {properties: {sasl.jaas.config: '" + value + "'}}"))
                    .hasMessageContaining("kafka.properties: sasl.jaas.config is not as Kafka reads it")
                    .message()
                    .doesNotContain("secret-1");
        }
    }

    @Test
    void rulesAndRatesAreReadBesideTheFile() throws Exception {
        Files.copy(ROOT.resolve("src/config/rules.yaml"), dir.resolve("mine.yaml"));
        Files.writeString(dir.resolve("rates.csv"), "date,currency,rate\n2026-01-01,EUR,1.10\n");
        Path file = dir.resolve("aml.yaml");
        Files.writeString(file, "rules: mine.yaml\nrates: rates.csv\nevents: {alignment: 0s}\n");

        AmlConfig config = AmlConfig.load("--config", file.toString());

        assertThat(config.ruleBook()).isEqualTo(AmlConfig.shipped().ruleBook());
        assertThat(config.rates().toBase(100, "EUR", Duration.ofDays(20_600).toMillis()))
                .isEqualTo(110);
        assertThat(config.watermarks().alignment()).isNull();
    }

    private static AmlConfigFile read(String yaml) {
        return YamlDocument.parse("aml.yaml", yaml).bind(AmlConfigFile.class, AmlConfigFile.DEFAULTS);
    }
}
