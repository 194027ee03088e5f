package ai.finai.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.cli.Cli;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployCommandTest {

    @TempDir
    private Path folder;

    /** An overlay of our own, as small as one can be, with three mistakes. */
    @BeforeEach
    void writeOverlay() throws Exception {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [kafka.yaml]\n");
        Files.writeString(folder.resolve("kafka.yaml"), """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: kafka, namespace: finai}
                spec:
                  template:
                    spec:
                      securityContext: {runAsNonRoot: true, runAsUser: 1000, seccompProfile: {type: RuntimeDefault}}
                      containers:
                        - name: kafka
                          image: apache/kafka
                          imagePullPolice: Always
                          env: [{name: KEY_PASSWORD, value: hunter2}]
                          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """);
    }

    @Test
    void anOverlayIsPrintedAsKubernetesTakesIt() {
        Cli cli = Cli.finai("deploy", "render", "--overlay", folder.toString());
        assertThat(cli.exitCode()).isZero();
        assertThat(cli.out()).startsWith("---\n").contains("kind: Deployment\n", "image: apache/kafka\n");
    }

    @Test
    void whatIsWrongIsPrintedWithItsPlaceAndItsRemedyAndEndsWithOne() {
        Cli cli = Cli.finai("deploy", "check", "--overlay", folder.toString());
        assertThat(cli.exitCode()).isEqualTo(1);
        assertThat(cli.out())
                .contains(
                        ": 1 objects, 3 found",
                        folder.resolve("kafka.yaml") + ":10: image apache/kafka is not pinned",
                        ":11: unknown field imagePullPolice; did you mean imagePullPolicy?",
                        ":12: KEY_PASSWORD holds a secret in clear",
                        "put it into a Secret")
                .doesNotContain("hunter2");
    }

    @Test
    void findingsCanBeReadByAProgram() throws Exception {
        Cli cli = Cli.finai("deploy", "check", "--overlay", folder.toString(), "--output", "json");
        assertThat(cli.exitCode()).isEqualTo(1);
        JsonNode findings = new ObjectMapper().readTree(cli.out()).get(0).get("findings");
        assertThat(findings).hasSize(3).allSatisfy(finding -> assertThat(finding.fieldNames())
                .toIterable()
                .containsExactly("rule", "file", "line", "object", "path", "what", "mend"));
        assertThat(findings.findValuesAsText("rule"))
                .containsExactly("known-fields", "pinned-images", "no-secret-in-clear");
    }

    @Test
    void theOverlaysThatComeWithFinAiAreKnownByTheirNames() {
        assertThat(Cli.finai("deploy", "render", "--overlay", "staging").out()).contains("name: finai-aml\n");
        Cli unknown = Cli.finai("deploy", "render", "--overlay", "prodution");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("no overlay 'prodution': there are local, production-aws, staging");
    }

    @Test
    void anOverlayThatCannotBeRenderedIsAnErrorWithItsLine() throws Exception {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: [missing.yaml]\n");
        Cli missing = Cli.finai("deploy", "check", "--overlay", folder.toString());
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("missing.yaml");
        Files.writeString(folder.resolve("kustomization.yaml"), "nameSuffix: -x\n");
        assertThat(Cli.finai("deploy", "check", "--overlay", folder.toString()).err())
                .contains("kustomization.yaml:1: nameSuffix: this part of kustomize is not known here");
    }
}
