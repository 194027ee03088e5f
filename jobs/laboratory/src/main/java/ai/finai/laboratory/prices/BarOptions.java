package ai.finai.laboratory.prices;

import ai.finai.cli.CommandFailed;
import ai.finai.training.price.PriceSamples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Bars on the command line. */
final class BarOptions {

    @Option(
            names = "--input",
            paramLabel = "FILE",
            arity = "1..*",
            required = true,
            description = "Files of bars, adjusted for splits: CSV, plain or gzip, paths or s3:// addresses.")
    private List<String> inputs = List.of();

    @Option(
            names = "--mapping",
            paramLabel = "NAME|FILE",
            defaultValue = "ohlcv",
            description = "How columns become bars: ohlcv, or a mapping file in YAML. Default: ${DEFAULT-VALUE}.")
    private String mapping;

    private @Nullable BarMapping read;

    private BarMapping mapping() {
        if (read == null) {
            read = BarMapping.of(mapping);
        }
        return read;
    }

    /** Of the bars. */
    Duration interval() {
        return mapping().length();
    }

    /**
     * @param length bars in a window
     * @throws CommandFailed if the files cannot be read, or hold no window
     */
    PriceSamples samples(int length) {
        PriceSamples samples = PriceSamples.of(BarFile.read(inputs, mapping()), length);
        if (samples.size() == 0) {
            throw CommandFailed.usage("no symbol has " + (length + 2) + " bars: a window of " + length
                    + ", one before it and one that is foretold");
        }
        return samples;
    }

    /** What an evaluation says of where its bars come from. */
    Map<String, String> about(PriceSamples samples) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put(
                "bars",
                inputs.stream()
                                .map(input -> String.valueOf(Path.of(input).getFileName()))
                                .collect(Collectors.joining(", "))
                        + "; sha256 of the bars " + samples.sha256());
        about.put("interval", interval().toString());
        return about;
    }
}
