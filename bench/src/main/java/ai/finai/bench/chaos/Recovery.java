package ai.finai.bench.chaos;

import ai.finai.bench.chaos.cluster.FlinkCluster;
import ai.finai.bench.chaos.cluster.Observation;
import ai.finai.bench.chaos.job.ChaosJob;
import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * How long a job with much state is away after its TaskManager is killed, where a standby has free slots. Nothing is compared:
 * that is what the other runs are for.
 */
final class Recovery {

    private static final int KILLS = 3;

    /** Records a second while state is filled, and then while it is killed. */
    private static final int FILLING = 20_000;

    private static final int WORKING = 1_000;

    /** Without more state in that time it will not come. */
    private static final long STALLED_SECONDS = 300;

    private final FlinkCluster cluster;
    private final ChaosJob job;
    private final PrintWriter out;

    Recovery(FlinkCluster cluster, ChaosJob job, PrintWriter out) {
        this.cluster = cluster;
        this.job = job;
        this.out = out;
    }

    /** @param stateBytes in a checkpoint, at least, before the first kill */
    void run(long stateBytes) throws Exception {
        job.rate(FILLING);
        fill(stateBytes);
        job.rate(WORKING);
        out.printf(
                "%s of state; a TaskManager is killed %d times%n",
                Figures.bytes(cluster.health().stateBytes()), KILLS);
        out.printf("%3s %10s %14s %10s%n", "#", "detected", "tasks run again", "recovered");
        for (int kill = 1; kill <= KILLS; kill++) {
            Observation peace = cluster.observe();
            await("a checkpoint in peace", () -> peace.recovered() > 0);
            TimeUnit.SECONDS.sleep(5);
            Observation seen = cluster.observe();
            cluster.killTaskManager(cluster.busyTaskManager());
            seen.over(System.currentTimeMillis());
            await("recovered", () -> seen.recovered() > 0 && seen.running() > 0);
            out.printf(
                    Locale.ROOT,
                    "%3d %8.1f s %13.1f s %8.1f s%n",
                    kill,
                    (seen.detected() - seen.began()) / 1e3,
                    (seen.running() - seen.began()) / 1e3,
                    (seen.recovered() - seen.began()) / 1e3);
            out.flush();
        }
    }

    private void fill(long stateBytes) throws InterruptedException {
        long most = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STALLED_SECONDS);
        while (cluster.health().stateBytes() < stateBytes) {
            job.failIfNotFed();
            long now = cluster.health().stateBytes();
            if (now > most + most / 50) {
                most = now;
                deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STALLED_SECONDS);
                out.printf("filling: %s of %s%n", Figures.bytes(now), Figures.bytes(stateBytes));
                out.flush();
            } else if (System.nanoTime() > deadline) {
                throw CommandFailed.failed(
                        "state stays at " + Figures.bytes(most) + "; " + Figures.count(job.sent(), "record") + " sent");
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STALLED_SECONDS);
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw CommandFailed.failed("not within " + STALLED_SECONDS + " s: " + what + "; " + cluster.health());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
