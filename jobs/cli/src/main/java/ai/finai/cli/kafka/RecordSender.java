package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.jobs.config.KafkaConfig;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends one record, and returns when the brokers have it. */
public final class RecordSender {

    private RecordSender() {}

    /** @throws CommandFailed if it was not sent, or if it is not known whether it was */
    public static void send(KafkaConfig kafka, String topic, byte[] key, byte[] value) throws InterruptedException {
        Properties properties = kafka.producerProperties();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "30000");
        String what = "cannot write to " + topic + " at " + kafka.bootstrapServers();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw CommandFailed.failed(
                        "it is not known whether the record was sent: the brokers at " + kafka.bootstrapServers()
                                + " did not answer in time",
                        e);
            }
            throw CommandFailed.failed(what + ": " + CommandFailed.rootCause(e).getMessage(), e);
        } catch (TimeoutException e) {
            throw TopicReader.unreachable(kafka, e);
        } catch (KafkaException e) {
            throw TopicReader.refused(kafka, what, e);
        }
    }
}
