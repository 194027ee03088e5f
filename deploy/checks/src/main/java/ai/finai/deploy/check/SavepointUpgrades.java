package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A job is upgraded from a savepoint or not at all, and no state is left behind. */
final class SavepointUpgrades implements Rule {

    private static final String FALLBACK = Flink.option("kubernetes.operator.job.upgrade.last-state-fallback.enabled");

    private static final Map<String, String> NEEDED =
            Map.of("/spec/job/upgradeMode", "savepoint", "/spec/job/allowNonRestoredState", "false", FALLBACK, "false");

    private static final Map<String, String> ELSE = Map.of(
            "/spec/job/upgradeMode",
            "the operator's default forgets all state at an upgrade",
            "/spec/job/allowNonRestoredState",
            "state whose operator is gone would be dropped without a word",
            FALLBACK,
            "an upgrade of a job that is not healthy would go on from a checkpoint before it");

    @Override
    public String name() {
        return "savepoint-upgrades";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            NEEDED.forEach((path, value) -> {
                String found = job.text(path, "not set");
                if (!found.equals(value)) {
                    String key = path.substring(path.lastIndexOf('/') + 1);
                    findings.add(Finding.of(
                            this, job, path, key + " is " + found + ": " + ELSE.get(path), "set it to " + value));
                }
            });
        }
        return findings;
    }
}
