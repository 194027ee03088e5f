package ai.finai.cli.chart;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.DurationConverter;
import ai.finai.cli.ExitCode;
import ai.finai.cli.Figures;
import ai.finai.cli.FileProblems;
import ai.finai.cli.S3Options;
import ai.finai.cli.chart.canvas.ImageCanvas;
import ai.finai.cli.chart.canvas.SvgCanvas;
import ai.finai.cli.chart.history.History;
import ai.finai.cli.chart.history.HistoryReader;
import ai.finai.cli.chart.history.Period;
import ai.finai.cli.chart.panel.SymbolChart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "chart",
        sortOptions = false,
        description = {
            "Draws a symbol's history from the market job's archive: price with what the model expected, alerts, volume,"
                    + " and the sentiment of headlines.",
            "",
            "Bars lie side by side: nights and weekends take no room. Times are UTC. The file's name decides its form."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  finai chart AAPL --input archive",
            "  finai chart AAPL --from 2026-01-05 --to 2026-01-09 --input archive --output apple.png",
            "  finai chart AAPL --from 2026-01-05T14:30Z --to 2026-01-05T21:00Z --interval 1min \\",
            "      --input s3://bank/archive --s3-endpoint http://127.0.0.1:9000 --width 1600 --height 900"
        })
public final class ChartCommand implements Callable<Integer> {

    private static final int MOST_PIXELS = 10_000;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SYMBOL", description = "Whose history, as the prices topic names it.")
    private String symbol;

    @Option(
            names = "--input",
            paramLabel = "PLACE",
            required = true,
            description = "The archive: a folder, or an s3:// address, as archive.location of the job's configuration.")
    private String input;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "A day, or a time such as 2026-01-05T14:30Z. Default: the first bar.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "A day, which is in the chart, or a time. Default: the last bar.")
    private @Nullable String to;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Length of the bars, where the archive has several: 1min, 24h. Default: that of most bars.")
    private @Nullable Duration interval;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where to, .svg or .png; replaced if it is there. Default: SYMBOL.svg in this folder.")
    private @Nullable Path output;

    @Option(
            names = "--width",
            paramLabel = "PIXELS",
            defaultValue = "1200",
            description = "From 320 to 10000. Default: ${DEFAULT-VALUE}.")
    private int width;

    @Option(
            names = "--height",
            paramLabel = "PIXELS",
            defaultValue = "720",
            description = "From 400 to 10000. Default: ${DEFAULT-VALUE}.")
    private int height;

    @Mixin
    private S3Options s3;

    @Override
    public Integer call() throws IOException {
        Path file = output == null ? Path.of(symbol.replaceAll("[^A-Za-z0-9._-]", "-") + ".svg") : output;
        boolean png = isPng(file);
        check("--width", width, SymbolChart.LEAST_WIDTH);
        check("--height", height, SymbolChart.LEAST_HEIGHT);
        Period period = Period.of(from, to);
        History history = read(period);
        SymbolChart chart = SymbolChart.of(history);
        byte[] picture = png ? png(chart) : svg(chart);
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, picture);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(file, e), e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": " + chart.title() + "; " + chart.description() + " " + width + " x " + height + ", "
                + Figures.bytes(picture.length));
        out.flush();
        return ExitCode.OK;
    }

    private static boolean isPng(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw CommandFailed.usage("--output " + file + ": expected a name that ends in .svg or .png");
        }
        return name.endsWith(".png");
    }

    private static void check(String option, int pixels, int least) {
        if (pixels < least || pixels > MOST_PIXELS) {
            throw CommandFailed.usage(option + " " + pixels + ": expected " + least + " to " + MOST_PIXELS);
        }
    }

    private History read(Period period) throws IOException {
        String location = input;
        if (input.startsWith("s3://") || input.startsWith("s3a://")) {
            s3.initialise();
        } else if (!input.contains("://")) {
            if (!Files.isDirectory(Path.of(input))) {
                throw CommandFailed.usage("no folder " + input);
            }
            location = Path.of(input).toAbsolutePath().toUri().toString();
        }
        return HistoryReader.of(input, location).read(symbol, period, interval == null ? null : interval.toMillis());
    }

    private byte[] svg(SymbolChart chart) {
        SvgCanvas canvas = new SvgCanvas(width, height, chart.title(), chart.description());
        chart.draw(canvas);
        return canvas.document().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] png(SymbolChart chart) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageCanvas canvas = new ImageCanvas(width, height);
            chart.draw(canvas);
            canvas.writePng(bytes);
        } catch (LinkageError | InternalError e) {
            throw CommandFailed.missing(
                    "this machine has no fonts for a PNG (packages fontconfig and fonts-dejavu, or as they are named here);"
                            + " an SVG needs none: --output " + symbol + ".svg",
                    e);
        }
        return bytes.toByteArray();
    }
}
