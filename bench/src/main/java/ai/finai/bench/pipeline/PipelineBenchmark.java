package ai.finai.bench.pipeline;

import ai.finai.generator.GeneratorSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole job on this machine, broker and S3 server included. */
@Command(
        name = "pipeline",
        description = {
            "The money laundering job from its topic to committed sinks, all on this machine: a Kafka broker and an S3"
                    + " server in JVMs of their own, RocksDB, the shipped rules.",
            "",
            "The topic is filled first; then transactions a second are measured between completed checkpoints, for the"
                    + " whole job and without some of its parts; then the latency of alerts at a moderate rate."
        },
        mixinStandardHelpOptions = true)
public final class PipelineBenchmark implements Callable<Integer> {

    private static final String TOPIC = "transactions";

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--accounts", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--transactions",
            defaultValue = "8000000",
            description = "In the topic. Default: ${DEFAULT-VALUE}.")
    private long transactions;

    @Option(names = "--parallelism", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
    private int parallelism;

    @Option(
            names = "--checkpoint",
            defaultValue = "PT10S",
            description = "Between checkpoints. Default: ${DEFAULT-VALUE}.")
    private Duration checkpoint = Duration.ZERO;

    @Option(
            names = "--for",
            defaultValue = "PT30S",
            description = "Measured so long a variant, at least. Default: ${DEFAULT-VALUE}.")
    private Duration atLeast = Duration.ZERO;

    @Option(names = "--rounds", defaultValue = "1", description = "Medians are shown. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--only",
            description = "Only these of ${COMPLETION-CANDIDATES}, without latency: to profile one. Default: all.")
    private @Nullable List<Variant> only;

    @Option(
            names = "--latency-rate",
            defaultValue = "2000",
            description = "Transactions a second while latency is measured. Default: ${DEFAULT-VALUE}.")
    private int latencyRate;

    @Option(
            names = "--flink",
            paramLabel = "KEY=VALUE",
            description = "Flink options on top of the job's own, to try what they do.")
    private Map<String, String> flink = Map.of();

    @Option(names = "--output", defaultValue = "text", description = "text or json. Default: ${DEFAULT-VALUE}.")
    private String output = "";

    @Override
    public Integer call() throws Exception {
        PrintWriter progress = spec.commandLine().getErr();
        try (Setting setting = Setting.start(parallelism, checkpoint, flink)) {
            fill(setting, progress);
            Throughput throughput = new Throughput(setting, TOPIC, transactions, checkpoint, atLeast);
            Map<Variant, Throughput.Result> results = measure(throughput, progress);
            AlertLatency.Result latency = null;
            if (only == null) {
                say(progress, "latency of alerts at %,d transactions a second", latencyRate);
                latency =
                        new AlertLatency(setting, accounts, latencyRate, checkpoint, Duration.ofSeconds(40)).measure();
            }
            PipelineReport report =
                    new PipelineReport(accounts, transactions, parallelism, results, latencyRate, latency);
            PrintWriter out = spec.commandLine().getOut();
            out.println(output.equals("json") ? report.json() : report.text());
            out.flush();
        }
        return 0;
    }

    private void fill(Setting setting, PrintWriter progress) throws Exception {
        say(progress, "filling the topic with %,d transactions of %,d accounts", transactions, accounts);
        GeneratorSettings settings = GeneratorSettings.of(accounts, 30, 1)
                .withScenarios(GeneratorSettings.parseScenarios("structuring=100,rapid-transfer=100"));
        try (PaymentsTopic topic = PaymentsTopic.create(setting.bootstrapServers(), TOPIC, settings, 50)) {
            topic.fill(transactions);
        }
    }

    private Map<Variant, Throughput.Result> measure(Throughput throughput, PrintWriter progress) throws Exception {
        Map<Variant, List<Throughput.Result>> all = new EnumMap<>(Variant.class);
        say(progress, "warming up");
        throughput.warmUp();
        for (int round = 1; round <= rounds; round++) {
            for (Variant variant : only == null ? List.of(Variant.values()) : only) {
                say(progress, "round %d of %d: %s", round, rounds, variant.title);
                Throughput.Result result = throughput.measure(variant, round);
                say(progress, "    %,.0f transactions a second", result.perSecond());
                all.computeIfAbsent(variant, v -> new ArrayList<>()).add(result);
            }
        }
        Map<Variant, Throughput.Result> medians = new EnumMap<>(Variant.class);
        all.forEach((variant, results) -> {
            results.sort(Comparator.comparingDouble(Throughput.Result::perSecond));
            medians.put(variant, results.get(results.size() / 2));
        });
        return medians;
    }

    private static void say(PrintWriter progress, String format, Object... values) {
        progress.println(String.format(Locale.ROOT, format, values));
        progress.flush();
    }
}
