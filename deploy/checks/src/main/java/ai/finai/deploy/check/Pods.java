package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where in an overlay pods are described. */
final class Pods {

    private static final String MAIN_CONTAINER = "flink-main-container";
    private static final String COMPONENT = "component";
    private static final String TASK_MANAGER = "taskmanager";

    private Pods() {}

    /** @param spec path of the pod's specification */
    record Pod(Manifest manifest, String spec) {

        /** The paths of its containers, those that run before others too. */
        List<String> containers() {
            List<String> paths = new ArrayList<>();
            for (String list : List.of("/initContainers", "/containers")) {
                paths.addAll(manifest.items(spec + list));
            }
            return paths;
        }

        /** The container that Flink runs in: its image is the deployment's, not the container's. */
        boolean isFlink(String container) {
            return manifest.kind().equals("FlinkDeployment")
                    && manifest.text(container + "/name", "").equals(MAIN_CONTAINER);
        }
    }

    /** The labels of a job's JobManagers and of its TaskManagers, those that Flink gives them and those of the template. */
    static List<Map<String, String>> labels(Manifest job) {
        List<Map<String, String>> pods = new ArrayList<>();
        for (String component : List.of("jobmanager", TASK_MANAGER)) {
            Map<String, String> labels = new TreeMap<>(Map.of("app", job.name(), COMPONENT, component));
            job.mapping("/spec/podTemplate/metadata/labels")
                    .forEach((label, value) -> labels.put(label, String.valueOf(value)));
            pods.add(labels);
        }
        return pods;
    }

    static boolean isTaskManager(Map<String, String> labels) {
        return TASK_MANAGER.equals(labels.get(COMPONENT));
    }

    static List<Pod> of(Overlay overlay) {
        List<Pod> pods = new ArrayList<>();
        for (Manifest manifest : overlay.manifests()) {
            switch (manifest.kind()) {
                case "FlinkDeployment" -> {
                    pods.add(new Pod(manifest, "/spec/podTemplate/spec"));
                    pods.add(new Pod(manifest, "/spec/jobManager/podTemplate/spec"));
                    pods.add(new Pod(manifest, "/spec/taskManager/podTemplate/spec"));
                }
                case "Deployment", "StatefulSet" -> pods.add(new Pod(manifest, "/spec/template/spec"));
                default -> {}
            }
        }
        return pods;
    }
}
