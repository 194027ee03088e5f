package ai.finai.bench.market;

import ai.finai.events.market.PriceBar;
import ai.finai.generator.market.Market;
import ai.finai.generator.market.MarketSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Bars through the stage that watches symbols, and headlines through the one that reads them, each beside its floor. */
@Command(
        name = "market",
        description = {
            "Bars a second through the stage that watches symbols with the shipped rules, at parallelism 1: CPU time a bar,"
                    + " and its ratio to the same stream with nothing behind the keyBy, measured in the same run. FORETOLD"
                    + " is the same with the shipped model of bars of a minute. A watermark comes with each minute of the"
                    + " market; MEDIAN and P99 are how long a minute takes to pass, from its watermark to its last bar, with"
                    + " forecasts at half of the top rate.",
            "Headlines a second through the stage that reads sentiment with the shipped classifier: CPU time a headline, one"
                    + " by one and in batches, and its ratio to ONNX Runtime alone on the same batches of texts that are cut"
                    + " into pieces already. A watermark comes every 50 ms."
        },
        mixinStandardHelpOptions = true)
public final class MarketBenchmark implements Callable<Integer> {

    /** Nanoseconds of CPU a bar, medians. */
    private record Bars(
            int symbols, String state, double bare, double watched, double foretold, double median, double p99) {}

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(
            names = "--symbols",
            split = ",",
            defaultValue = "500,5000",
            description = "How many, one measurement each. Default: ${DEFAULT-VALUE}.")
    private List<Integer> symbols;

    @Option(names = "--bars", defaultValue = "400000", description = "In a run. Default: ${DEFAULT-VALUE}; 0: none.")
    private int bars;

    @Option(
            names = "--headlines",
            defaultValue = "30000",
            description = "In a run. Default: ${DEFAULT-VALUE}; 0: none.")
    private int headlines;

    @Option(names = "--rounds", defaultValue = "3", description = "The median is shown. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--output", description = "json: the figures as one JSON object on stdout, and nothing else there.")
    private @Nullable String output;

    @Override
    public Integer call() throws Exception {
        if (output != null && !output.equals("json")) {
            spec.commandLine().getErr().println("--output " + output + ": unknown; known: json");
            return 2;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<Bars> watched = new ArrayList<>();
        HeadlineBenchmark.Result read = null;
        try (MarketRun run = new MarketRun()) {
            if (bars > 0) {
                watch(out, run, watched);
            }
            if (headlines > 0) {
                read = HeadlineBenchmark.measure(run, headlines, rounds);
            }
        }
        if (output != null) {
            out.println(json(watched, read));
        } else if (read != null) {
            print(out, read);
        }
        out.flush();
        return 0;
    }

    private void watch(PrintWriter out, MarketRun run, List<Bars> measured) throws Exception {
        if (output == null) {
            out.printf(
                    Locale.ROOT,
                    "%,d bars by the minute a run; CPU time a bar, median of %d rounds after one to warm up%n%n",
                    bars,
                    rounds);
            out.printf(
                    "%8s  %8s  %12s  %12s  %6s  %10s  %12s  %10s  %10s  %10s%n",
                    "SYMBOLS",
                    "STATE",
                    "KEYBY ALONE",
                    "WATCHED",
                    "RATIO",
                    "BARS/S",
                    "FORETOLD",
                    "BARS/S",
                    "MEDIAN",
                    "P99");
        }
        for (int count : symbols) {
            PriceBar[] stream = stream(count);
            for (boolean rocksDb : new boolean[] {false, true}) {
                Bars figures = measure(run, stream, count, rocksDb);
                measured.add(figures);
                if (output == null) {
                    print(out, figures);
                }
            }
        }
    }

    private Bars measure(MarketRun run, PriceBar[] stream, int count, boolean rocksDb) throws Exception {
        double[] bare = new double[rounds];
        double[] watched = new double[rounds];
        double[] foretold = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double alone = run.cpuNanosABar(stream, MarketRun.Stage.NOTHING, rocksDb);
            double whole = run.cpuNanosABar(stream, MarketRun.Stage.WATCHED, rocksDb);
            double all = run.cpuNanosABar(stream, MarketRun.Stage.FORETOLD, rocksDb);
            if (round >= 0) {
                bare[round] = alone;
                watched[round] = whole;
                foretold[round] = all;
            }
        }
        double most = HeadlineBenchmark.median(foretold);
        // Not more than ten seconds.
        double rate = 1e9 / most / 2;
        PriceBar[] part = Arrays.copyOf(stream, (int) Math.min(stream.length, Math.max(4 * count, 10 * rate)));
        double[] millis = run.millisAMinute(part, MarketRun.Stage.FORETOLD, rocksDb, rate);
        return new Bars(
                count,
                rocksDb ? "RocksDB" : "heap",
                HeadlineBenchmark.median(bare),
                HeadlineBenchmark.median(watched),
                most,
                millis[millis.length / 2],
                millis[millis.length * 99 / 100]);
    }

