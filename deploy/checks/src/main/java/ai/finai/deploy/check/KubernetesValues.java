package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the schemas here do not say of fields, and an API server asks: some are one of a few words, and some have to be there.
 * Those are here in which manifests of jobs go wrong; the pods' template of a FlinkDeployment no API server looks at before the
 * operator makes pods of it.
 */
final class KubernetesValues {

    private static final Map<String, List<String>> WORDS = Map.of(
            "effect", List.of("NoSchedule", "PreferNoSchedule", "NoExecute"),
            "imagePullPolicy", List.of("Always", "IfNotPresent", "Never"),
            "operator", List.of("In", "NotIn", "Exists", "DoesNotExist", "Equal", "Gt", "Lt"),
            "policyTypes", List.of("Ingress", "Egress"),
            "preemptionPolicy", List.of("Never", "PreemptLowerPriority"),
            "protocol", List.of("TCP", "UDP", "SCTP"),
            "unhealthyPodEvictionPolicy", List.of("IfHealthyBudget", "AlwaysAllow"),
            "whenUnsatisfiable", List.of("DoNotSchedule", "ScheduleAnyway"));

    /** Of each item of a list. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "containers", List.of("name"),
            "env", List.of("name"),
            "initContainers", List.of("name"),
            "matchExpressions", List.of("key", "operator"),
            "subjects", List.of("kind", "name"),
            "topologySpreadConstraints", List.of("maxSkew", "topologyKey", "whenUnsatisfiable"),
            "volumeMounts", List.of("name", "mountPath"),
            "volumes", List.of("name"));

    /** Whose keys are names that somebody gave. */
    private static final Set<String> OF_USERS =
            Set.of("annotations", "data", "flinkConfiguration", "labels", "matchLabels", "nodeSelector");

    private KubernetesValues() {}

    static List<Finding> check(Rule rule, Manifest manifest) {
        List<Finding> findings = new ArrayList<>();
        look(rule, manifest, "", manifest.content(), findings);
        return findings;
    }

    private static void look(
            Rule rule, Manifest manifest, String path, @Nullable Object value, List<Finding> findings) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                String at = Manifest.child(path, String.valueOf(key));
                if (OF_USERS.contains(String.valueOf(key))) {
                    return;
                }
                word(rule, manifest, at, String.valueOf(key), child, findings);
                needed(rule, manifest, at, String.valueOf(key), findings);
                look(rule, manifest, at, child, findings);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                look(rule, manifest, path + '/' + i, list.get(i), findings);
            }
        }
    }

    private static void word(
            Rule rule, Manifest manifest, String path, String key, @Nullable Object value, List<Finding> findings) {
        List<String> words = WORDS.get(key);
        List<?> given = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        for (Object one : given) {
            if (words != null && !(one instanceof Map) && !words.contains(String.valueOf(one))) {
                findings.add(Finding.of(
                        rule, manifest, path, key + " is " + one, "write one of " + String.join(", ", words)));
            }
        }
    }

    private static void needed(Rule rule, Manifest manifest, String path, String key, List<Finding> findings) {
        for (String item : manifest.items(path)) {
            for (String field : NEEDED.getOrDefault(key, List.of())) {
                if (manifest.at(item + '/' + field) == null) {
                    findings.add(Finding.of(
                            rule, manifest, item, "an item of " + key + " without " + field, "add its " + field));
                }
            }
        }
    }
}
