package ai.finai.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OverlayTest {

    @TempDir
    private Path folder;

    static Stream<String> overlays() throws IOException {
        return CopiedManifests.overlays().stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whatIsRenderedIsWhatKubectlWouldSend(String overlay) throws Exception {
        Optional<Path> kubectl = kubectl();
        assumeTrue(kubectl.isPresent(), "kubectl is not installed: the rendering is not compared with it");
        Path original = CopiedManifests.ORIGINAL.resolve("overlays").resolve(overlay);
        Path out = folder.resolve("kubectl.yaml");
        Process process = new ProcessBuilder(kubectl.get().toString(), "kustomize", original.toString())
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        assertThat(process.waitFor()).as(() -> text(folder.resolve("errors"))).isZero();

        Map<String, Object> expected = new TreeMap<>();
        for (Tree document : ManifestFile.read(out)) {
            Manifest manifest = new Manifest(document);
            expected.put(manifest.toString(), manifest.content());
        }
        Map<String, Object> rendered = new TreeMap<>();
        for (Manifest manifest : Overlay.render(original).manifests()) {
            rendered.put(manifest.toString(), manifest.content());
        }
        assertThat(rendered).isEqualTo(expected).isNotEmpty();
    }

    @Test
    void aGeneratedConfigMapIsCalledAsKustomizeCallsIt() {
        assertThat(GeneratedName.of("c", Map.of("f", "a"))).isEqualTo("c-ftkm979g5c");
    }

    @Test
    void aChangedConfigurationIsAnotherNameInTheDeployment() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder);
        String before = configMap(manifests.render("local"));
        String after = configMap(manifests
                .with("overlays/local/config/aml.yaml", "shipped", "none")
                .render("local"));
        assertThat(before).startsWith("aml-config-");
        assertThat(after).startsWith("aml-config-").isNotEqualTo(before);
    }

    @Test
    void aValueKnowsTheFileThatItWasLastWrittenIn() throws Exception {
        Manifest aml = CopiedManifests.into(folder)
                .render("local")
                .ofKind("FlinkDeployment")
                .get(0);
        assertThat(aml.place("/spec/image").file()).hasFileName("jobs.yaml");
        assertThat(aml.place("/spec/flinkVersion").file()).hasFileName("every-job.yaml");
        assertThat(aml.place("/spec/podTemplate/spec/containers/0/env/0").file())
                .hasFileName("pod.yaml");
        assertThat(aml.place("/spec/job/entryClass").line()).isEqualTo(10);
    }

    @Test
    void whatIsPrintedIsReadAsTheSame() throws Exception {
        Overlay overlay = CopiedManifests.into(folder).render("production-aws");
        Path file = Files.writeString(folder.resolve("printed.yaml"), ManifestText.of(overlay));
        assertThat(ManifestFile.read(file).stream().map(Tree::value))
                .containsExactlyElementsOf(
                        overlay.manifests().stream().map(Manifest::content).toList());
    }

    @Test
    void aPartOfKustomizeThatIsNotKnownIsRefusedWithItsLine() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder)
                .with(
                        "overlays/local/kustomization.yaml",
                        "configMapGenerator:",
                        "namePrefix: a-\nconfigMapGenerator:");
        assertThatThrownBy(() -> manifests.render("local"))
                .isInstanceOf(InvalidManifestException.class)
                .hasMessageMatching(
                        ".*local/kustomization.yaml:\\d+: namePrefix: this part of kustomize is not known here.*");
    }

    @Test
    void aPatchForNothingIsRefused() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder)
                .with("overlays/local/kustomization.yaml", "name: finai-market", "name: finai-markt");
        assertThatThrownBy(() -> manifests.render("local"))
                .hasMessageContaining("no FlinkDeployment finai-markt to patch");
    }

    @Test
    void aListThatKustomizeWouldMergeIsRefused() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder);
        Files.writeString(
                folder.resolve("overlays/production-aws/roles.yaml"),
                "kind: ServiceAccount\nimagePullSecrets:\n  - name: registry\n");
        assertThatThrownBy(() -> manifests.render("production-aws"))
                .hasMessageContaining("roles.yaml:2: /imagePullSecrets is a list");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() throws Exception {
        CopiedManifests manifests = CopiedManifests.into(folder)
                .with("base/every-job.yaml", "  mode: native", "  mode: native\n  mode: standalone");
        assertThatThrownBy(() -> manifests.render("local")).hasMessageContaining("the key mode stands twice");
    }

    private static String configMap(Overlay overlay) {
        return overlay.ofKind("FlinkDeployment").get(0).text("/spec/podTemplate/spec/volumes/0/configMap/name", "");
    }

    private static Optional<Path> kubectl() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
