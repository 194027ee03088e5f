package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;

/** Every image has an exact tag or a digest: what ran yesterday runs today. */
final class PinnedImages implements Rule {

    @Override
    public String name() {
        return "pinned-images";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            check(job, "/spec/image", findings);
        }
        for (Pods.Pod pod : Pods.of(overlay)) {
            for (String container : pod.containers()) {
                if (!pod.isFlink(container)) {
                    check(pod.manifest(), container + "/image", findings);
                }
            }
        }
        return findings;
    }

    private void check(Manifest manifest, String path, List<Finding> findings) {
        String image = manifest.text(path, "");
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        String tag = colon < 0 ? "" : name.substring(colon + 1);
        boolean pinned =
                image.matches(".+@sha256:[0-9a-f]{64}") || tag.matches(".*\\d+\\.\\d+.*|.*\\d{4}-\\d{2}-\\d{2}.*");
        if (image.isEmpty()) {
            findings.add(Finding.of(this, manifest, path, "no image", "name one with an exact tag or a digest"));
        } else if (!pinned) {
            findings.add(Finding.of(
                    this,
                    manifest,
                    path,
                    "image " + image + " is not pinned: it may be another one tomorrow",
                    "give it an exact version as its tag (finai:0.1.0), or a digest (@sha256:...)"));
        }
    }
}
