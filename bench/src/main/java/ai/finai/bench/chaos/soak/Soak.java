package ai.finai.bench.chaos.soak;

import ai.finai.bench.chaos.cluster.FlinkCluster;
import ai.finai.bench.chaos.cluster.Health;
import ai.finai.bench.chaos.cluster.Stack;
import ai.finai.bench.chaos.job.ChaosJob;
import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Lets jobs work in peace and looks every ten seconds at the memory of each process, the size of state, the time that
 * checkpoints take and the records that no checkpoint covers yet. Leaves {@code soak.csv} and {@code soak.svg}.
 */
public final class Soak {

    /** So long that a line through the second half of the samples says something. */
    public static final Duration SHORTEST = Duration.ofMinutes(10);

    /**
     * As in production, and without what is for faults: one checkpoint a second and ten looks a second at each job take half of a
     * small machine, and code is compiled well where it runs for long. A moment in which such a machine stands still is no failure.
     */
    public static final Map<String, String> FLINK = Map.of(
            "execution.checkpointing.interval", "10s",
            "execution.checkpointing.min-pause", "5s",
            "high-availability.zookeeper.client.session-timeout", "60s",
            "web.refresh-interval", "2000",
            "env.java.opts.all", "-XX:+TieredCompilation");

    private static final long EVERY_SECONDS = 10;

    /** What is alive on a heap shows only when all garbage is collected. */
    private static final int SAMPLES_TO_A_COLLECTION = 12;

    /** Growth an hour that still counts as none, as a share of the mean. */
    private static final double FLAT = 0.05;

    /** Standard errors: what is less above {@link #FLAT} may be chance. */
    private static final double CERTAIN = 2;

    private static final String MEGABYTES = "MB";
    private static final String MILLIS = "ms";
    private static final String RECORDS = "records";

    private final Stack stack;
    private final List<FlinkCluster> clusters;
    private final List<ChaosJob> jobs;
    private final PrintWriter out;
    private final Map<String, Series> series = new LinkedHashMap<>();
    private final Map<Long, HeapRange> heaps = new HashMap<>();
    private final Map<String, Long> firstPids = new TreeMap<>();
    private final Map<String, Long> firstFailedCheckpoints = new TreeMap<>();
    private long samples;

    public Soak(Stack stack, List<FlinkCluster> clusters, List<ChaosJob> jobs, PrintWriter out) {
        this.stack = stack;
        this.clusters = clusters;
        this.jobs = jobs;
        this.out = out;
    }

    /**
     * Runs for that long; jobs and feeds run already.
     *
     * @throws CommandFailed if something is not at peace: a process ended, a job was restarted, a checkpoint failed
     * @param folder for the samples and their plot
     * @return whether nothing grows
     */
    public boolean run(Duration length, Path folder) throws IOException, InterruptedException {
        long began = System.nanoTime();
        long end = began + length.toNanos();
        try {
            while (System.nanoTime() < end) {
                jobs.forEach(ChaosJob::failIfNotFed);
                sample((System.nanoTime() - began) / 1e9);
                TimeUnit.SECONDS.sleep(EVERY_SECONDS);
            }
        } finally { // what was seen before something went wrong tells why
            write(folder.resolve("soak.csv"));
        }
        List<Series> all = new ArrayList<>(series.values());
        new SoakPlot(all).writeSvg(folder.resolve("soak.svg"));
        out.println(
                "samples and their plot are in " + folder.resolve("soak.csv") + " and " + folder.resolve("soak.svg"));
        return verdict(all);
    }

    private void sample(double at) throws IOException, InterruptedException {
        Map<String, Long> pids = pids();
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            long pid = process.getValue();
            if (!heaps.containsKey(pid)) {
                heaps.put(pid, HeapRange.of(pid));
            }
            ProcessMemory memory = ProcessMemory.of(pid, heaps.get(pid));
            add(at, process.getKey() + " resident", MEGABYTES, memory.resident());
            add(at, process.getKey() + " native", MEGABYTES, memory.outside());
            if (samples % SAMPLES_TO_A_COLLECTION == 0) {
                add(at, process.getKey() + " heap", MEGABYTES, HeapRange.live(pid));
            }
        }
        samples++;
        for (FlinkCluster cluster : clusters) {
            Health health = cluster.health();
            atPeace(cluster, health);
            if (health.completedTrigger() > 0) {
                add(at, cluster.name() + " state", MEGABYTES, health.stateBytes() / 1e6);
                add(at, cluster.name() + " checkpoint", MILLIS, health.checkpointMillis());
            }
        }
        for (ChaosJob job : jobs) {
            add(at, job.name() + " behind", RECORDS, job.behind(job.ends()));
        }
    }

    private Map<String, Long> pids() {
        Map<String, Long> pids = new TreeMap<>();
        pids.put("kafka", stack.kafka().pid());
        pids.put("s3", stack.s3().pid());
        clusters.forEach(cluster -> pids.putAll(cluster.pids()));
        if (firstPids.isEmpty()) {
            firstPids.putAll(pids);
        }
        firstPids.forEach((name, pid) -> {
            if (!pid.equals(pids.get(name))) {
                throw CommandFailed.failed(name + " ended during the soak; see its log");
            }
        });
        return pids;
    }

    /** What is restarted begins with little memory again, so growth would not show. */
    private void atPeace(FlinkCluster cluster, Health health) throws IOException {
        long failed = firstFailedCheckpoints.computeIfAbsent(cluster.name(), name -> health.failedCheckpoints());
        if (health.failed() > 0 || health.failedCheckpoints() > failed) {
            throw CommandFailed.failed(
                    cluster.name() + (health.failed() > 0 ? " was restarted" : ": a checkpoint failed")
                            + " during the soak; " + cluster.trouble());
        }
    }

    private void add(double at, String name, String unit, double value) {
        series.computeIfAbsent(name, one -> new Series(one, unit)).add(at, value);
    }

    private void write(Path csv) throws IOException {
        List<String> lines = new ArrayList<>(List.of("seconds,series,unit,value"));
        for (Series one : series.values()) {
            for (int i = 0; i < one.size(); i++) {
                lines.add(String.format(
                        Locale.ROOT, "%.1f,%s,%s,%.2f", one.second(i), one.name(), one.unit(), one.value(i)));
            }
        }
        Files.write(csv, lines);
    }

    /**
     * What is resident says nothing by itself: pages of the heap that garbage has once reached stay, and a JVM collects all of it
     * only when its heap is full. What is alive there and what is outside of it make the verdict.
     */
    private boolean verdict(List<Series> all) {
        Table table = new Table("what", "mean", "growth an hour", "standard error", "").alignRight(1, 2, 3);
        boolean flat = true;
        for (Series one : all) {
            boolean grows = !one.name().endsWith(" resident")
                    && one.growthAnHour() - CERTAIN * one.errorAnHour() > FLAT * one.mean();
            flat &= !grows;
            table.row(
                    one.name(),
                    String.format(Locale.ROOT, "%,.1f %s", one.mean(), one.unit()),
                    String.format(Locale.ROOT, "%+,.1f %s", one.growthAnHour(), one.unit()),
                    String.format(Locale.ROOT, "%,.1f %s", one.errorAnHour(), one.unit()),
                    one.name().endsWith(" resident") ? "" : grows ? "grows" : "flat");
        }
        table.print(out);
        out.println(Figures.grouped(jobs.stream().mapToLong(ChaosJob::sent).sum()) + " records sent. "
                + (flat ? "Nothing grows by more than " : "Something grows by more than ") + Math.round(100 * FLAT)
                + " % an hour, in the second half.");
        out.flush();
        return flat;
    }
}
