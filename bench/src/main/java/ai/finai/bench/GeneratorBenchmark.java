package ai.finai.bench;

import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.PaymentFile;
import ai.finai.generator.Payments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Payments generated and written as JSON lines, beside copying the same bytes from file to file. */
@Command(
        name = "generator",
        description = "Payments a second, generated and written to a file as JSON lines on one core.",
        mixinStandardHelpOptions = true)
final class GeneratorBenchmark implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--accounts", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(names = "--days", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--rounds", defaultValue = "5", description = "The median is shown. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Override
    public Integer call() throws IOException {
        GeneratorSettings settings = GeneratorSettings.of(accounts, days, 1)
                .withScenarios(GeneratorSettings.parseScenarios("structuring=20,rapid-transfer=20"));
        Path folder = Files.createTempDirectory("finai-bench");
        Path payments = folder.resolve("payments.jsonl");
        Path copy = folder.resolve("copy.jsonl");
        PrintWriter out = spec.commandLine().getOut();
        double[] generated = new double[rounds];
        double[] copied = new double[rounds];
        try {
            PaymentFile.Written written = PaymentFile.write(Payments.of(settings), payments);
            out.printf(
                    Locale.ROOT,
                    "%,d payments, %,d MB, %d rounds after one to warm up; CPU time%n",
                    written.transactions(),
                    written.bytes() >> 20,
                    rounds);
            for (int round = 0; round < rounds; round++) {
                long start = ProcessCpu.ownNanos();
                PaymentFile.write(Payments.of(settings), payments);
                long generate = ProcessCpu.ownNanos();
                copy(payments, copy);
                long end = ProcessCpu.ownNanos();
                generated[round] = written.transactions() * 1e9 / Math.max(1, generate - start);
                copied[round] = written.transactions() * 1e9 / Math.max(1, end - generate);
            }
        } finally {
            Files.deleteIfExists(payments);
            Files.deleteIfExists(copy);
            Files.delete(folder);
        }
        out.printf(Locale.ROOT, "  generate and write  %,12.0f a CPU second%n", median(generated));
        out.printf(Locale.ROOT, "  copy the file       %,12.0f%n", median(copied));
        out.printf(Locale.ROOT, "  ratio               %12.2f%n", median(generated) / median(copied));
        out.flush();
        return 0;
    }

    private static void copy(Path from, Path to) throws IOException {
        byte[] buffer = new byte[1 << 17];
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
