package ai.finai.bench.chaos.cluster;

import ai.finai.cli.Shipped;
import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flink's options of a job as the manifests have them, so that what is shown here is shown of what is deployed. */
final class DeployedOptions {

    private static final String MANIFESTS = "deploy/flink-k8s-operator/base";

    /** Beginnings of those that are of Kubernetes, or of a container's size, ports and folders. */
    private static final List<String> OF_CONTAINERS = List.of(
            "containerized.",
            "env.",
            "high-availability.",
            "io.tmp.dirs",
            "job.autoscaler.",
            "kubernetes.",
            "metrics.",
            "process.working-dir",
            "state.backend.rocksdb.localdir",
            "taskmanager.");

    private DeployedOptions() {}

    /** @param job its name in FinAI's configuration */
    static Map<String, String> of(String job) throws IOException {
        Manifest deployment = Overlay.render(Shipped.root().resolve(MANIFESTS)).ofKind("FlinkDeployment").stream()
                .filter(manifest -> manifest.name().equals("finai-" + job))
                .findFirst()
                .orElseThrow(() -> new IOException("no job finai-" + job + " in " + MANIFESTS));
        Map<String, String> options = new TreeMap<>();
        deployment.mapping("/spec/flinkConfiguration").forEach((key, value) -> {
            if (OF_CONTAINERS.stream().noneMatch(key::startsWith)) {
                options.put(key, String.valueOf(value));
            }
        });
        return options;
    }
}
