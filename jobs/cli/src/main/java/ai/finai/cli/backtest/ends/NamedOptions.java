package ai.finai.cli.backtest.ends;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Options that must be named. Were they required in picocli's sense, they would be so of commands below theirs too. */
public final class NamedOptions {

    private NamedOptions() {}

    /** @throws MissingParameterException that says, as picocli does, which of them are missing */
    public static void require(CommandSpec spec, String... names) {
        List<OptionSpec> missing = Stream.of(names)
                .map(spec::findOption)
                .filter(option -> option.getValue() == null || option.getValue().equals(List.of()))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        String listed = missing.stream()
                .map(option -> "'" + option.longestName() + '=' + option.paramLabel() + "'")
                .collect(Collectors.joining(", "));
        String form = missing.size() == 1 ? "Missing required option: " : "Missing required options: ";
        throw new MissingParameterException(spec.commandLine(), List.copyOf(missing), form + listed);
    }
}
