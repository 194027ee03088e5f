package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.cli.S3Options;
import ai.finai.cli.TemporaryFolder;
import ai.finai.cli.input.market.MarketFiles;
import ai.finai.cli.input.market.SortedMarket;
import ai.finai.laboratory.Progress;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Bars on the command line, as {@code finai backtest market} takes them. */
final class BarOptions {

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description =
                    "Files of prices, and of splits that the prices are to be adjusted for, as finai backtest market"
                            + " takes them: JSON lines or CSV, plain or gzip, paths, patterns in quotes, or s3:// addresses."
                            + " Headlines among them are left out.")
    private List<String> inputs = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            arity = "1..*",
            description =
                    "How columns become fields: ohlcv, or mapping files in YAML. The first one that fits a file reads"
                            + " it. Default: none; columns have the names of the topics' fields.")
    private List<String> mappings = List.of();

    @Mixin
    private S3Options s3;

    /**
     * Reads all of it, and says on standard error what it was.
     *
     * @throws CommandFailed if something cannot be read, or the bars do not go together
     */
    AdjustedBars read(Progress progress) throws IOException {
        MarketFiles files = MarketFiles.of(mappings);
        List<String> expanded = MarketFiles.expand(inputs);
        if (expanded.stream().anyMatch(input -> input.startsWith("s3://"))) {
            s3.initialise();
        }
        expanded.forEach(files::check);
        try (TemporaryFolder folder = TemporaryFolder.create("finai-bars-")) {
            return read(expanded, files, folder, progress);
        }
    }

    private static AdjustedBars read(
            List<String> inputs, MarketFiles files, TemporaryFolder folder, Progress progress) {
        try {
            SortedMarket rows = SortedMarket.read(
                    inputs,
                    files,
                    folder.path(),
                    (file, count) -> progress.says("reading %s: %s", file, Figures.count(count, "row")));
            progress.ends();
            AdjustedBars bars = new AdjustedBars(rows, inputs, progress.err());
            progress.line("%s", bars.summary());
            return bars;
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(folder.path(), e), e);
        }
    }
}
