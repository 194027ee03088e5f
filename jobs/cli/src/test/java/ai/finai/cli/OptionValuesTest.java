package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What an option does not take is said in plain words, with the option's name. */
class OptionValuesTest {

    /** {@code java.lang.X}, {@code NumberFormatException}, {@code is not an int}. */
    private static final Pattern NAME_OF_A_CLASS =
            Pattern.compile("\\b[a-z]+\\.[a-z.]+\\.[A-Z]|Exception|\\b(int|long|double|Duration|LocalDate|Path)\\b");

    private static final Map<Class<?>, List<String>> BAD = Map.of(
            int.class, List.of("x", "", "1.5", "1e3", "99999999999", "0x10"),
            Integer.class, List.of("x", "", "1.5", "99999999999"),
            long.class, List.of("x", "", "1.5", "99999999999999999999"),
            Long.class, List.of("x", "", "-1GB", "99999999999TB"),
            double.class, List.of("x", "", "1,5", "NaN", "1e999", "-Infinity"),
            Double.class, List.of("x", "", "NaN"),
            Duration.class, List.of("x", "", "0s", "-1h", "PT-1H", "PT0.0001S", "999999999999d", "P99999999999D"),
            LocalDate.class, List.of("x", "", "2026-02-30", "2026-13-01", "yesterday"),
            Path.class, List.of("a\0b"));

    @Test
    void everyOptionOfEveryCommandDoes() {
        List<String> asked = new ArrayList<>();
        ask(Finai.commandLine(), asked);
        assertThat(asked).hasSizeGreaterThan(40);
    }

    private static void ask(CommandLine command, List<String> asked) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            for (String bad : BAD.getOrDefault(option.type(), List.of())) {
                String what = command.getCommandSpec().qualifiedName() + ' ' + option.longestName() + "='" + bad + '\'';
                asked.add(what);
                ParameterException refusal = catchThrowableOfType(
                        ParameterException.class, () -> command.parseArgs(option.longestName() + '=' + bad));
                assertThat(refusal).as(what).isNotNull();
                String without = String.valueOf(refusal.getMessage()).replace(option.paramLabel(), "");
                assertThat(without)
                        .as(what)
                        .contains(option.longestName())
                        .doesNotContainPattern(NAME_OF_A_CLASS)
                        .doesNotContain("Missing required");
            }
        }
        command.getSubcommands().values().forEach(sub -> ask(sub, asked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backtest market --news-lateness -1h",
                "backtest market --news-lateness=PT-1H",
                "chart AAPL --input here --interval 0s",
                "chart AAPL --input here --width wide",
                "generate market --output here --start 2026-02-30",
                "generate market --output here --start +10000-01-01",
                "generate market --output here --interval 7min",
                "generate market --output here --days 0",
                "generate market --output here --jump-news 2",
                "generate --output here --start 1000-01-01",
                "generate --output here --days 0",
                "chart AAPL --input here --from 2026-02-30",
                "chart AAPL --input here --to noon",
                "demo --for 0s",
                "demo --rate fast",
                "dead-letters list --since -1h",
                "state cache list --cache-size 10"
            })
    void andIsOneLineWithTheCodeForIt(String line) {
        Cli result = finai(line.split(" "));
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
        List<String> words = List.of(line.split("[ =]"));
        String option = words.get(words.size() - 2);
        assertThat(result.err()).hasLineCount(1).contains(option).doesNotContainPattern("\\bjava\\.|Exception");
    }
}
