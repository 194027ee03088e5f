package ai.finai.bench;

import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.events.WatchedPosting;
import ai.finai.models.ShippedModel;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.scoring.AlertPolicy;
import ai.finai.operators.scoring.Scoring;
import ai.finai.patterns.RuleBook;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.AccountProfileSerializer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The account stage with profiles and without, in turns on the same postings in one run. The first half of them is not
 * measured: in it nearly every account is seen for the first time, which happens once. Nor is the end of the stream, at
 * which every account is forgotten.
 */
@Command(
        name = "profiles",
        description = {
            "What the profiles of accounts cost: the account stage with them and without, CPU time a posting.",
            "Without a model and with the shipped one; heap and RocksDB; parallelism 1."
        },
        mixinStandardHelpOptions = true)
final class ProfileBenchmark implements Callable<Integer> {

    private static final int RULES = 10;
    private static final double RELEVANT = 0.01;
    private static final long SEED = 42;

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--rounds", defaultValue = "5", description = "After one to warm up. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--events",
            defaultValue = "1000000",
            description = "Of each run, the second half measured. Default: ${DEFAULT-VALUE}.")
    private int events;

    @Option(names = "--accounts", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--output", description = "json: the figures as one JSON object on stdout, and nothing else there.")
    private @Nullable String output;

    private record Cost(boolean model, boolean rocksDb, double without, double with) {}

    /** @param bytes of the accounts' profiles at the end, in order */
    private record Sizes(long[] bytes) {
        double mean() {
            return Arrays.stream(bytes).average().orElse(0);
        }

        long share(double share) {
            return bytes[(int) Math.min(bytes.length - 1, share * bytes.length)];
        }
    }

    @Override
    public Integer call() throws Exception {
        if (output != null && !output.equals("json")) {
            spec.commandLine().getErr().println("--output " + output + ": unknown; known: json");
            return 2;
        }
        Posting[] postings = StructuringStream.postings(events, accounts, RELEVANT, SEED);
        List<Cost> costs = new ArrayList<>();
        try (RuleMatchingRun runs = new RuleMatchingRun()) {
            for (boolean model : new boolean[] {false, true}) {
                for (boolean rocksDb : new boolean[] {false, true}) {
                    PrintWriter progress = spec.commandLine().getErr();
                    progress.println(model(model) + ", " + state(rocksDb));
                    progress.flush();
                    costs.add(measure(runs, postings, model, rocksDb));
                }
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (output == null) {
            print(out, costs, sizes(postings));
        } else {
            printJson(out, costs, sizes(postings));
        }
        out.flush();
        return 0;
    }

    private Cost measure(RuleMatchingRun runs, Posting[] postings, boolean model, boolean rocksDb) throws Exception {
        RuleBook book = RuleMatchingRun.book(RULES);
        double[] without = new double[rounds];
        double[] with = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            double off = run(runs, book, postings, model, false, rocksDb);
            double on = run(runs, book, postings, model, true, rocksDb);
            if (round >= 0) {
                without[round] = off;
                with[round] = on;
            }
        }
        return new Cost(model, rocksDb, median(without), median(with));
    }

    private static double run(
            RuleMatchingRun runs, RuleBook book, Posting[] postings, boolean model, boolean profiles, boolean rocksDb)
            throws Exception {
        Scoring scoring = model
                ? new Scoring(
                        ShippedModel.bytes(), new AlertPolicy(false, null, 0.5, Duration.ZERO, Severity.LOW), 0.25)
                : Scoring.NONE;
        WatchAccounts.Config config = WatchAccounts.Config.of(book, "0".repeat(64), "bench", "bench")
                .with(scoring)
                .profiles(profiles);
        RuleMatchingRun.Graph graph = (stream, rules) -> count(stream, config, postings.length);
        return runs.run(graph, book, postings, postings.length / 2, rocksDb).cpuNanos();
    }

    private static void count(DataStream<Posting> stream, WatchAccounts.Config config, int postings) {
        WatchAccounts watched = RuleEngine.watch(stream, config);
        watched.postings().process(new Counting(postings)).returns(Types.LONG).sinkTo(new DiscardingSink<>());
        watched.alerts().sinkTo(new DiscardingSink<>());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Sizes sizes(Posting[] postings) throws IOException {
        Map<String, AccountProfile> profiles = new HashMap<>();
        for (Posting posting : postings) {
            profiles.computeIfAbsent(posting.account(), account -> new AccountProfile())
                    .add(posting, 0.5f);
        }
        AccountProfileSerializer serializer = new AccountProfileSerializer();
        DataOutputSerializer out = new DataOutputSerializer(1_024);
        long[] bytes = new long[profiles.size()];
        int next = 0;
        for (AccountProfile profile : profiles.values()) {
            out.clear();
            serializer.serialize(profile, out);
            bytes[next++] = out.length();
        }
        Arrays.sort(bytes);
        return new Sizes(bytes);
    }

    private void print(PrintWriter out, List<Cost> costs, Sizes sizes) {
        out.printf(
                Locale.ROOT,
                "Profiles of accounts: CPU time a posting, medians of %d rounds; %,d postings of %,d accounts, the second"
                        + " half measured;%n%d rules, which 1 %% of the postings concern.%n%n",
                rounds,
                events,
                accounts,
                RULES);
        out.printf("%-16s %-8s %12s %12s %12s %8s%n", "model", "state", "without", "with", "difference", "ratio");
        for (Cost cost : costs) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %-8s %9.0f ns %9.0f ns %9.0f ns %6.2f x%n",
                    model(cost.model()),
                    state(cost.rocksDb()),
                    cost.without(),
                    cost.with(),
                    cost.with() - cost.without(),
                    cost.with() / cost.without());
        }
        out.printf(
                Locale.ROOT,
                "%nA profile: %.0f bytes, median %d, 99th percentile %d, largest %d (%,d accounts).%n",
                sizes.mean(),
                sizes.share(0.5),
                sizes.share(0.99),
                sizes.share(1),
                sizes.bytes().length);
    }

    private static void printJson(PrintWriter out, List<Cost> costs, Sizes sizes) {
        List<String> cases = new ArrayList<>();
        for (Cost cost : costs) {
            cases.add(String.format(
                    Locale.ROOT,
                    "{\"model\":%b,\"state\":\"%s\",\"cpuNanosWithout\":%.1f,\"cpuNanosWith\":%.1f}",
                    cost.model(),
                    state(cost.rocksDb()).toLowerCase(Locale.ROOT),
                    cost.without(),
                    cost.with()));
        }
        out.printf(
                Locale.ROOT,
                "{\"cases\":[%s],\"bytes\":{\"mean\":%.1f,\"median\":%d,\"p99\":%d,\"largest\":%d}}%n",
                String.join(",", cases),
                sizes.mean(),
                sizes.share(0.5),
                sizes.share(0.99),
                sizes.share(1));
    }

    private static String model(boolean model) {
        return model ? "the shipped one" : "none";
    }

    private static String state(boolean rocksDb) {
        return rocksDb ? "RocksDB" : "heap";
    }

    /** Ends the measurement with the last posting. */
    private static final class Counting extends ProcessFunction<WatchedPosting, Long> {

        private static final long serialVersionUID = 1;

        private int left;

        Counting(int postings) {
            left = postings;
        }

        @Override
        public void processElement(WatchedPosting posting, Context context, Collector<Long> out) {
            if (--left == 0) {
                Measured.end();
            }
        }
    }
}
