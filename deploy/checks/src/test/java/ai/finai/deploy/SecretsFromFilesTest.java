package ai.finai.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.AmlConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The overlays' configuration refers to mounted files: every client of the job gets what is in them, and nothing else does. */
class SecretsFromFilesTest {

    @TempDir
    private Path folder;

    @Test
    void theKeyOfMutualTlsIsReadByEveryClient() throws Exception {
        Files.writeString(folder.resolve("tls.crt"), "certificate");
        Files.writeString(folder.resolve("tls.key"), "key");
        Files.writeString(folder.resolve("ca.crt"), "authority");
        AmlConfig aml = load("production-aws");
        for (AbstractConfig client : clients(aml)) {
            assertThat(client.getPassword(SslConfigs.SSL_KEYSTORE_KEY_CONFIG).value())
                    .isEqualTo("key");
            assertThat(client.getPassword(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)
                            .value())
                    .isEqualTo("certificate");
            assertThat(client.getPassword(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG)
                            .value())
                    .isEqualTo("authority");
            assertThat(client.getString("security.protocol")).isEqualTo("SSL");
        }
        assertThat(aml.kafka().producerProperties().values()).doesNotContain("key", "certificate");
    }

    @Test
    void thePasswordOfSaslIsReadByEveryClient() throws Exception {
        Files.writeString(folder.resolve("sasl.jaas.config"), "a.Module required password=\"p\";");
        Files.writeString(folder.resolve("ca.crt"), "authority");
        for (AbstractConfig client : clients(load("staging"))) {
            assertThat(client.getPassword(SaslConfigs.SASL_JAAS_CONFIG).value()).contains("password=\"p\"");
        }
    }

    private AmlConfig load(String overlay) throws Exception {
        String config = Files.readString(CopiedManifests.ORIGINAL.resolve("overlays/" + overlay + "/config/aml.yaml"));
        return AmlConfig.load(
                Files.writeString(folder.resolve("aml.yaml"), config.replace("/opt/finai/kafka", folder.toString())));
    }

    private static AbstractConfig[] clients(AmlConfig aml) {
        Properties consumer = aml.kafka().consumerProperties();
        consumer.put("key.deserializer", ByteArrayDeserializer.class.getName());
        consumer.put("value.deserializer", ByteArrayDeserializer.class.getName());
        Properties producer = aml.kafka().producerProperties();
        producer.put("key.serializer", ByteArraySerializer.class.getName());
        producer.put("value.serializer", ByteArraySerializer.class.getName());
        return new AbstractConfig[] {
            new AdminClientConfig(aml.kafka().adminProperties()),
            new ConsumerConfig(consumer),
            new ProducerConfig(producer)
        };
    }
}
