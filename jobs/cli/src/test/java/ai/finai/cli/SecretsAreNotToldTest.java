package ai.finai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.state.reading.Masking;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a configuration with secrets fails: neither what is printed nor what is logged, at any level from INFO on, has one. */
class SecretsAreNotToldTest {

    private static final String SECRET = "tell-nobody-";
    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"finai\" password=\"" + SECRET;

    @TempDir
    private Path folder;

    private final Kept log = new Kept();
    private final LoggerConfig root =
            ((LoggerContext) LogManager.getContext(false)).getConfiguration().getRootLogger();
    private final Level before = root.getLevel();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log, Level.INFO, null);
        root.setLevel(Level.INFO);
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
    }

    @AfterEach
    void listenNoMore() {
        root.removeAppender("kept");
        root.setLevel(before);
        ((LoggerContext) LogManager.getContext(false)).updateLoggers();
    }

    /** What a client of Kafka is told, beside passwords for TLS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "security.protocol: SASL_SSL\n    sasl.jaas.config: '" + JAAS + "1\";'", // right; no broker is there
                "security.protocol: SASL_SSL\n    sasl.jaas.config: '" + JAAS + "2\"'", // no semicolon
                "security.protocol: SASL_SSL\n    sasl.jaas.config: " + SECRET + "3", // the password alone
                "security.protocol: SASL_SSL\n    sasl.jaas.config: '" + SECRET + "4 required password=\"x\";'",
                "security.protocol: SASL_SLL\n    sasl.jaas.config: '" + JAAS + "5\";'",
                "security.protocol: SSL\n    ssl.keystore.type: PEM\n    ssl.keystore.key: " + SECRET + "6\n"
                        + "    ssl.keystore.certificate.chain: x",
                "security.protocol: SSL\n    ssl.keystore.location: FOLDER/aml.yaml\n    ssl.keystore.password: "
                        + SECRET + "7",
                "security.protocol: SSL\n    sasl.jaas.confg: " + SECRET + "8" // Kafka knows no such key
            })
    void aClientOfKafkaThatFailsSaysNoSecret(String properties) throws Exception {
        Path config = config("""
                kafka:
                  bootstrapServers: 127.0.0.1:1
                  properties:
                    sasl.mechanism: PLAIN
                    ssl.key.password: %skey
                    ssl.truststore.password: %strust
                    default.api.timeout.ms: 500
                    request.timeout.ms: 500
                    %s
                """.formatted(SECRET, SECRET, properties.replace("FOLDER", folder.toString())));
        assertThat(fails("dead-letters", "list", "--config", config.toString()))
                .containsAnyOf(
                        "cannot read dead-letters from 127.0.0.1:1", "sasl.jaas.config is not as Kafka reads it");
        fails("dead-letters", "list", "--config", config.toString(), "--debug");
        fails("dead-letters", "list", "--config", config.toString(), "--format", "json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka: {sasl.jaas.config: tell-nobody-1}", // a key at the wrong place
                "kafka: {properties: tell-nobody-2}", // no keys
                "kafka: {properties: {sasl.jaas.config: [tell-nobody-3]}}", // a list
                "kafka: {properties: {sasl.jaas.config: \"tell-nobody-4}}", // a quote that does not end
                "kafka: {properties: {sasl.jaas.config: tell-nobody-5, sasl.jaas.config: tell-nobody-6}}", // twice
                "kafka: {properties: {sasl.jaas.config: !!str tell-nobody-7}}",
                "kafka: tell-nobody-8"
            })
    void aFileThatIsWrongIsReportedWithoutItsSecrets(String text) throws Exception {
        Path config = config(text + "\n");
        assertThat(fails("run", "aml", "--config", config.toString())).contains("aml.yaml:");
        fails("run", "market", "--config", config.toString(), "--debug");
    }

    @Test
    void flinksOptionsAreLoggedAndRefusedWithoutTheirSecrets() throws Exception {
        Path config =
                config("archive: {location: \"" + folder.resolve("archive").toUri() + "\"}\n");
        Path flink = Files.createDirectory(folder.resolve("flink"));
        Files.writeString(
                flink.resolve("config.yaml"),
                "s3.access-key: finai\ns3.secret-key: " + SECRET + "1\nsecurity.ssl.rest.keystore-password: " + SECRET
                        + "2\nexecution.checkpointing.interval: ten\n");
        fails("run", "aml", "--config", config.toString(), "--flink-config", flink.toString(), "--flink-port", "0");
        assertThat(log.lines).as("Flink logs what it loads").anyMatch(line -> line.contains("s3.secret-key, ******"));
        assertThat(fails("run", "aml", "--config", config.toString(), "-D", "s3.secret-key:" + SECRET + "3"))
                .contains("s3.secret-key...");
        fails(
                "run",
                "aml",
                "--config",
                config.toString(),
                "--flink-port",
                "0",
                "-D",
                "s3.secret-key=" + SECRET + "4",
                "-D",
                "execution.checkpointing.interval=ten");
    }

    @Test
    void aMaskingKeyThatIsTooShortIsNotShown() {
        assertThatThrownBy(() -> Masking.with(SECRET.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("12 bytes")
                .message()
                .doesNotContain(SECRET);
    }

    /** @return what was printed as the error */
    private String fails(String... command) {
        Cli result = Cli.finai(command);
        assertThat(result.exitCode()).as(result.out() + result.err()).isNotZero();
        List<String> said = new ArrayList<>(List.of(result.out(), result.err()));
        said.addAll(log.lines);
        assertThat(said).as("of finai %s", String.join(" ", command)).noneMatch(text -> text.contains(SECRET));
        return result.err();
    }

    private Path config(String text) throws IOException {
        return Files.writeString(folder.resolve("aml.yaml"), text);
    }

    private static final class Kept extends AbstractAppender {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        Kept() {
            super(
                    "kept",
                    null,
                    PatternLayout.newBuilder()
                            .withPattern("%p %c %m%n%throwable")
                            .build(),
                    true,
                    Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            lines.add(getLayout().toSerializable(event).toString());
        }
    }
}
