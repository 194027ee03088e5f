package ai.finai.cli.doctor.check;

import static ai.finai.cli.doctor.check.Jobs.found;
import static ai.finai.cli.doctor.check.Jobs.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.doctor.Finding;
import ai.finai.cli.doctor.Kubectl;
import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.cli.doctor.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a kubectl that says what a cluster said. */
class ClusterCheckTest {

    @TempDir
    private Path folder;

    @Test
    void aClusterWithTheOperatorHasNothingButNotes() throws Exception {
        List<Finding> found = look("v1beta1", "v1_20, v2_2, v2_3", "1.16.0", 1);
        assertThat(of(Severity.STOPS, found)).isEmpty();
        assertThat(of(Severity.RISK, found)).isEmpty();
        assertThat(of(Severity.NOTE, found)).singleElement().asString().contains("flink-kubernetes-operator:1.16.0");
    }

    @Test
    void definitionsOfTheOperatorBeforeAreFound() throws Exception {
        List<Finding> found = look("v1beta1", "v1_20, v2_2", "1.15.0", 0);
        assertThat(of(Severity.STOPS, found))
                .hasSize(2)
                .anyMatch(stop -> stop.contains("does not know flinkVersion v2_3; it knows v1_20, v2_2"))
                .anyMatch(stop -> stop.contains("the operator is not ready"));
        assertThat(of(Severity.RISK, found)).singleElement().asString().contains("operator 1.15 is older");
    }

    @Test
    void aVersionThatIsNotServedStopsTheJobs() throws Exception {
        assertThat(of(Severity.STOPS, look("v1alpha1", "v2_3", "1.16.0", 1)))
                .singleElement()
                .asString()
                .contains("the cluster serves v1alpha1");
    }

    @Test
    void aClusterWithoutOperatorIsFound() throws Exception {
        Kubectl kubectl = kubectl("""
                case "$*" in
                  *crd*) echo 'Error from server (NotFound): customresourcedefinitions not found' >&2; exit 1 ;;
                  *deployments*) echo '{"items": []}' ;;
                esac
                """);
        List<Finding> found = found(new ClusterCheck(kubectl, null));
        assertThat(of(Severity.STOPS, found)).singleElement().asString().contains("Operator is not installed");
        assertThat(of(Severity.RISK, found)).hasSize(2);
    }

    @Test
    void aClusterThatDoesNotAnswerWasNotLookedAt() throws Exception {
        Kubectl kubectl = kubectl("""
                case "$*" in
                  *current-context*) echo somewhere ;;
                  *) echo 'Unable to connect to the server: dial tcp: i/o timeout' >&2; exit 1 ;;
                esac
                """);
        assertThatThrownBy(() -> found(new ClusterCheck(kubectl, null)))
                .isInstanceOf(NotLookedAtException.class)
                .hasMessageContaining("Unable to connect to the server");
    }

    @Test
    void withoutAContextNoClusterIsLookedAt() throws Exception {
        List<Finding> found = found(new ClusterCheck(kubectl("exit 1\n"), null));
        assertThat(found).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(Severity.NOTE));
    }

    private List<Finding> look(String version, String flinkVersions, String operator, int ready) throws Exception {
        String words = "\"" + flinkVersions.replace(", ", "\", \"") + "\"";
        return found(new ClusterCheck(kubectl("""
                case "$*" in
                  *current-context*) echo somewhere ;;
                  *flinkdeployments*) echo '{"spec": {"versions": [{"name": "%s", "served": true, "schema":
                    {"openAPIV3Schema": {"properties": {"spec": {"properties": {"flinkVersion":
                    {"type": "string", "enum": [%s]}}}}}}}]}}' ;;
                  *flinkstatesnapshots*) echo '{"spec": {}}' ;;
                  *deployments*) echo '{"items": [{"metadata": {"namespace": "flink-operator", "name": "operator"},
                    "spec": {"template": {"spec": {"containers": [{"image":
                    "ghcr.io/apache/flink-kubernetes-operator:%s"}]}}}, "status": {"readyReplicas": %d}}]}' ;;
                esac
                """.formatted(version, words, operator, ready)), null));
    }

    private Kubectl kubectl(String script) throws Exception {
        Path program = Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Kubectl(program.toString(), null);
    }
}