    private static void print(PrintWriter out, Bars figures) {
        out.printf(
                Locale.ROOT,
                "%,8d  %8s  %,9.0f ns  %,9.0f ns  %6.1f  %,10.0f  %,9.0f ns  %,10.0f  %7.1f ms  %7.1f ms%n",
                figures.symbols(),
                figures.state(),
                figures.bare(),
                figures.watched(),
                figures.watched() / figures.bare(),
                1e9 / figures.watched(),
                figures.foretold(),
                1e9 / figures.foretold(),
                figures.median(),
                figures.p99());
        out.flush();
    }

    private void print(PrintWriter out, HeadlineBenchmark.Result read) {
        out.printf(
                Locale.ROOT,
                "%n%,d headlines a run, the shipped classifier; CPU time a headline, median of %d rounds after one to warm up%n%n",
                headlines,
                rounds);
        out.printf("%8s  %12s  %12s  %8s  %12s%n", "AT ONCE", "MODEL ALONE", "READ", "RATIO", "HEADLINES/S");
        for (HeadlineBenchmark.Cost cost : read.costs()) {
            out.printf(
                    Locale.ROOT,
                    "%,8d  %,9.1f µs  %,9.1f µs  %8.2f  %,12.0f%n",
                    cost.atOnce(),
                    cost.raw() / 1e3,
                    cost.stage() / 1e3,
                    cost.ratio(),
                    1e9 / cost.stage());
        }
        out.printf(
                Locale.ROOT,
                "%nThe model alone on each headline in a single row, whose last digits are others: %.1f µs%n",
                read.row() / 1e3);
    }

    private String json(List<Bars> watched, HeadlineBenchmark.@Nullable Result read) {
        StringJoiner ofBars = new StringJoiner(",", "[", "]");
        for (Bars figures : watched) {
            ofBars.add(String.format(
                    Locale.ROOT,
                    "{\"symbols\":%d,\"state\":\"%s\",\"keyByNanos\":%.0f,\"watchedNanos\":%.0f,\"ratio\":%.2f,"
                            + "\"foretoldNanos\":%.0f,\"minuteMedianMillis\":%.2f,\"minuteP99Millis\":%.2f}",
                    figures.symbols(),
                    figures.state().toLowerCase(Locale.ROOT),
                    figures.bare(),
                    figures.watched(),
                    figures.watched() / figures.bare(),
                    figures.foretold(),
                    figures.median(),
                    figures.p99()));
        }
        StringJoiner ofHeadlines = new StringJoiner(",", "[", "]");
        if (read != null) {
            for (HeadlineBenchmark.Cost cost : read.costs()) {
                ofHeadlines.add(String.format(
                        Locale.ROOT,
                        "{\"atOnce\":%d,\"modelNanos\":%.0f,\"readNanos\":%.0f,\"ratio\":%.3f,\"perSecond\":%.0f}",
                        cost.atOnce(),
                        cost.raw(),
                        cost.stage(),
                        cost.ratio(),
                        1e9 / cost.stage()));
            }
        }
        return String.format(
                Locale.ROOT,
                "{\"rounds\":%d,\"bars\":%s,\"headlines\":%s,\"singleRowModelNanos\":%s}",
                rounds,
                ofBars,
                ofHeadlines,
                read == null ? "null" : String.format(Locale.ROOT, "%.0f", read.row()));
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
