package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.generator.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {

    @TempDir
    Path folder;

    @Test
    void paymentsAndLabelsInTheSameFileAreRefused() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.createSymbolicLink(folder.resolve("here"), folder);
        Path again = folder.resolve("here/x.csv");

        Cli result = generate(file, again);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().strip())
                .isEqualTo("finai: --labels " + again + " is the file of --output; name another one");
        assertThat(file).doesNotExist();

        Files.writeString(file, "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        assertThat(generate(file, link).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(file).hasContent("mine");

        assertThat(generate(file, folder.resolve("labels.csv")).exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void theHelpNamesEveryScenario() {
        String help = finai("generate", "--help").out().replaceAll("\\s+", " ");
        for (Scenario scenario : Scenario.values()) {
            assertThat(help).contains(scenario.code());
        }
    }

    @Test
    void episodesAreCountedWhetherOrNotARuleIsExpectedToFindThem() {
        Cli result = finai(
                "generate",
                "--accounts",
                "400",
                "--days",
                "30",
                "--scenarios",
                "all=2",
                "--output",
                folder.resolve("payments.jsonl").toString(),
                "--labels",
                folder.resolve("labels.csv").toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("16 episodes, 16 near misses");
    }

    private static Cli generate(Path output, Path labels) {
        return finai(
                "generate",
                "--accounts",
                "200",
                "--days",
                "20",
                "--scenarios",
                "structuring=1",
                "--output",
                output.toString(),
                "--labels",
                labels.toString());
    }
}
