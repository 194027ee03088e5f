package ai.finai.bench.market;

import ai.finai.events.market.PriceBar;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Bars through the stage that watches symbols, beside the same stream through keyBy alone. */
@Command(
        name = "market",
        description = {
            "Bars a second through the stage that watches symbols with the shipped rules, at parallelism 1: CPU time a bar,"
                    + " and its ratio to the same stream with nothing behind the keyBy, measured in the same run.",
            "A watermark comes with each minute of the market."
        },
        mixinStandardHelpOptions = true)
public final class MarketBenchmark implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = "--symbols",
            split = ",",
            defaultValue = "500,5000",
            description = "How many, one measurement each. Default: ${DEFAULT-VALUE}.")
    private List<Integer> symbols;

    @Option(names = "--bars", defaultValue = "400000", description = "In a run. Default: ${DEFAULT-VALUE}.")
    private int bars;

    @Option(names = "--rounds", defaultValue = "3", description = "The median is shown. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                Locale.ROOT,
                "%,d bars by the minute a run; CPU time a bar, median of %d rounds after one to warm up%n%n",
                bars,
                rounds);
        out.printf(
                "%8s  %10s  %12s  %12s  %8s  %12s%n", "SYMBOLS", "STATE", "KEYBY ALONE", "WATCHED", "RATIO", "BARS/S");
        try (MarketRun run = new MarketRun()) {
            for (int count : symbols) {
                PriceBar[] stream = stream(count);
                for (boolean rocksDb : new boolean[] {false, true}) {
                    measure(out, run, stream, count, rocksDb);
                }
            }
        }
        return 0;
    }

    private void measure(PrintWriter out, MarketRun run, PriceBar[] stream, int count, boolean rocksDb)
            throws Exception {
        double[] bare = new double[rounds];
        double[] watched = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double alone = run.cpuNanosABar(stream, false, rocksDb);
            double whole = run.cpuNanosABar(stream, true, rocksDb);
            if (round >= 0) {
                bare[round] = alone;
                watched[round] = whole;
            }
        }
        Arrays.sort(bare);
        Arrays.sort(watched);
        double alone = bare[rounds / 2];
        double whole = watched[rounds / 2];
        out.printf(
                Locale.ROOT,
                "%,8d  %10s  %,9.0f ns  %,9.0f ns  %8.1f  %,12.0f%n",
                count,
                rocksDb ? "RocksDB" : "heap",
                alone,
                whole,
                whole / alone,
                1e9 / whole);
        out.flush();
    }

    private PriceBar[] stream(int count) {
        List<PriceBar> stream = new ArrayList<>(bars);
        Market market = Market.of(MarketSettings.of(count, 30, 1));
        while (stream.size() < bars && market.hasNext()) {
            if (market.next() instanceof PriceBar bar) {
                stream.add(bar);
            }
        }
        return stream.toArray(PriceBar[]::new);
    }
}
