package ai.finai.cli.doctor.check;

import static ai.finai.cli.doctor.check.Jobs.found;
import static ai.finai.cli.doctor.check.Jobs.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.doctor.Finding;
import ai.finai.cli.doctor.Kubectl;
import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.cli.doctor.Severity;
import ai.finai.deploy.Overlay;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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

    /** Who mirrors images gives them tags of his own. */
    @Test
    void theOperatorsReleaseIsThatOfItsLabel() throws Exception {
        List<Finding> found = found(new ClusterCheck(kubectl("""
                case "$*" in
                  *current-context*) echo somewhere ;;
                  *crd*) echo '{"spec": {"versions": [{"name": "v1beta1", "served": true, "schema":
                    {"openAPIV3Schema": {"properties": {"spec": {"properties": {"flinkVersion":
                    {"enum": ["v2_3"]}}}}}}}]}}' ;;
                  *deployments*) echo '{"items": [{"metadata": {"namespace": "flink-operator", "name": "operator",
                    "labels": {"app.kubernetes.io/version": "1.15.0"}}, "spec": {"template": {"spec": {"containers":
                    [{"image": "mirror:5000/operator:1.16.0"}]}}}, "status": {"readyReplicas": 1}}]}' ;;
                esac
                """), null));
        assertThat(of(Severity.RISK, found)).singleElement().asString().contains("operator 1.15 is older");
        assertThat(of(Severity.NOTE, found)).singleElement().asString().contains("release 1.15.0");
    }

    @Test
    void whatTheManifestsNeedAndTheClusterLacksIsFoundAndNoSecretIsRead() throws Exception {
        List<Finding> found = found(new ClusterCheck(kubectl("""
                echo "$*" >> asked
                case "$*" in
                  *current-context*) echo somewhere ;;
                  *flinkdeployments*) echo '{"spec": {"versions": [{"name": "v1beta1", "served": true, "schema":
                    {"openAPIV3Schema": {"properties": {"spec": {"properties": {"flinkVersion":
                    {"enum": ["v2_3"]}}}}}}}]}}' ;;
                  *deployments*) echo '{"items": [{"metadata": {"namespace": "flink-operator", "name": "operator"},
                    "spec": {"template": {"spec": {"containers": [{"image": "operator:1.16.0"}]}}},
                    "status": {"readyReplicas": 1}}]}' ;;
                  *flinkstatesnapshots*) echo '{}' ;;
                  *podmonitors*) echo 'podmonitors.monitoring.coreos.com   2026-01-01T00:00:00Z' ;;
                  *finai-kafka*) echo 'finai-kafka   Opaque   2   1d' ;;
                  *) echo 'Error from server (NotFound): not found' >&2; exit 1 ;;
                esac
                """), staging()));
        assertThat(of(Severity.STOPS, found))
                .singleElement()
                .asString()
                .contains("secret finai/finai-s3: is not there", "FlinkDeployment finai/finai-aml");
        assertThat(of(Severity.RISK, found))
                .singleElement()
                .asString()
                .contains("crd prometheusrules.monitoring.coreos.com: the cluster does not know any PrometheusRule");
        assertThat(of(Severity.NOTE, found))
                .anyMatch(note -> note.contains("namespace finai: is not there yet; the manifests make it"));
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .filteredOn(line -> line.contains("secret"))
                .hasSize(2)
                .noneMatch(line -> line.contains("-o "));
    }

    @Test
    void aRightThatThisUserLacksIsToldAndTheRestIsLookedAt() throws Exception {
        List<Finding> found = found(new ClusterCheck(kubectl("""
                case "$*" in
                  *current-context*) echo somewhere ;;
                  *crd*) echo 'Error from server (Forbidden): customresourcedefinitions.apiextensions.k8s.io "x" is'\
                    'forbidden: User "jane" cannot get resource "customresourcedefinitions"' >&2; exit 1 ;;
                  *deployments*) echo '{"items": [{"metadata": {"namespace": "flink-operator", "name": "operator"},
                    "spec": {"template": {"spec": {"containers": [{"image": "operator:1.16.0"}]}}},
                    "status": {"readyReplicas": 1}}]}' ;;
                  *finai-s3*) echo 'Error from server (NotFound): secrets "finai-s3" not found' >&2; exit 1 ;;
                  *) echo 'there   1d' ;;
                esac
                """), staging()));
        assertThat(of(Severity.UNKNOWN, found))
                .hasSize(4)
                .allMatch(unknown -> unknown.startsWith("crd ")
                        && unknown.contains("this user has no right to look: customresourcedefinitions")
                        && unknown.contains("User \"jane\" cannot get resource")
                        && !unknown.contains("Error from server"));
        assertThat(of(Severity.STOPS, found)).singleElement().asString().contains("secret finai/finai-s3");
        assertThat(of(Severity.NOTE, found)).singleElement().asString().contains("is the operator, release 1.16.0");
    }

    @Test
    void aSecretThatMayBeMissingOrThatTheManifestsMakeIsNotAskedFor() throws Exception {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [pod.yaml]\n");
        Files.writeString(folder.resolve("pod.yaml"), """
                apiVersion: v1
                kind: Pod
                metadata: {name: pod, namespace: elsewhere}
                spec:
                  imagePullSecrets: [{name: registry}]
                  containers:
                    - name: main
                      image: a
                      envFrom: [{secretRef: {name: optional, optional: true}}]
                  volumes:
                    - {name: a, projected: {sources: [{secret: {name: projected}}]}}
                    - {name: b, secret: {secretName: made}}
                ---
                apiVersion: cert-manager.io/v1
                kind: Certificate
                metadata: {name: made, namespace: elsewhere}
                spec: {secretName: made}
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PodMonitor
                metadata: {name: metrics, namespace: elsewhere}
                spec: {podMetricsEndpoints: [{tlsConfig: {ca: {secret: {name: no-pods-own, key: ca.crt}}}}]}
                ---
                apiVersion: flink.apache.org/v1beta1
                kind: FlinkDeployment
                metadata: {name: job, namespace: elsewhere}
                spec:
                  flinkConfiguration:
                    kubernetes.secrets: made:/opt/made,mounted:/opt/mounted
                    kubernetes.env.secretKeyRef: "env:A,secret:variable,key:a;env:B,secret:made,key:b"
                """);
        List<Finding> found = found(new ClusterCheck(kubectl("""
                case "$*" in
                  *current-context*) echo somewhere ;;
                  *secret*|*namespace*) echo 'Error from server (NotFound): not found' >&2; exit 1 ;;
                  *) echo '{}' ;;
                esac
                """), Overlay.render(folder)));
        assertThat(of(Severity.STOPS, found))
                .filteredOn(stop -> !stop.contains("crd"))
                .hasSize(4)
                .anyMatch(stop -> stop.startsWith("secret elsewhere/mounted:"))
                .anyMatch(stop -> stop.startsWith("secret elsewhere/variable:"))
                .anyMatch(
                        stop -> stop.startsWith("namespace elsewhere: is not there, and the manifests do not make it"))
                .anyMatch(stop -> stop.startsWith("secret elsewhere/projected:"));
    }

    private static Overlay staging() throws Exception {
        return Overlay.render(Path.of(
                Objects.requireNonNull(System.getProperty("finai.root")),
                "deploy/flink-k8s-operator/overlays/staging"));
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
    void whatGivesNoAnswerIsEndedWithWhatItStarted() throws Exception {
        kubectl("""
                sleep 600 &
                echo $! > started
                wait
                """);
        Kubectl hanging = new Kubectl(folder.resolve("kubectl").toString(), "somewhere", Duration.ofSeconds(1));
        assertThatThrownBy(() -> hanging.has("namespace", "finai"))
                .isInstanceOf(NotLookedAtException.class)
                .hasMessageContaining("no answer within 1 s");
        long started =
                Long.parseLong(Files.readString(folder.resolve("started")).strip());
        // It is nobody's child then, and what gathers such may take a moment.
        ProcessHandle.of(started)
                .ifPresent(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(30)));
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
        Path program = Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\ncd " + folder + "\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Kubectl(program.toString(), null);
    }
}
