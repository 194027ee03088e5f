package ai.finai.cli;

import ai.finai.generator.GeneratorSettings;
import ai.finai.generator.Label;
import ai.finai.generator.LabelFile;
import ai.finai.generator.PaymentFile;
import ai.finai.generator.Payments;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "generate",
        sortOptions = false,
        customSynopsis = {"finai generate [OPTIONS] --output=FILE", "finai generate market [OPTIONS] --output=FOLDER"},
        subcommands = GenerateMarketCommand.class,
        commandListHeading = "%nBeside payments:%n",
        description = {
            "Writes payments of a plausible bank: salaries, rent, shops, cards, cash, in several countries and currencies,"
                    + " with laundering episodes and as many near misses.",
            "",
            "The same options give the same bytes. The file's name decides its form: .jsonl or .csv, and .gz after it"
                    + " for gzip."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai generate --accounts 10000 --days 30 --seed 1 --output payments.jsonl.gz",
            "  finai generate --accounts 10000 --days 30 --seed 1 --scenarios structuring=20,rapid-transfer=20 \\",
            "      --output payments.jsonl --labels labels.csv",
            "  finai generate --accounts 20000 --days 60 --scenarios all=60 --output payments.csv --labels labels.csv",
            "  finai generate market --symbols 20 --days 5 --seed 1 --output market"
        })
final class GenerateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Accounts of the bank's customers. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "30",
            description = "Days of payments. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Another seed gives other payments. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--scenarios",
            paramLabel = "NAME=COUNT,...",
            defaultValue = "",
            description = "Laundering episodes of each scenario; as many near misses come with them. What rules find:"
                    + " structuring, rapid-transfer. What no rule describes, in 30 days or more: dormant, mule,"
                    + " funnel, fan-out, fan-in, round-trip. all=20 is 20 of each. Default: none.")
    private String scenarios;

    @Option(
            names = "--start",
            paramLabel = "DAY",
            description = "The first day, in UTC. Default: 2026-01-05, a Monday.")
    private @Nullable LocalDate start;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to, always to be named; replaced, when all is written, if it is there.")
    private @Nullable Path output;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Where to write which transactions belong to which episode or near miss, as CSV.")
    private @Nullable Path labels;

    @Override
    public Integer call() throws IOException {
        if (output == null) {
            // Were it required, it would be so of the commands below this one too.
            OptionSpec option = spec.findOption("--output");
            throw new MissingParameterException(spec.commandLine(), option, "Missing required option: '--output=FILE'");
        }
        return generate(output);
    }

    private int generate(Path output) throws IOException {
        if (labels != null && isSame(output, labels)) {
            throw CommandFailed.usage("--labels " + labels + " is the file of --output; name another one");
        }
        Payments payments = Payments.of(settings());
        long began = System.nanoTime();
        PaymentFile.Written written;
        try {
            createParent(output);
            written = PaymentFile.write(payments, output);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(output, e), e);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %s, %s, in %s (%s)%n",
                output,
                Figures.count(written.transactions(), "transaction"),
                Figures.bytes(written.bytes()),
                Figures.elapsed(took),
                Figures.rate(written.transactions(), took));
        if (labels != null) {
            writeLabels(payments.labels(), labels, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private GeneratorSettings settings() {
        try {
            GeneratorSettings settings = GeneratorSettings.of(accounts, days, seed)
                    .withScenarios(GeneratorSettings.parseScenarios(scenarios));
            return start == null ? settings : settings.withStart(start);
        } catch (IllegalArgumentException e) {
            throw CommandFailed.usage("--" + e.getMessage(), e);
        }
    }

    private static void writeLabels(List<Label> all, Path file, PrintWriter out) {
        try {
            createParent(file);
            LabelFile.write(all, file);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(file, e), e);
        }
        long episodes = all.stream().filter(Label::episode).count();
        out.printf(
                "%s: %s, %s%n",
                file, Figures.count(episodes, "episode"), Figures.count(all.size() - episodes, "near miss"));
    }

    /** Also by another name: through a link, or from another folder. */
    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other)
                ? Files.isSameFile(one, other)
                : inRealFolder(one).equals(inRealFolder(other));
    }

    private static Path inRealFolder(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        return folder != null && Files.exists(folder) ? folder.toRealPath().resolve(absolute.getFileName()) : absolute;
    }

    private static void createParent(Path file) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
    }
}
