package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;

/**
 * Every image has an exact version as its tag, or a digest: what ran yesterday runs today. A snapshot is another image with each
 * build; it may be one that is on the node already, and is never pulled.
 */
final class PinnedImages implements Rule {

    private static final String DIGEST = ".+@sha256:[0-9a-f]{64}";

    /** Three numbers, perhaps after a word: v1.2.3. With two it goes on to the next third. Or a date. */
    private static final String EXACT =
            "([A-Za-z]+[-_.]?)?\\d+\\.\\d+\\.\\d+([-_.+].*)?|(.*\\D)?\\d{4}-\\d{2}-\\d{2}(\\D.*)?";

    @Override
    public String name() {
        return "pinned-images";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            check(job, "/spec", findings);
        }
        for (Pods.Pod pod : Pods.of(overlay)) {
            for (String container : pod.containers()) {
                if (!pod.isFlink(container)) {
                    check(pod.manifest(), container, findings);
                }
            }
        }
        return findings;
    }

    /** @param where that has {@code image} and {@code imagePullPolicy} */
    private void check(Manifest manifest, String where, List<Finding> findings) {
        String path = where + "/image";
        String image = manifest.text(path, "");
        String name = image.substring(image.lastIndexOf('/') + 1);
        int colon = name.indexOf(':');
        String tag = colon < 0 ? "" : name.substring(colon + 1);
        boolean digest = image.matches(DIGEST);
        if (image.isEmpty()) {
            findings.add(Finding.of(this, manifest, path, "no image", "name one with an exact tag or a digest"));
        } else if (!digest && !tag.matches(EXACT)) {
            findings.add(Finding.of(
                    this,
                    manifest,
                    path,
                    "image " + image + " is not pinned: it may be another one tomorrow",
                    "give it an exact version of three numbers as its tag (finai:0.1.0), or a digest (@sha256:...)"));
        } else if (!digest
                && tag.endsWith("-SNAPSHOT")
                && !manifest.text(where + "/imagePullPolicy", "").equals("Never")) {
            findings.add(Finding.of(
                    this,
                    manifest,
                    path,
                    "image " + image + " is a snapshot: with each build another one",
                    "take a release or a digest (@sha256:...); or, where it is loaded into the node by hand, set imagePullPolicy"
                            + " to Never"));
        }
    }
}
