package ai.finai.bench.pipeline;

import ai.finai.bench.pipeline.Setting.Cpu;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.KafkaPrerequisites;
import ai.finai.jobs.local.LocalJob;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Runs a variant of the job over a filled topic and measures between two completed checkpoints: the start, the first
 * checkpoints and the idling at the end are outside. A transaction counts when the checkpoint that covers it is complete,
 * which is when the source's offsets and the sinks' output are committed.
 */
final class Throughput {

    /** Until then classes are loaded, code is compiled, RocksDB's first files are written. */
    private static final int SKIPPED_CHECKPOINTS = 2;

    /** How exactly a commit is seen. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final int POLLS_PER_STATUS = 40;

    private final Setting setting;
    private final String topic;
    private final long transactions;
    private final Duration checkpointInterval;
    private final Duration atMost;

    Throughput(Setting setting, String topic, long transactions, Duration checkpointInterval, Duration atMost) {
        this.setting = setting;
        this.topic = topic;
        this.transactions = transactions;
        this.checkpointInterval = checkpointInterval;
        this.atMost = atMost;
    }

    /**
     * @param transactions between the first and the last checkpoint that count
     * @param nanos of wall time between them
     * @param cpu used between them
     */
    record Result(long transactions, long nanos, Cpu cpu) {

        double perSecond() {
            return transactions * 1e9 / nanos;
        }

        /** Microseconds of CPU time a transaction, all three JVMs together. */
        double cpuMicros() {
            return (cpu.flink() + cpu.kafka() + cpu.s3()) / 1e3 / transactions;
        }
    }

    private record Committed(long transactions, long nanos, Cpu cpu) {}

    /** Lets the compiler see every part of the whole job, for two checkpoints more than are skipped anyway. */
    void warmUp() throws Exception {
        new Throughput(setting, topic, transactions, checkpointInterval, checkpointInterval).measure(Variant.WHOLE, 0);
    }

    /** @throws IllegalStateException if the topic is too short for two checkpoints that count, or the job fails */
    Result measure(Variant variant, int round) throws Exception {
        String name = variant.code + '-' + round;
        AmlConfig config = setting.config(name, topic, variant.deduplicates);
        Configuration flink = new Configuration();
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        KafkaPrerequisites.check(config.kafka(), flink);
        LocalJob job = setting.flink().submit(name, env -> variant.define(env, config), flink, null);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", setting.bootstrapServers()))) {
            return watch(name, job, admin);
        } finally {
            job.cancel();
        }
    }

    private Result watch(String group, LocalJob job, Admin admin) throws Exception {
        long polls = 0;
        int checkpoints = 0;
        Committed first = null;
        Committed last = null;
        long seen = 0;
        while (true) {
            Thread.sleep(POLL.toMillis());
            if (++polls % POLLS_PER_STATUS == 0 && job.status().isTerminalState()) {
                throw new IllegalStateException(group + ": the job has ended: " + job.status());
            }
            long committed = committed(group, admin);
            if (committed == seen) {
                continue;
            }
            seen = committed;
            Committed now = new Committed(committed, System.nanoTime(), setting.cpu());
            checkpoints++;
            if (committed < transactions && checkpoints >= SKIPPED_CHECKPOINTS) {
                first = first == null ? now : first;
                last = now;
            }
            boolean longEnough = first != null && now.nanos - first.nanos >= atMost.toNanos();
            if (committed >= transactions || longEnough) {
                break;
            }
        }
        if (first == null || last == null || last == first) {
            throw new IllegalStateException(group + ": " + transactions
                    + " transactions are read within too few checkpoints; give more (--transactions)");
        }
        return new Result(last.transactions - first.transactions, last.nanos - first.nanos, last.cpu.since(first.cpu));
    }

    private static long committed(String group, Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }
}
