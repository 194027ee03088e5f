package ai.finai.cli.backtest.ends;

import ai.finai.cli.CommandFailed;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the results of a backtest go, and how they are shown. */
public final class ResultOptions {

    private static final int MOST_SUBTASKS = 128;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "A folder for the results, always to be named; made if it is not there.")
    private @Nullable Path output;

    @Option(names = "--overwrite", description = "Replaces results that are in the folder already.")
    private boolean overwrite;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "Subtasks of the job. Changes no result. Default: one a core, at most 8.")
    private int parallelism = Math.min(8, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description =
                    "What stands on standard output: a table of alerts per rule, or summary.json. Default: table.")
    private Format format;

    private enum Format {
        TABLE,
        JSON
    }

    /** @throws CommandFailed if an option has a value that it cannot have */
    public void check() {
        inRange("--parallelism", parallelism, 1, MOST_SUBTASKS);
    }

    /** @throws CommandFailed if it is not in the range, whose ends belong to it */
    public static void inRange(String option, int value, int from, int to) {
        if (value < from || value > to) {
            throw CommandFailed.usage(option + " is " + value + "; it must be from " + from + " to " + to);
        }
    }

    /** The folder, made where it is not there: {@link OutputFolder#prepare} says what is wrong with it. */
    public Path prepare() {
        Path folder = folder();
        OutputFolder.prepare(folder, overwrite);
        return folder;
    }

    /** What {@code --output} names; it must have been given. */
    public Path folder() {
        if (output == null) {
            throw new IllegalStateException("--output was not given");
        }
        return output;
    }

    /** Where the job runs. */
    public StreamExecutionEnvironment environment() {
        return BacktestEnvironment.of(parallelism);
    }

    /** @return whether that was what was asked for; if not, nothing is printed */
    public boolean printedAsJson(byte[] summary, PrintWriter out) {
        if (format == Format.JSON) {
            out.print(new String(summary, StandardCharsets.UTF_8));
            out.flush();
        }
        return format == Format.JSON;
    }
}
