package ai.finai.cli.demo;

import ai.finai.jobs.config.KafkaConfig;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends events at a steady rate, faster than life. A record's timestamp is its event time. */
public abstract class DemoFeed implements Runnable {

    // Primes, so that the odd ones do not fall together.
    static final int DUPLICATE_EVERY = 199;
    static final int BAD_EVERY = 307;

    private static final long TICK_NANOS = 10_000_000;

    private final KafkaConfig kafka;
    private volatile int rate;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopped;
    private volatile long sent;
    private volatile Duration patience = Duration.ofMinutes(2);

    /** @param rate events a second, from 1 */
    DemoFeed(KafkaConfig kafka, int rate) {
        this.kafka = kafka;
        this.rate = rate;
    }

    /** Sends the next event, and what goes with it. @param number of the event, from 1 */
    abstract void give(KafkaProducer<byte[], byte[]> producer, long number);

    /** Lets {@link #run} return soon, when all that was sent has been acknowledged. */
    public void stop() {
        stopped = true;
    }

    /** From now on. @param perSecond events, from 1 */
    public void rate(int perSecond) {
        rate = perSecond;
    }

    /** How long the broker may be away before this gives up; must be said before it runs. Default: two minutes. */
    public void patience(Duration longest) {
        patience = longest;
    }

    /** Records sent so far, the odd ones too. */
    public long sent() {
        return sent;
    }

    /** Why it ended by itself; null while it goes on. */
    @Nullable
    public Exception failure() {
        return failure.get();
    }

    @Override
    public void run() {
        Properties properties = kafka.producerProperties();
        properties.remove("transaction.timeout.ms"); // that is the job's sink
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "10");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Long.toString(patience.toMillis()));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(patience.toMillis()));
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "finai-demo-feed-" + kafka.groupId());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            long before = System.nanoTime();
            double due = 0;
            long given = 0;
            while (!stopped && failure.get() == null) {
                long now = System.nanoTime();
                due += (now - before) / 1e9 * rate;
                before = now;
                for (; given < due && !stopped; given++) {
                    give(producer, given + 1);
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    final void send(KafkaProducer<byte[], byte[]> producer, String topic, long timestamp, byte[] key, byte[] value) {
        producer.send(new ProducerRecord<>(topic, null, timestamp, key, value), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
        sent++;
    }
}
