package ai.finai.bench.pipeline;

import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.Payments;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic that the generator's payments go into, in the order of time within each partition. */
final class PaymentsTopic implements AutoCloseable {

    private final String name;
    private final Payments payments;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TransactionJson json = new TransactionJson();
    private int partition;

    private PaymentsTopic(String name, Payments payments, KafkaProducer<byte[], byte[]> producer) {
        this.name = name;
        this.payments = payments;
        this.producer = producer;
    }

    /** @param lingerMillis how long the producer waits for more: much for a fill, nothing for latency */
    static PaymentsTopic create(String bootstrapServers, String name, GeneratorSettings settings, int lingerMillis)
            throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(name, Setting.PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers, "linger.ms", lingerMillis, "batch.size", 1 << 18, "acks", "all");
        return new PaymentsTopic(
                name,
                Payments.endless(settings),
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** @throws IllegalStateException if the broker does not take one of them */
    void fill(long transactions) {
        AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
        for (long i = 0; i < transactions && failed.get() == null; i++) {
            send((metadata, failure) -> {
                if (failure != null) {
                    failed.set(failure);
                }
            });
        }
        producer.flush();
        if (failed.get() != null) {
            throw new IllegalStateException("the topic cannot be filled: " + failed.get(), failed.get());
        }
    }

    /** Sends the next payment, to each partition in turn, dated with its event time. */
    void send(Callback callback) {
        Transaction next = payments.next();
        byte[] key = next.transactionId().getBytes(StandardCharsets.US_ASCII);
        partition = (partition + 1) % Setting.PARTITIONS;
        producer.send(new ProducerRecord<>(name, partition, next.eventTime(), key, json.write(next)), callback);
    }

    @Override
    public void close() {
        producer.close();
    }
}
