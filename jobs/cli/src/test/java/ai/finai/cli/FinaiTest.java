package ai.finai.cli;

import static ai.finai.cli.Cli.finai;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class FinaiTest {

    @Test
    void withoutACommandItSaysWhatItCan() {
        Cli result = finai();
        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).contains("Commands:", "test", "version").contains("Exit codes:");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void aMistypedCommandIsOneLineWithTheNearestOne() {
        Cli result = finai("versoin");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("versoin").contains("did you mean").contains("version");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void aMistypedOptionIsOneLineThatSaysWhereHelpIs() {
        Cli result = finai("version", "--debgu");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("--debgu").contains("--debug").contains("See: finai version --help");
    }

    @Test
    void versionNamesAllThatMatters() {
        Cli result = finai("version");
        assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).matches("FinAI \\d[^ ]*, Flink 2\\.\\d+\\.\\d+, Java \\S+ \\(.+\\)\\R");
    }

    @Test
    void everyCommandExplainsItself() {
        explainsItself(Finai.commandLine());
    }

    private static void explainsItself(CommandLine command) {
        for (Map.Entry<String, CommandLine> sub : command.getSubcommands().entrySet()) {
            String usage = sub.getValue().getUsageMessage();
            String name = sub.getValue().getCommandSpec().qualifiedName();
            assertThat(usage).as(name).contains("Usage: " + name).contains("--help");
            assertThat(sub.getValue().getCommandSpec().usageMessage().description())
                    .as("description of " + name)
                    .isNotEmpty();
            sub.getValue().getCommandSpec().options().forEach(option -> assertThat(option.description())
                    .as(name + " " + option.longestName())
                    .isNotEmpty());
            explainsItself(sub.getValue());
        }
    }

    @Test
    void brokersThatCannotBeReachedByThatNameAreSaidWithTheReason() {
        Cli malformed = finai("dead-letters", "list", "--bootstrap-servers", "localhost");
        assertThat(malformed.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(malformed.err()).contains("localhost").contains("Invalid url");
        Cli unknown = finai("dead-letters", "list", "--bootstrap-servers", "nowhere.invalid:9092");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(unknown.err()).contains("nowhere.invalid:9092").contains("No resolvable bootstrap urls");
    }

    @Test
    void onePortForTwoServersIsRefused() {
        Cli result = finai("demo", "--kafka-port", "19000", "--s3-port", "19000");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--kafka-port, --s3-port and --flink-port are 19000, 19000 and");
    }

    @Test
    void aTimeBeforeTheFirstRecordsIsAllOfThem() {
        Cli result = finai("dead-letters", "list", "--bootstrap-servers", "nowhere.invalid:9092", "--since", "30000d");
        assertThat(result.err()).doesNotContain("negative");
    }
}
