package ai.finai.bench.pipeline;

import ai.finai.generator.GeneratorSettings;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.jobs.local.LocalJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From the append of the transaction that completes an alert to the alert in the hands of a consumer with isolation level
 * {@code read_uncommitted}. Event time runs much faster than the clock here, so the out-of-orderness that rules wait for
 * (5 s of event time by default, on top in production) takes next to nothing.
 */
final class AlertLatency {

    private static final String TOPIC = "transactions-latency";
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Pattern SOURCE = Pattern.compile("\"source\":\"" + TOPIC + "-(\\d+)@(\\d+)\"");

    private final Setting setting;
    private final int accounts;
    private final int rate;
    private final Duration checkpointInterval;
    private final Duration measured;

    AlertLatency(Setting setting, int accounts, int rate, Duration checkpointInterval, Duration measured) {
        this.setting = setting;
        this.accounts = accounts;
        this.rate = rate;
        this.checkpointInterval = checkpointInterval;
        this.measured = measured;
    }

    /** Latencies in milliseconds, sorted. */
    record Result(double[] millis) {

        double percentile(double percent) {
            return millis.length == 0
                    ? Double.NaN
                    : millis[(int) Math.min(millis.length - 1, millis.length * percent / 100)];
        }
    }

    private record Arrival(long sentKey, long nanos) {}

    Result measure() throws Exception {
        AmlConfig config = setting.config("latency", TOPIC, true);
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        int labels = accounts / 10;
        GeneratorSettings settings = GeneratorSettings.of(accounts, 1, 4)
                .withScenarios(GeneratorSettings.parseScenarios("rapid-transfer=" + labels / 2));
        Map<Long, Long> sent = new ConcurrentHashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (PaymentsTopic topic = PaymentsTopic.create(setting.bootstrapServers(), TOPIC, settings, 0)) {
            KafkaPrerequisites.check(config.kafka());
            LocalJob job = setting.flink().submit("latency", env -> Variant.WHOLE.define(env, config), flink, null);
            Thread reader = new Thread(() -> read(config.kafka().topics().alerts(), arrivals, done), "alerts-reader");
            try {
                while (!job.allTasksRunning()) {
                    Thread.sleep(50);
                }
                reader.start();
                long from = System.nanoTime() + WARM_UP.toNanos();
                feed(topic, sent, from);
                Thread.sleep(2_000); // what is under way arrives
                done.set(true);
                reader.join();
                return latencies(arrivals, sent, from);
            } finally {
                done.set(true);
                job.cancel();
            }
        }
    }

    private void feed(PaymentsTopic topic, Map<Long, Long> sent, long measureFrom) {
        long start = System.nanoTime();
        long end = measureFrom + measured.toNanos();
        for (long i = 0; ; i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            long now = System.nanoTime();
            if (now >= end) {
                return;
            }
            topic.send((metadata, failure) -> {
                if (failure == null) {
                    sent.put(key(metadata.partition(), metadata.offset()), now);
                }
            });
        }
    }

    private void read(String alerts, List<Arrival> arrivals, AtomicBoolean done) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                setting.bootstrapServers(),
                "isolation.level",
                "read_uncommitted",
                "fetch.max.wait.ms",
                10);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < Setting.PARTITIONS; i++) {
                partitions.add(new TopicPartition(alerts, i));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!done.get()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    arrivals.add(new Arrival(completingPosting(record.value()), System.nanoTime()));
                }
            }
        }
    }

    /** The last posting of the evidence is the one that completed the alert. */
    private static long completingPosting(byte[] alert) {
        Matcher sources = SOURCE.matcher(new String(alert, StandardCharsets.UTF_8));
        long key = -1;
        while (sources.find()) {
            key = key(Integer.parseInt(sources.group(1)), Long.parseLong(sources.group(2)));
        }
        return key;
    }

    private static long key(int partition, long offset) {
        return (long) partition << 48 | offset;
    }

    private static Result latencies(List<Arrival> arrivals, Map<Long, Long> sent, long from) {
        return new Result(arrivals.stream()
                .filter(arrival -> sent.getOrDefault(arrival.sentKey, 0L) >= from)
                .mapToDouble(arrival -> (arrival.nanos - sent.getOrDefault(arrival.sentKey, 0L)) / 1e6)
                .sorted()
                .toArray());
    }
}
