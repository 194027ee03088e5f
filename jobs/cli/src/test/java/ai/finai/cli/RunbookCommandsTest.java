package ai.finai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people on call are told to type, and where they read what happened. */
class RunbookCommandsTest {

    private static final Path ROOT = Path.of(System.getProperty("finai.root"));
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @Test
    void everyCommandOfARunbookIsOneThatFinaiKnows() throws Exception {
        List<String> commands = new ArrayList<>();
        try (Stream<Path> pages = Files.list(ROOT.resolve("src/docs/runbooks"))) {
            for (Path page : pages.toList()) {
                Pattern.compile("(?m)(?:^\\s*|`)\\./finai ([^`\\n#|>]+)")
                        .matcher(Files.readString(page))
                        .results()
                        .map(command -> command.group(1).strip())
                        .filter(command -> !command.startsWith("test ")) // Maven's options
                        .forEach(commands::add);
            }
        }
        assertThat(commands).hasSizeGreaterThan(12).allSatisfy(command -> assertThatCode(
                        () -> Finai.commandLine().parseArgs(words(command)))
                .as(command)
                .doesNotThrowAnyException());
    }

    @Test
    void logsAsJsonAreThoseOfACluster() throws Exception {
        Properties own = properties("jobs/cli/src/main/resources/log4j2.properties");
        Properties cluster = properties("src/config/log4j-json.properties");
        assertThat(own.getProperty("appender.json.layout.eventTemplate"))
                .isEqualTo(cluster.getProperty("appender.console.layout.eventTemplate"))
                .contains("flink-job-id");
    }

    private static Properties properties(String file) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(ROOT.resolve(file))));
        return properties;
    }

    private static String[] words(String command) {
        return WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toArray(String[]::new);
    }
}
