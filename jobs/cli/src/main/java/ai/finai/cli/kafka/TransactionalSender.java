package ai.finai.cli.kafka;

import ai.finai.cli.CommandFailed;
import ai.finai.jobs.config.KafkaConfig;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in one Kafka transaction: readers of committed records see all of them or none.
 * Of two that run at once against the same brokers the earlier one fails.
 */
public final class TransactionalSender implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConfig kafka;
    private boolean open = true;
    private final AtomicReference<@Nullable Refused> firstRefused = new AtomicReference<>();

    /** What the brokers did not take. */
    private record Refused(String topic, Exception cause) {}

    private TransactionalSender(KafkaProducer<byte[], byte[]> producer, KafkaConfig kafka) {
        this.producer = producer;
        this.kafka = kafka;
    }

    /** @throws CommandFailed if no broker answers */
    public static TransactionalSender begin(KafkaConfig kafka) {
        Properties properties = kafka.producerProperties();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "finai-dead-letters-replay");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "15000");
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(4 << 20));
        KafkaProducer<byte[], byte[]> producer;
        try {
            producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw TopicReader.refused(kafka, "cannot write to " + kafka.bootstrapServers(), e);
        }
        try {
            producer.initTransactions();
            producer.beginTransaction();
            return new TransactionalSender(producer, kafka);
        } catch (TimeoutException e) {
            producer.close();
            throw TopicReader.unreachable(kafka, e);
        } catch (KafkaException e) {
            producer.close();
            throw CommandFailed.failed("cannot write to " + kafka.bootstrapServers() + ": " + e.getMessage(), e);
        }
    }

    /** An error of sending is thrown by {@link #commit} at the latest. */
    public void send(String topic, byte @Nullable [] key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic, key, value), (metadata, failure) -> {
                if (failure != null) {
                    firstRefused.compareAndSet(null, new Refused(topic, failure));
                }
            });
        } catch (KafkaException e) {
            firstRefused.compareAndSet(null, new Refused(topic, e));
            throw failed(e);
        }
    }

    /** @throws CommandFailed if not every record was taken; then none is */
    public void commit() {
        try {
            producer.commitTransaction();
            open = false;
        } catch (TimeoutException e) {
            throw CommandFailed.failed(
                    "it is not known whether the records were sent: the brokers at " + kafka.bootstrapServers()
                            + " did not answer in time. Send them again: what comes twice is dropped as a duplicate",
                    e);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** After the first failure Kafka only says that there was one. */
    private CommandFailed failed(KafkaException e) {
        Refused first = firstRefused.get();
        return CommandFailed.failed(
                first == null
                        ? "nothing was sent: the brokers at " + kafka.bootstrapServers() + " did not commit it: "
                                + e.getMessage()
                        : "nothing was sent: " + first.topic() + " at " + kafka.bootstrapServers()
                                + " did not take a record: " + first.cause().getMessage(),
                e);
    }

    /** Takes back what was not committed. */
    @Override
    public void close() {
        try {
            if (open) {
                producer.abortTransaction();
            }
        } catch (KafkaException e) {
            return; // the brokers take it back themselves when the transaction times out
        } finally {
            producer.close();
        }
    }
}
