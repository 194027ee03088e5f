package ai.finai.bench.state;

import ai.finai.bench.state.MeasuredReading.Reader;
import ai.finai.cli.TemporaryFolder;
import ai.finai.state.reading.Snapshot;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A first read of a savepoint and queries of what was read, beside Flink's own ways to read the same savepoint. */
@Command(
        name = "state",
        description = {
            "Reads a canonical savepoint of the profiles of many accounts into tables, and queries them, each time with a fresh"
                    + " look at the snapshot.",
            "",
            "Beside it, of the same savepoint: Flink's State Processor API that reads every profile and drops it; and Flink's SQL"
                    + " connector 'savepoint'. That knows no types of FinAI's, so it reads a state of a plain type that each"
                    + " account has beside its profile, with the same sum in it. Each in a JVM of its own with the same heap."
        },
        mixinStandardHelpOptions = true)
public final class StateBenchmark implements Callable<Integer> {

    private static final Pattern SECONDS = Pattern.compile("(.+?) +([\\d.]+) (s|ms)\\b.*");

    @Spec
    @SuppressWarnings("NullAway.Init") // by picocli
    private CommandSpec spec;

    @Option(names = "--accounts", defaultValue = "1000000", description = "How many. Default: ${DEFAULT-VALUE}.")
    private long accounts;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "768",
            description = "Of each reader's JVM; ./finai state has 768. Default: ${DEFAULT-VALUE}.")
    private int heap;

    @Option(
            names = "--queries",
            paramLabel = "N",
            defaultValue = "100",
            description = "How often each query is asked of the tables. Default: ${DEFAULT-VALUE}.")
    private int queries;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (TemporaryFolder folder = TemporaryFolder.create("finai-bench-state")) {
            Path savepoint = folder.path().resolve("savepoint");
            out.printf(Locale.ROOT, "writing a savepoint of %,d accounts ...%n", accounts);
            out.flush();
            ManyAccounts.write(savepoint, accounts);
            Snapshot snapshot = Snapshot.at(savepoint.toUri().toString());
            out.printf(
                    Locale.ROOT,
                    "%,.0f MB of state; %d threads; a heap of %d MB%n",
                    snapshot.bytes() / 1e6,
                    Runtime.getRuntime().availableProcessors(),
                    heap);
            Map<String, Double> api = measure(Reader.PROCESSOR_API, "Flink's State Processor API", snapshot, folder);
            Map<String, Double> finai = measure(Reader.FINAI, "FinAI", snapshot, folder);
            Map<String, Double> sql =
                    measure(Reader.SQL_CONNECTOR, "Flink's SQL connector 'savepoint'", snapshot, folder);
            double read = of(finai, "first read, into tables");
            out.println();
            ratio("first read / State Processor API", read / of(api, "every profile read and dropped"));
            for (String query : List.of("count and sum", "look-up by key")) {
                double peer = Math.min(of(sql, query + ", first time"), of(sql, query + ", again"));
                ratio(query + ": connector / first read and query", peer / (read + of(finai, query)));
                ratio(query + ": connector / later query", peer / of(finai, query));
            }
            if (!of(sql, "the sum").equals(of(finai, "the sum"))) {
                throw new IllegalStateException("the sums are not the same");
            }
        }
        out.flush();
        return 0;
    }

    private void ratio(String name, double ratio) {
        spec.commandLine().getOut().printf(Locale.ROOT, "%-52s %,9.2f%n", name, ratio);
    }

    private static Double of(Map<String, Double> figures, String name) {
        return Objects.requireNonNull(figures.get(name), name);
    }

    /** @return seconds, and the sum that was found */
    private Map<String, Double> measure(Reader reader, String title, Snapshot snapshot, TemporaryFolder folder)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%n%s%n", title);
        out.flush();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heap + 'm');
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-opens") || argument.startsWith("-Dfinai."))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MeasuredReading.class.getName()));
        command.addAll(List.of(
                reader.name(),
                snapshot.uri(),
                folder.path().resolve("cache").toString(),
                Long.toString(accounts),
                Integer.toString(queries)));
        File errors = folder.path().resolve(reader + ".log").toFile();
        Process process = new ProcessBuilder(command).redirectError(errors).start();
        Map<String, Double> figures = new HashMap<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("  the sum: ")) {
                    figures.put("the sum", Double.valueOf(line.substring("  the sum: ".length())));
                    continue;
                }
                out.println("  " + line);
                out.flush();
                Matcher figure = SECONDS.matcher(line);
                if (figure.matches()) {
                    double value = Double.parseDouble(figure.group(2));
                    figures.put(figure.group(1), figure.group(3).equals("s") ? value : value / 1e3);
                }
            }
        } finally {
            process.destroy(); // where this one ends before it
        }
        if (process.waitFor() != 0) {
            throw new IOException(title + " failed: " + java.nio.file.Files.readString(errors.toPath()));
        }
        return figures;
    }
}
