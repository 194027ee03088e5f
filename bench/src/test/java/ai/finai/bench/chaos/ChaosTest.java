package ai.finai.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.bench.chaos.fault.FaultKind;
import ai.finai.cli.Finai;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

/** The command itself, with few faults. */
class ChaosTest {

    private final StringWriter out = new StringWriter();

    @Test
    @Timeout(900)
    void readersSeeEverythingOnceAfterKillsOfEitherManager() throws Exception {
        everythingOnce(2, "--only", "taskmanager-killed,jobmanager-killed", "--jobs", "aml");
    }

    @Tag("matrix")
    @Test
    @Timeout(2_400)
    void readersOfBothJobsSeeEverythingOnceWhateverHappens() throws Exception {
        everythingOnce(FaultKind.values().length);
    }

    @Test
    void whatCannotBeDoneIsRefusedBeforeAnythingStarts() {
        assertThat(execute("--only", "power-cut")).isEqualTo(2);
        assertThat(execute("--jobs", "aml,aml")).isEqualTo(2);
        assertThat(execute("--jobs", "market", "--only", "clock-jumped")).isEqualTo(2);
        assertThat(execute("--faults", "0")).isEqualTo(2);
        assertThat(execute("--soak", "9min")).isEqualTo(2);
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    private void everythingOnce(int faults, String... arguments) throws Exception {
        String seed = System.getProperty("finai.seed", Long.toString(System.nanoTime() & Integer.MAX_VALUE));
        System.out.println("-Dfinai.seed=" + seed);
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--faults", Integer.toString(faults), "--seed", seed, "--output", "json"));

        assertThat(execute(all.toArray(String[]::new))).as("exit code").isZero();

        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.path("faults")).hasSize(faults);
        assertThat(result.path("problems")).isEmpty();
        assertThat(result.path("seen").asLong()).isPositive();
        assertThat(result.path("seenAlerts").asLong()).isPositive();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .as("what still runs")
                .isEmpty();
    }

    private int execute(String... arguments) {
        return Finai.behaving(new CommandLine(new Chaos()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(System.out, true))
                .execute(arguments);
    }
}
