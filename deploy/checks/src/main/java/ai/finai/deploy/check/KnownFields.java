package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;

/** Every field of every object is one that its kind has, of the type that it has there; what Kubernetes asks for is there. */
final class KnownFields implements Rule {

    @Override
    public String name() {
        return "known-fields";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest manifest : overlay.manifests()) {
            findings.addAll(check(manifest));
        }
        return findings;
    }

    List<Finding> check(Manifest manifest) {
        List<Finding> findings = new ArrayList<>(
                CustomResources.know(manifest)
                        ? CustomResources.check(this, manifest)
                        : StandardKinds.check(this, manifest));
        findings.addAll(KubernetesValues.check(this, manifest));
        return findings;
    }
}
