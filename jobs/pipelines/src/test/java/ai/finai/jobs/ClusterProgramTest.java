package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** That such a JobManager keeps its state is shown with processes: `./finai chaos --only refused-at-start`. */
class ClusterProgramTest {

    @Test
    void whereNoStateCanBeLostTheErrorIsThrown() {
        assertThatThrownBy(() -> AmlJob.main(new String[] {"--config", "no-such.yaml"}))
                .hasMessageContaining("no-such.yaml");
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
