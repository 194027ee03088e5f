package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

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

        boolean isFlink(String container) {
            return Pods.isFlink(manifest, container);
        }
    }

    /** The labels of a job's JobManagers and of its TaskManagers, those that Flink gives them and those of the template. */
    static List<Map<String, String>> labels(Manifest job) {
        List<Map<String, String>> pods = new ArrayList<>();
        for (String component : List.of("jobmanager", TASK_MANAGER)) {
            Map<String, String> labels = new TreeMap<>(Map.of("app", job.name(), COMPONENT, component));
            labels.putAll(texts(job, "/spec/podTemplate/metadata/labels"));
            pods.add(labels);
        }
        return pods;
    }

    /** Labels of a pod, and the namespace that it is in. */
    record Labelled(String namespace, Map<String, String> labels) {}

    /** Those of every pod that the overlay makes. */
    static Stream<Labelled> labels(Overlay overlay) {
        return overlay.manifests().stream()
                .filter(Pods::describes)
                .flatMap(manifest -> manifest.kind().equals("FlinkDeployment")
                        ? labels(manifest).stream().map(labels -> new Labelled(manifest.namespace(), labels))
                        : Stream.of(
                                new Labelled(manifest.namespace(), texts(manifest, "/spec/template/metadata/labels"))));
    }

    private static Map<String, String> texts(Manifest manifest, String path) {
        Map<String, String> texts = new TreeMap<>();
        manifest.mapping(path).forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    /** Whether Flink runs in a container: its image is the deployment's, not the container's. */
    static boolean isFlink(Manifest manifest, String container) {
        return manifest.kind().equals("FlinkDeployment")
                && manifest.text(container + "/name", "").equals(MAIN_CONTAINER);
    }

    static boolean isTaskManager(Map<String, String> labels) {
        return TASK_MANAGER.equals(labels.get(COMPONENT));
    }

    /** Whether pods are made of it. */
    static boolean describes(Manifest manifest) {
        return switch (manifest.kind()) {
            case "FlinkDeployment", "Deployment", "StatefulSet" -> true;
            default -> false;
        };
    }

    static List<Pod> of(Overlay overlay) {
        return overlay.manifests().stream()
                .filter(Pods::describes)
                .flatMap(manifest -> specs(manifest).map(spec -> new Pod(manifest, spec)))
                .toList();
    }

    private static Stream<String> specs(Manifest manifest) {
        return manifest.kind().equals("FlinkDeployment")
                ? Stream.of(
                        "/spec/podTemplate/spec",
                        "/spec/jobManager/podTemplate/spec",
                        "/spec/taskManager/podTemplate/spec")
                : Stream.of("/spec/template/spec");
    }
}
