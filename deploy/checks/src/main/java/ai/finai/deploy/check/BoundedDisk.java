package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;

/**
 * JobManagers and TaskManagers say how much of a node's disk is theirs. The operator makes a request and a limit of it: without,
 * the scheduler does not look at disks, state may fill the node for all that is on it, and the pod is the first that must go.
 */
final class BoundedDisk implements Rule {

    /** As Kubernetes has it. To it Flink's 4096m are four bytes, and 4g are nothing. */
    private static final String AMOUNT = "[1-9]\\d*(\\.\\d+)?(Mi|Gi|Ti|M|G|T)";

    @Override
    public String name() {
        return "bounded-disk";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            for (String component : List.of("jobManager", "taskManager")) {
                String path = "/spec/" + component + "/resource/ephemeralStorage";
                String disk = job.text(path, "not set");
                if (!disk.matches(AMOUNT)) {
                    findings.add(Finding.of(
                            this,
                            job,
                            path,
                            component + ".resource.ephemeralStorage is " + disk
                                    + ": no disk is asked for, and none is kept from the node's other pods",
                            "set it to an amount as Kubernetes writes it, 20Gi for example: twice what state a"
                                    + " TaskManager has"));
                }
            }
        }
        return findings;
    }
}
