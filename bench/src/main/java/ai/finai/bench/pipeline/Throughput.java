package ai.finai.bench.pipeline;

import ai.finai.bench.pipeline.Setting.Cpu;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.kafka.KafkaPrerequisites;
import ai.finai.jobs.local.LocalJob;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.admin.Admin;

/**
 * Runs a variant of the job over a filled topic and measures between two completed checkpoints: the start, the first
 * checkpoints and the end of the topic, where one subtask idles while another still reads, are outside. A transaction
 * counts when the checkpoint that covers it is complete, which is when the source's offsets and the sinks' output are
 * committed.
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
    private final Duration atLeast;

    Throughput(Setting setting, String topic, long transactions, Duration checkpointInterval, Duration atLeast) {
        this.setting = setting;
        this.topic = topic;
        this.transactions = transactions;
        this.checkpointInterval = checkpointInterval;
        this.atLeast = atLeast;
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
        KafkaPrerequisites.check(config.kafka());
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
        long[] seen = new long[Setting.PARTITIONS];
        while (true) {
            Thread.sleep(POLL.toMillis());
            if (++polls % POLLS_PER_STATUS == 0) {
                requireUndisturbed(group, job);
            }
            long[] committed = committed(group, admin);
            if (anyAtItsEnd(committed)) {
                break;
            }
            if (!allFurther(committed, seen)) {
                continue; // each subtask commits the offsets of its own partitions
            }
            seen = committed;
            Committed now = new Committed(LongStream.of(committed).sum(), System.nanoTime(), setting.cpu());
            if (++checkpoints >= SKIPPED_CHECKPOINTS) {
                first = first == null ? now : first;
                last = now;
                if (now.nanos - first.nanos >= atLeast.toNanos()) {
                    break;
                }
            }
        }
        requireUndisturbed(group, job);
        if (first == null || last == null || last == first) {
            throw new IllegalStateException(group + ": " + transactions
                    + " transactions are read within too few checkpoints; give more (--transactions)");
        }
        return new Result(last.transactions - first.transactions, last.nanos - first.nanos, last.cpu.since(first.cpu));
    }

    private static void requireUndisturbed(String group, LocalJob job) throws Exception {
        if (job.status().isTerminalState() || job.hasRestarted()) {
            throw new IllegalStateException(group + ": the job has failed on its way, so there is no figure");
        }
    }

    /** From then on a subtask idles, while others still read. */
    private boolean anyAtItsEnd(long[] offsets) {
        return LongStream.of(offsets).anyMatch(offset -> offset >= transactions / Setting.PARTITIONS);
    }

    private static boolean allFurther(long[] offsets, long[] before) {
        return IntStream.range(0, offsets.length).allMatch(i -> offsets[i] > before[i]);
    }

    private static long[] committed(String group, Admin admin) throws Exception {
        long[] offsets = new long[Setting.PARTITIONS];
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets[partition.partition()] = offset.offset());
        return offsets;
    }
}
