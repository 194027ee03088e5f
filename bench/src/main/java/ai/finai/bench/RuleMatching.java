package ai.finai.bench;

import ai.finai.events.Posting;
import ai.finai.patterns.RuleBook;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The rule matcher beside Flink's own CEP operator and beside no rule at all, on the same streams in one run. What they
 * find is compared before what they take is shown. Figures are CPU time an event, medians of several rounds in which all
 * engines take turns, so that a busy machine is busy for all.
 */
@Command(
        name = "rules",
        description = {
            "The rule matcher beside Flink's CEP operator and the bare pipeline: CPU time an event.",
            "Structuring rules; 1 % and 33 % of the postings concern them; heap and RocksDB."
        },
        mixinStandardHelpOptions = true)
final class RuleMatching implements Callable<Integer> {

    private static final int[] RULES = {1, 10, 50};
    private static final double[] SHARES = {0.01, 1 / 3.0};
    private static final long SEED = 42;

    /** Flink's CEP operator takes up to milliseconds an event: as many events as fit into this CPU time, per run. */
    private static final double STOCK_SECONDS = 2;

    private static final int FEWEST_STOCK_EVENTS = 1_000;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "3", description = "After one to warm up. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--events", defaultValue = "500000", description = "Of each run. Default: ${DEFAULT-VALUE}.")
    private int events;

    @Option(names = "--accounts", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--quick", description = "One round, 100,000 events, 1 and 50 rules: under two minutes.")
    private boolean quick;

    @Option(names = "--output", description = "json: the figures as one JSON object on stdout, and nothing else there.")
    private @Nullable String output;

    private enum Backend {
        HEAP,
        ROCKSDB
    }

    private record Case(double share, int rules, Backend backend) {}

    /** The samples of one engine in one case. */
    private static final class Samples {
        private final List<RuleMatchingRun.Sample> all = new ArrayList<>();
        private int events;

        double median(ToDoubleFunction<RuleMatchingRun.Sample> figure) {
            double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
            return sorted[sorted.length / 2];
        }

        double cpu() {
            return median(RuleMatchingRun.Sample::cpuNanos);
        }
    }

    private final Map<Case, Map<RuleEngine, Samples>> figures = new LinkedHashMap<>();
    private final Map<Case, RuleMatchingRun.StateSize> sizes = new LinkedHashMap<>();
    private final Map<Double, Double> measuredShare = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        if (output != null && !output.equals("json")) {
            spec.commandLine().getErr().println("--output " + output + ": unknown; known: json");
            return 2;
        }
        int[] ruleCounts = RULES;
        if (quick) {
            rounds = 1;
            events = Math.min(events, 100_000);
            ruleCounts = new int[] {1, 50};
        }
        try (RuleMatchingRun runs = new RuleMatchingRun()) {
            measureAll(runs, ruleCounts);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output == null) {
            print(out);
        } else {
            printJson(out);
        }
        out.flush();
        return 0;
    }

    private void measureAll(RuleMatchingRun runs, int[] ruleCounts) throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        for (double share : SHARES) {
            Posting[] postings = StructuringStream.postings(events, accounts, share, SEED);
            measuredShare.put(share, concerned(RuleMatchingRun.book(1), postings));
            for (int rules : ruleCounts) {
                RuleBook book = RuleMatchingRun.book(rules);
                for (Backend backend : Backend.values()) {
                    Case measured = new Case(share, rules, backend);
                    progress.printf(Locale.ROOT, "%.0f %% relevant, %d rules, %s%n", 100 * share, rules, name(backend));
                    progress.flush();
                    measure(runs, measured, book, postings);
                }
            }
        }
    }

    private static double concerned(RuleBook book, Posting[] postings) {
        long count = Arrays.stream(postings)
                .filter(posting -> book.rules().get(0).concerns(posting))
                .count();
        return count / (double) postings.length;
    }

    private void measure(RuleMatchingRun runs, Case measured, RuleBook book, Posting[] postings) throws Exception {
        boolean rocksDb = measured.backend() == Backend.ROCKSDB;
        Posting[] fewer = postingsForStock(runs, measured, book, rocksDb);
        Measured.Findings expected = null;
        Measured.Findings expectedOfFewer =
                runs.run(RuleEngine.MATCHER, book, fewer, false).findings();
        Map<RuleEngine, Samples> samples = new LinkedHashMap<>();
        for (RuleEngine engine : RuleEngine.values()) {
            samples.put(engine, new Samples());
        }
        for (int round = 0; round <= rounds; round++) {
            for (RuleEngine engine : RuleEngine.values()) {
                boolean stock = engine == RuleEngine.STOCK_CEP;
                if (stock && round == 0) {
                    continue; // warmed up when its events were counted
                }
                Posting[] given = stock ? fewer : postings;
                RuleMatchingRun.Sample sample = runs.run(engine, book, given, rocksDb);
                if (engine == RuleEngine.MATCHER && expected == null) {
                    expected = sample.findings();
                }
                if (engine != RuleEngine.BARE) {
                    requireSame(measured, engine, sample.findings(), stock ? expectedOfFewer : expected);
                }
                Samples ofEngine = samples.get(engine);
                if (round > 0 && ofEngine != null) {
                    ofEngine.all.add(sample);
                    ofEngine.events = given.length;
                }
            }
        }
        figures.put(measured, samples);
        sizes.put(measured, RuleMatchingRun.stateSize(book, postings));
    }

    /** As many accounts, days and deposits for each payment, only fewer payments. */
    private Posting[] postingsForStock(RuleMatchingRun runs, Case measured, RuleBook book, boolean rocksDb)
            throws Exception {
        Posting[] few = StructuringStream.postings(FEWEST_STOCK_EVENTS, accounts, measured.share(), SEED);
        double nanos = runs.run(RuleEngine.STOCK_CEP, book, few, rocksDb).cpuNanos();
        // The first run compiles, so it takes longer than one that counts: a longer one says better how long.
        few = StructuringStream.postings(fitting(nanos), accounts, measured.share(), SEED);
        nanos = runs.run(RuleEngine.STOCK_CEP, book, few, rocksDb).cpuNanos();
        return StructuringStream.postings(fitting(nanos), accounts, measured.share(), SEED);
    }

    private int fitting(double nanosAnEvent) {
        double fits = (quick ? STOCK_SECONDS / 4 : STOCK_SECONDS) * 1e9 / nanosAnEvent;
        return (int) Math.max(FEWEST_STOCK_EVENTS, Math.min(events, fits));
    }

    private static void requireSame(
            Case measured, RuleEngine engine, Measured.Findings found, Measured.@Nullable Findings expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException(
                    measured + ": " + engine.title + " found " + found + ", the rule matcher " + expected);
        }
    }

    private static String name(Backend backend) {
        return backend == Backend.HEAP ? "heap" : "RocksDB";
    }

    private double cpu(Case measured, RuleEngine engine) {
        Samples samples = figures.getOrDefault(measured, Map.of()).get(engine);
        return samples == null ? Double.NaN : samples.cpu();
    }

    private double againstBare(Case measured, RuleEngine engine) {
        return cpu(measured, engine) / cpu(measured, RuleEngine.BARE);
    }

    private void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "Rule matching: CPU time an event, medians of %d rounds; %,d postings of %,d accounts, Flink CEP as many"
                        + " as shown.%nEach engine found the same matches on the same postings.%n%n",
                rounds,
                events,
                accounts);
        out.printf(
                "%-9s %5s %-8s %10s %18s %18s %22s %9s %13s%n",
                "relevant",
                "rules",
                "state",
                "bare",
                "matcher",
                "account operator",
                "Flink CEP",
                "events",
                "bytes/account");
        figures.forEach((measured, samples) -> {
            RuleMatchingRun.StateSize size = sizes.get(measured);
            Samples stock = samples.get(RuleEngine.STOCK_CEP);
            out.printf(
                    Locale.ROOT,
                    "%7.1f %% %5d %-8s %7.0f ns %9.0f ns %4.1f x %9.0f ns %4.1f x %10.0f ns %6.1f x %9d %13.0f%n",
                    100 * measuredShare.getOrDefault(measured.share(), Double.NaN),
                    measured.rules(),
                    name(measured.backend()),
                    cpu(measured, RuleEngine.BARE),
                    cpu(measured, RuleEngine.MATCHER),
                    againstBare(measured, RuleEngine.MATCHER),
                    cpu(measured, RuleEngine.ACCOUNT_OPERATOR),
                    againstBare(measured, RuleEngine.ACCOUNT_OPERATOR),
                    cpu(measured, RuleEngine.STOCK_CEP),
                    againstBare(measured, RuleEngine.STOCK_CEP),
                    stock == null ? 0 : stock.events,
                    size == null ? 0 : size.bytes());
        });
        out.println();
        for (Aim aim : aims()) {
            out.printf(
                    Locale.ROOT,
                    "  %-72s %8.2f   aim %s %.1f   %s%n",
                    aim.what(),
                    aim.value(),
                    aim.atMost() ? "<=" : ">=",
                    aim.limit(),
                    aim.met() ? "met" : "MISSED");
        }
    }

    private record Aim(String what, double value, boolean atMost, double limit) {
        boolean met() {
            return atMost ? value <= limit : value >= limit;
        }
    }

    private List<Aim> aims() {
        List<Aim> aims = new ArrayList<>();
        int most = RULES[RULES.length - 1];
        Case few = new Case(SHARES[0], most, Backend.HEAP);
        Case many = new Case(SHARES[1], most, Backend.HEAP);
        Case manyOnDisk = new Case(SHARES[1], most, Backend.ROCKSDB);
        aims.add(new Aim(
                "1 % relevant, 50 rules: times the bare pipeline", againstBare(few, RuleEngine.MATCHER), true, 1.5));
        aims.add(new Aim(
                "33 % relevant, 50 rules: times the bare pipeline", againstBare(many, RuleEngine.MATCHER), true, 7));
        aims.add(new Aim(
                "33 % relevant, 50 rules: times cheaper than Flink CEP",
                cpu(many, RuleEngine.STOCK_CEP) / cpu(many, RuleEngine.MATCHER), false, 20));
        aims.add(new Aim(
                "33 % relevant, 50 rules: RocksDB as a multiple of heap",
                cpu(manyOnDisk, RuleEngine.MATCHER) / cpu(many, RuleEngine.MATCHER), true, 5));
        return aims;
    }

    private void printJson(PrintWriter out) {
        List<String> cases = new ArrayList<>();
        figures.forEach((measured, samples) -> {
            List<String> engines = new ArrayList<>();
            samples.forEach((engine, ofEngine) -> engines.add(String.format(
                    Locale.ROOT,
                    "\"%s\":{\"events\":%d,\"cpuNanos\":%.1f,\"wallNanos\":%.1f,\"matches\":%d}",
                    engine.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    ofEngine.events,
                    ofEngine.cpu(),
                    ofEngine.median(RuleMatchingRun.Sample::wallNanos),
                    ofEngine.all.get(0).findings().matches())));
            RuleMatchingRun.StateSize size = sizes.get(measured);
            cases.add(String.format(
                    Locale.ROOT,
                    "{\"relevant\":%.4f,\"rules\":%d,\"state\":\"%s\",\"engines\":{%s},\"accountsWithState\":%d,"
                            + "\"bytesPerAccount\":%.1f}",
                    measuredShare.getOrDefault(measured.share(), Double.NaN),
                    measured.rules(),
                    measured.backend().name().toLowerCase(Locale.ROOT),
                    String.join(",", engines),
                    size == null ? 0 : size.accounts(),
                    size == null ? 0 : size.bytes()));
        });
        List<String> aims = new ArrayList<>();
        for (Aim aim : aims()) {
            aims.add(String.format(
                    Locale.ROOT,
                    "{\"aim\":\"%s\",\"value\":%.3f,\"%s\":%.1f,\"met\":%b}",
                    aim.what(),
                    aim.value(),
                    aim.atMost() ? "atMost" : "atLeast",
                    aim.limit(),
                    aim.met()));
        }
        out.printf(
                Locale.ROOT,
                "{\"events\":%d,\"accounts\":%d,\"rounds\":%d,\"cases\":[%s],\"aims\":[%s]}%n",
                events,
                accounts,
                rounds,
                String.join(",", cases),
                String.join(",", aims));
    }
}
