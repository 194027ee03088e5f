package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;

/** Savepoints are taken by themselves, and neither they nor checkpoints are deleted with an object of Kubernetes. */
final class KeptSnapshots implements Rule {

    @Override
    public String name() {
        return "kept-snapshots";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            option(
                    job,
                    "kubernetes.operator.snapshot.resource.enabled",
                    "true",
                    "savepoints would have no objects, and the operator would delete their data as soon as they are many or old",
                    findings);
            option(
                    job,
                    "kubernetes.operator.savepoint.dispose-on-delete",
                    "false",
                    "a savepoint would go with the object that stands for it",
                    findings);
            option(
                    job,
                    "execution.checkpointing.externalized-checkpoint-retention",
                    "RETAIN_ON_CANCELLATION",
                    "the last checkpoint would go with the job",
                    findings);
            String interval = Flink.option("kubernetes.operator.periodic.savepoint.interval");
            if (job.at(interval) == null) {
                findings.add(Finding.of(
                        this,
                        job,
                        interval,
                        "no savepoints are taken by themselves",
                        "set the interval, to 24h for example"));
            }
        }
        for (Manifest snapshot : overlay.ofKind("FlinkStateSnapshot")) {
            String path = "/spec/savepoint/disposeOnDelete";
            if (snapshot.at("/spec/savepoint") != null
                    && !snapshot.text(path, "true").equals("false")) {
                findings.add(Finding.of(
                        this,
                        snapshot,
                        path,
                        "the savepoint would go with this object",
                        "set disposeOnDelete to false"));
            }
        }
        return findings;
    }

    private void option(Manifest job, String key, String value, String otherwise, List<Finding> findings) {
        String found = job.text(Flink.option(key), "not set");
        if (!found.equals(value)) {
            findings.add(Finding.of(
                    this, job, Flink.option(key), key + " is " + found + ": " + otherwise, "set it to " + value));
        }
    }
}
