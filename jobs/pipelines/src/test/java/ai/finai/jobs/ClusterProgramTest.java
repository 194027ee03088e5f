package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.jobs.fixture.JavaCommand;
import ai.finai.jobs.fixture.RefusingApplicationClusterEntryPoint;
import ai.finai.jobs.fixture.RefusingApplicationClusterEntryPoint.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That such a JobManager keeps its state is shown with processes: `./finai chaos --only refused-at-start`. */
class ClusterProgramTest {

    @Test
    void whereNoStateCanBeLostTheErrorIsThrown() {
        assertThatThrownBy(() -> AmlJob.main(new String[] {"--config", "no-such.yaml"}))
                .hasMessageContaining("no-such.yaml");
    }

    @ParameterizedTest
    @EnumSource(names = {"LATE", "RUNS_ALREADY"})
    void aJobManagerThatCannotHandItsJobOverEndsAsIfItCrashed(Refusal refusal) throws Exception {
        assertThat(saidByACluster(refusal))
                .contains("The job cannot be handed over to Flink. This JobManager ends, and state stays")
                .doesNotContain(RefusingApplicationClusterEntryPoint.IN_ORDER);
    }

    @ParameterizedTest
    @EnumSource(names = {"ENDED_BEFORE", "WRONG"})
    void aJobThatIsOverEndsInOrder(Refusal refusal) throws Exception {
        assertThat(saidByACluster(refusal))
                .contains(RefusingApplicationClusterEntryPoint.IN_ORDER)
                .doesNotContain("state stays");
    }

    private static String saidByACluster(Refusal refusal) throws Exception {
        List<String> command = JavaCommand.of("128m", System.getProperty("java.class.path"));
        command.add(RefusingApplicationClusterEntryPoint.class.getName());
        command.add(refusal.name());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(1);
        return said;
    }

    @Test
    void onlyAJobManagerThatRunsNothingElseEnds() {
        assertThat(ClusterProgram.isOwnCluster(
                        "org.apache.flink.kubernetes.entrypoint.KubernetesApplicationClusterEntrypoint -D a=b"))
                .isTrue();
        assertThat(ClusterProgram.isOwnCluster(
                        "org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint --configDir c"))
                .isTrue();
        assertThat(ClusterProgram.isOwnCluster(
                        "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint"))
                .isFalse();
        assertThat(ClusterProgram.isOwnCluster("")).isFalse();
    }
}
