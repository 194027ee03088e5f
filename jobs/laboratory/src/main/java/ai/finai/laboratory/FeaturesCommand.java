package ai.finai.laboratory;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.cli.TemporaryFolder;
import ai.finai.cli.Terminal;
import ai.finai.laboratory.data.FeatureFile;
import ai.finai.models.features.Feature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code finai model features}. */
@Command(
        name = "features",
        sortOptions = false,
        description = {
            "Writes every posting's features with its label as CSV, for those who train elsewhere: the same numbers that"
                    + " the running job computes.",
            "",
            "Accounts are numbered in the order in which they appear; no account, name or counterparty is written. A model"
                    + " made from them must carry the hash that --describe prints."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai model features --describe",
            "  finai model features --input payments.jsonl.gz --labels labels.csv --rates rates.csv --output features.csv.gz"
        })
final class FeaturesCommand implements Callable<Integer> {

    private static final String INDENT = "    ";

    @Spec
    private CommandSpec spec;

    @Mixin
    private PaymentOptions payments;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description =
                    "Where to, as CSV; compressed if its name ends with .gz. Replaced, when all is written, if it is"
                            + " there.")
    private @Nullable Path output;

    @Option(names = "--describe", description = "Prints the features, their units and bounds, and why they are there.")
    private boolean describe;

    @Override
    public Integer call() throws IOException {
        if (describe) {
            describe(spec.commandLine().getOut());
            return ExitCode.OK;
        }
        if (output == null) {
            throw CommandFailed.usage("name --output FILE, or --describe for what the features are");
        }
        OutputPlace.requireFile(output);
        Progress progress = new Progress(spec.commandLine().getErr());
        try (TemporaryFolder folder = TemporaryFolder.create("finai-features")) {
            PaymentOptions.Payments read = payments.read(payments.config(), folder, progress);
            write(read, output);
            return ExitCode.OK;
        }
    }

    private void write(PaymentOptions.Payments read, Path file) {
        try {
            FeatureFile.write(read.data().postings(), file);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(file, e), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "%s: %s, sha256 of features and labels %s%n",
                file,
                Figures.count(read.data().postings().size(), "posting"),
                read.data().postings().sha256());
        out.flush();
    }

    private static void describe(PrintWriter out) {
        int width = Terminal.columns() - INDENT.length();
        for (Feature feature : Feature.all()) {
            out.printf(
                    "%-18s %s, from %s to %s (%s)%n",
                    feature.title(),
                    feature.unit(),
                    plain(feature.lowest()),
                    plain(feature.highest()),
                    feature.group().name().toLowerCase(Locale.ROOT));
            String description = feature.description();
            while (description.length() > width) {
                int end = description.lastIndexOf(' ', width);
                out.println(INDENT + description.substring(0, end));
                description = description.substring(end + 1);
            }
            out.println(INDENT + description);
        }
        out.printf(
                "%nlog2 is the logarithm to base 2 of one more than the value; of a ratio, the difference of two such. A model that takes all of them, in this"
                        + " order, says:%nfinai.features=%s%nfinai.features.sha256=%s%n",
                Feature.titles().replace(" ", ""), Feature.sha256(Feature.all()));
        out.flush();
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
