package ai.finai.bench.scoring;

import ai.finai.models.ModelFile;
import ai.finai.models.ShippedModel;
import ai.finai.models.contract.StepContract;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai bench scoring}. */
@Command(
        name = "scoring",
        description = {
            "What a score costs: the scorer beside the model alone at the same wave sizes plus one read and one write of"
                    + " the accounts' state, and beside itself with waves of one. CPU time a posting, one subtask.",
            "Postings of the generator's bank; heap and RocksDB."
        },
        mixinStandardHelpOptions = true)
public final class ScoringBenchmark implements Callable<Integer> {

    private static final int[] RATES = {1_000, 5_000, 20_000, 50_000};
    private static final int SEGMENT = 50_000;
    private static final double MOST_TIMES_THE_PARTS = 1.5;
    private static final double LEAST_TIMES_WAVES_OF_ONE = 4;
    private static final double MOST_TIMES_WITH_CHALLENGER = 2;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--model", description = "The ONNX file. Default: the one that ships with FinAI.")
    private @Nullable Path model;

    @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--accounts", defaultValue = "50000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--output", description = "json: the figures as one JSON object on stdout, and nothing else there.")
    private @Nullable String output;

    @Override
    public Integer call() throws Exception {
        if (output != null && !output.equals("json")) {
            spec.commandLine().getErr().println("--output " + output + ": unknown; known: json");
            return 2;
        }
        PrintWriter progress = spec.commandLine().getErr();
        ModelFile file = ModelFile.of(model == null ? ShippedModel.bytes() : Files.readAllBytes(model));
        int warmUp = 3 * SEGMENT;
        progress.println("generating postings");
        progress.flush();
        Stream stream = Stream.of(warmUp + (rounds + 1) * SEGMENT, accounts, 1);
        progress.println("state on the heap");
        progress.flush();
        ScoringRun heap = new ScoringRun(stream, file, rounds, SEGMENT, warmUp, RATES).on("hashmap");
        progress.println("state in RocksDB");
        progress.flush();
        ScoringRun rocksDb = new ScoringRun(stream, file, rounds, SEGMENT, warmUp, RATES).on("rocksdb");
        PrintWriter out = spec.commandLine().getOut();
        if (output == null) {
            print(out, file.step(), heap, rocksDb);
        } else {
            printJson(out, heap, rocksDb);
        }
        out.flush();
        return 0;
    }

    private void print(PrintWriter out, StepContract contract, ScoringRun heap, ScoringRun rocksDb) {
        out.printf(
                Locale.ROOT,
                "Scoring with %s %s (state of %d numbers), CPU time a posting, medians of %d rounds of %,d postings.%n%n",
                contract.name(),
                contract.version(),
                contract.stateSize(),
                rounds,
                SEGMENT);
        out.printf(
                "%-8s %10s %10s %10s %12s %14s %14s%n",
                "state", "scorer", "model", "state", "scorer/parts", "waves of one", "postings/s");
        line(out, "heap", heap.cost());
        line(out, "RocksDB", rocksDb.cost());
        out.printf(
                "%nA watermark each 50 ms; the last rate of each is half of what it can do:%n%-8s %12s %12s %14s %14s%n",
                "state", "postings/s", "wave size", "batch, median", "batch, p99");
        latencies(out, "heap", heap);
        latencies(out, "RocksDB", rocksDb);
        out.printf(
                Locale.ROOT, "%nState: %.0f bytes an account (%,d accounts).%n%n", heap.stateBytes(), heap.accounts());
        aim(out, "heap: scorer as a multiple of its parts", times(heap.cost()), true, MOST_TIMES_THE_PARTS);
        aim(out, "RocksDB: scorer as a multiple of its parts", times(rocksDb.cost()), true, MOST_TIMES_THE_PARTS);
        aim(
                out,
                "heap: times cheaper than with waves of one",
                heap.cost().wavesOfOne() / heap.cost().scorer(),
                false,
                LEAST_TIMES_WAVES_OF_ONE);
        aim(
                out,
                "heap: with a challenger, times the cost",
                heap.cost().shadowed() / heap.cost().scorer(),
                true,
                MOST_TIMES_WITH_CHALLENGER);
        aim(
                out,
                "RocksDB: with a challenger, times the cost",
                rocksDb.cost().shadowed() / rocksDb.cost().scorer(),
                true,
                MOST_TIMES_WITH_CHALLENGER);
    }

    private static double times(ScoringRun.Cost cost) {
        return cost.scorer() / (cost.model() + cost.state());
    }

    private static void line(PrintWriter out, String state, ScoringRun.Cost cost) {
        out.printf(
                Locale.ROOT,
                "%-8s %7.0f ns %7.0f ns %7.0f ns %10.2f x %11.0f ns %,14.0f%n",
                state,
                cost.scorer(),
                cost.model(),
                cost.state(),
                times(cost),
                cost.wavesOfOne(),
                1e9 / cost.scorer());
    }

    private static void latencies(PrintWriter out, String state, ScoringRun run) {
        run.latencies()
                .forEach((rate, latency) -> out.printf(
                        Locale.ROOT,
                        "%-8s %,12d %12.1f %11.2f ms %11.2f ms%n",
                        state,
                        rate,
                        latency.waveSize(),
                        latency.medianMillis(),
                        latency.p99Millis()));
    }

    private static void aim(PrintWriter out, String what, double value, boolean atMost, double limit) {
        boolean met = atMost ? value <= limit : value >= limit;
        out.printf(
                Locale.ROOT,
                "  %-50s %8.2f   aim %s %.1f   %s%n",
                what,
                value,
                atMost ? "<=" : ">=",
                limit,
                met ? "met" : "MISSED");
    }

    private void printJson(PrintWriter out, ScoringRun heap, ScoringRun rocksDb) {
        out.printf(
                Locale.ROOT,
                "{\"rounds\":%d,\"postings\":%d,\"heap\":%s,\"rocksdb\":%s}%n",
                rounds,
                SEGMENT,
                json(heap),
                json(rocksDb));
    }

    private static String json(ScoringRun run) {
        ScoringRun.Cost cost = run.cost();
        return String.format(
                Locale.ROOT,
                "{\"scorerNanos\":%.1f,\"modelNanos\":%.1f,\"stateNanos\":%.1f,\"wavesOfOneNanos\":%.1f,"
                        + "\"withChallengerNanos\":%.1f,\"timesTheParts\":%.3f,\"bytesPerAccount\":%.1f}",
                cost.scorer(),
                cost.model(),
                cost.state(),
                cost.wavesOfOne(),
                cost.shadowed(),
                times(cost),
                run.stateBytes());
    }
}
