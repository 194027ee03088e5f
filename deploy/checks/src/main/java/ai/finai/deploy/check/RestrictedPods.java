package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;

/** Containers can do no more than they need: what the pod security standard "restricted" asks, and files that stay as they are. */
final class RestrictedPods implements Rule {

    @Override
    public String name() {
        return "restricted-pods";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Pods.Pod pod : Pods.of(overlay)) {
            Manifest manifest = pod.manifest();
            boolean part = pod.spec().contains("Manager/"); // merged into the template of all pods
            if (!part) {
                is(manifest, pod.spec() + "/securityContext/runAsNonRoot", "true", findings);
                is(manifest, pod.spec() + "/securityContext/seccompProfile/type", "RuntimeDefault", findings);
                if (!manifest.text(pod.spec() + "/securityContext/runAsUser", "")
                        .matches("[1-9]\\d*")) {
                    String path = pod.spec() + "/securityContext/runAsUser";
                    findings.add(
                            Finding.of(this, manifest, path, "no user, or root", "set runAsUser to a number above 0"));
                }
                for (String container : pod.containers()) {
                    container(manifest, container, findings);
                }
            }
        }
        return findings;
    }

    private void container(Manifest manifest, String container, List<Finding> findings) {
        is(manifest, container + "/securityContext/allowPrivilegeEscalation", "false", findings);
        is(manifest, container + "/securityContext/capabilities/drop/0", "ALL", findings);
        if (manifest.kind().equals("FlinkDeployment")) {
            is(manifest, container + "/securityContext/readOnlyRootFilesystem", "true", findings);
        }
    }

    private void is(Manifest manifest, String path, String value, List<Finding> findings) {
        String found = manifest.text(path, "not set");
        if (!found.equals(value)) {
            findings.add(Finding.of(
                    this,
                    manifest,
                    path,
                    path.substring(path.lastIndexOf('/') + 1) + " is " + found,
                    "set it to " + value));
        }
    }
}
