package ai.finai.bench.chaos;

import ai.finai.bench.chaos.cluster.FlinkCluster;
import ai.finai.bench.chaos.cluster.Observation;
import ai.finai.bench.chaos.cluster.Stack;
import ai.finai.bench.chaos.fault.FaultKind;
import ai.finai.bench.chaos.fault.FaultKind.Target;
import ai.finai.bench.chaos.fault.Scene;
import ai.finai.bench.chaos.fault.Schedule.Planned;
import ai.finai.bench.chaos.fault.SmallDisk;
import ai.finai.bench.chaos.job.ChaosJob;
import ai.finai.cli.CommandFailed;
import ai.finai.cli.Shipped;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.local.LocalCluster;
import ai.finai.jobs.proof.JobOutput.Compared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.IOUtils;
import org.apache.kafka.common.TopicPartition;

/** One run: clusters up, records coming, one fault after the other, then everything is read back and compared. */
final class ChaosRun implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 600;

    /** Peace at the start and at the end. */
    private static final long PEACE_MILLIS = 5_000;

    private final Path folder;
    private final Stack stack;
    private final List<ChaosJob> jobs;
    private final List<FlinkCluster> clusters = new ArrayList<>();
    private final List<SmallDisk> disks = new ArrayList<>();

    /**
     * @param folder for logs, and for data that is compared
     * @param jobs each gets a cluster of its own
     */
    ChaosRun(Path folder, Stack stack, List<ChaosJob> jobs) {
        this.folder = folder;
        this.stack = stack;
        this.jobs = jobs;
    }

    /** @param smallDisks whether TaskManagers have their files on disks that can be full */
    void start(boolean smallDisks) throws Exception {
        start(smallDisks, Map.of());
    }

    /** @param flink options that win over those of the stack */
    void start(boolean smallDisks, Map<String, String> flink) throws Exception {
        for (ChaosJob job : jobs) {
            Map<String, String> options = new HashMap<>(stack.options(job.name()));
            options.putAll(flink);
            FlinkCluster cluster = new FlinkCluster(
                    folder.resolve("flink-" + job.name()),
                    job.name(),
                    job.mainClass(),
                    folder.resolve(job.name() + ".yaml"),
                    options);
            clusters.add(cluster);
            if (smallDisks) {
                for (Path local : cluster.localFolders()) {
                    disks.add(SmallDisk.at(local));
                }
            }
            cluster.deploy(FlinkCluster.SLOTS, null);
        }
        for (FlinkCluster cluster : clusters) {
            Observation started = cluster.observe();
            await(cluster.name() + " runs", () -> started.recovered() > 0);
        }
        jobs.forEach(ChaosJob::feed);
    }

    /** In the order of the jobs. */
    List<FlinkCluster> clusters() {
        return clusters;
    }

    /** @param happened told of each fault once it is over */
    List<Happened> run(List<Planned> schedule, Consumer<Happened> happened) throws Exception {
        Thread.sleep(PEACE_MILLIS);
        for (int i = 0; i < jobs.size(); i++) {
            ChaosJob job = jobs.get(i);
            Map<TopicPartition, Long> ends = job.ends();
            await(job.name() + " has read what came first", () -> job.behind(ends) == 0);
            // The watermark that follows these records may have come after that checkpoint; it is in the next one.
            Observation next = clusters.get(i).observe();
            await("another checkpoint of " + job.name(), () -> next.recovered() > 0);
            job.beginLate();
        }
        List<Happened> all = new ArrayList<>();
        for (Planned planned : schedule) {
            Thread.sleep(planned.pause().toMillis());
            if (planned.swap()) {
                for (ChaosJob job : jobs) {
                    job.swapModel();
                }
            }
            Happened one = happen(planned);
            all.add(one);
            happened.accept(one);
        }
        Thread.sleep(PEACE_MILLIS);
        return all;
    }

    private Happened happen(Planned planned) throws Exception {
        FaultKind kind = planned.kind();
        // Payments are of the job that comes first.
        int which = kind.isOfPayments() ? 0 : planned.job();
        boolean all = kind.target() == Target.ALL_JOBS;
        Map<TopicPartition, Long> before = ends();
        List<Observation> observations = new ArrayList<>();
        for (FlinkCluster cluster : all ? clusters : List.of(clusters.get(which))) {
            observations.add(cluster.observe());
        }
        long began = System.currentTimeMillis();
        kind.inject(new Scene(stack, clusters.get(which), jobs.get(which), planned.lasts()));
        long ended = System.currentTimeMillis();
        observations.forEach(observation -> observation.over(ended));
        await("recovered from " + kind, () -> observations.stream().allMatch(seen -> seen.recovered() > 0));
        jobs.forEach(ChaosJob::failIfNotFed);
        return new Happened(
                planned,
                all ? "all" : jobs.get(which).name(),
                ended - began,
                observations.stream()
                        .filter(seen -> seen.detected() > 0)
                        .mapToLong(seen -> seen.detected() - began)
                        .min()
                        .orElse(-1),
                observations.stream()
                        .mapToLong(seen -> seen.recovered() - began)
                        .max()
                        .orElseThrow(),
                before);
    }

    private Map<TopicPartition, Long> ends() throws InterruptedException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (ChaosJob job : jobs) {
            ends.putAll(job.ends());
        }
        return ends;
    }

    /** Ends the feeds, lets the jobs take everything in, and stops them. */
    void end() throws Exception {
        for (int i = 0; i < jobs.size(); i++) {
            ChaosJob job = jobs.get(i);
            job.endFeed();
            Map<TopicPartition, Long> ends = job.ends();
            long kept = ends.values().stream().mapToLong(Long::longValue).sum();
            // What is compared with is computed from what the topics hold: a record that is missing there is missing on
            // both sides.
            if (kept < job.sent()) {
                throw CommandFailed.failed("the broker acknowledged " + job.sent() + " records for " + job.name()
                        + ", and its topics hold " + kept);
            }
            await(job.name() + " has read everything", () -> job.behind(ends) == 0);
            clusters.get(i).stop(true);
        }
    }

    /** What readers see against what an undisturbed run gives for the same records. */
    Tally compare(List<Happened> happened) throws Exception {
        Tally tally = new Tally(happened.stream().map(Happened::before).toList());
        try (LocalCluster local = LocalCluster.start(
                Configuration.fromMap(stack.directOptions()), 4, 0, S3FileSystem.HADOOP, Shipped.fileSystemPlugins())) {
            for (ChaosJob job : jobs) {
                for (Compared compared : job.compare(local)) {
                    tally.add(compared);
                    if (!compared.seen().equals(compared.expected())) {
                        Files.write(folder.resolve(compared.what() + ".seen"), compared.seen());
                        Files.write(folder.resolve(compared.what() + ".expected"), compared.expected());
                    }
                }
            }
        }
        return tally;
    }

    long sent() {
        return jobs.stream().mapToLong(ChaosJob::sent).sum();
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                StringBuilder trouble = new StringBuilder();
                for (FlinkCluster cluster : clusters) {
                    trouble.append("\n  ").append(cluster.name()).append(": ").append(cluster.health());
                    trouble.append("; ").append(cluster.trouble());
                }
                throw CommandFailed.failed("not within " + PATIENCE_SECONDS + " s: " + what + trouble);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** Ends every process. What runs on a disk must have ended before the disk goes. */
    @Override
    public void close() throws Exception {
        try {
            IOUtils.closeAll(clusters);
        } finally {
            IOUtils.closeAll(disks);
        }
    }
}
