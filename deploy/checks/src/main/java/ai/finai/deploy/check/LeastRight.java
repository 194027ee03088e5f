package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * JobManagers and TaskManagers have a service account each, which may do in the cluster what Flink does there, and nothing else:
 * a JobManager starts its TaskManagers and keeps its leadership in ConfigMaps, a TaskManager reads who leads.
 */
final class LeastRight implements Rule {

    private static final String ACCOUNT = "/spec/serviceAccount";
    private static final String TASK_MANAGERS = Flink.option("kubernetes.taskmanager.service-account");

    /** Verb and resource, as in {@code get pods}; those of groups other than the core's with the group. */
    private static final Set<String> JOB_MANAGER = rights(Map.of(
            "pods", List.of("get", "list", "watch", "create", "delete"),
            "configmaps", List.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"),
            "deployments.apps", List.of("get", "delete")));

    private static final Set<String> TASK_MANAGER = rights(Map.of("configmaps", List.of("get", "list", "watch")));

    private static Set<String> rights(Map<String, List<String>> verbs) {
        Set<String> rights = new TreeSet<>();
        verbs.forEach((resource, those) -> those.forEach(verb -> rights.add(verb + ' ' + resource)));
        return rights;
    }

    @Override
    public String name() {
        return "least-right";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            String jobManager = job.text(ACCOUNT, "default");
            String taskManager = job.text(TASK_MANAGERS, jobManager);
            if (jobManager.equals(taskManager)) {
                findings.add(Finding.of(
                        this,
                        job,
                        TASK_MANAGERS,
                        "TaskManagers have the JobManager's service account, " + jobManager + ", and may start pods",
                        "set kubernetes.taskmanager.service-account to one that may only read ConfigMaps"));
            } else {
                account(overlay, job, TASK_MANAGERS, taskManager, TASK_MANAGER, findings);
            }
            account(overlay, job, ACCOUNT, jobManager, JOB_MANAGER, findings);
        }
        return findings.stream().distinct().toList();
    }

    private void account(
            Overlay overlay, Manifest job, String path, String account, Set<String> needed, List<Finding> findings) {
        if (overlay.ofKind("ServiceAccount").stream()
                .noneMatch(
                        made -> made.name().equals(account) && made.namespace().equals(job.namespace()))) {
            findings.add(Finding.of(
                    this,
                    job,
                    path,
                    "the service account " + account + " is not among the manifests: what it may do cannot be seen",
                    "name one of base/service-accounts.yaml"));
            return;
        }
        Map<String, Given> given = given(overlay, job.namespace(), account, findings);
        given.forEach((right, where) -> {
            if (!needed.contains(right)) {
                findings.add(Finding.of(
                        this,
                        where.manifest(),
                        where.path(),
                        account + " may " + right,
                        "take it away: Flink needs no such right"));
            }
        });
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(given.keySet());
        if (!missing.isEmpty()) {
            findings.add(Finding.of(
                    this,
                    job,
                    path,
                    account + " may not " + String.join(", ", missing) + ", which Flink does",
                    "give it the Role of base/service-accounts.yaml"));
        }
    }

    /** Where a right was given. */
    private record Given(Manifest manifest, String path) {}

    /** Rights of an account. */
    private Map<String, Given> given(Overlay overlay, String namespace, String account, List<Finding> findings) {
        Map<String, Given> given = new TreeMap<>();
        for (Manifest binding : overlay.manifests()) {
            boolean ofCluster = binding.kind().equals("ClusterRoleBinding");
            if (!(ofCluster || binding.kind().equals("RoleBinding")) || !isOf(binding, namespace, account)) {
                continue;
            }
            String role = binding.text("/roleRef/name", "");
            if (ofCluster || !binding.text("/roleRef/kind", "").equals("Role")) {
                findings.add(Finding.of(
                        this,
                        binding,
                        "/roleRef",
                        account + " has rights that are made for a whole cluster",
                        "bind a Role of the job's namespace"));
                continue;
            }
            overlay.ofKind("Role").stream()
                    .filter(made -> made.name().equals(role) && made.namespace().equals(binding.namespace()))
                    .forEach(made -> made.items("/rules").forEach(rule -> add(made, rule, given)));
        }
        return given;
    }

    private static boolean isOf(Manifest binding, String namespace, String account) {
        return binding.items("/subjects").stream()
                .anyMatch(subject -> binding.text(subject + "/kind", "").equals("ServiceAccount")
                        && binding.text(subject + "/name", "").equals(account)
                        && binding.text(subject + "/namespace", binding.namespace())
                                .equals(namespace));
    }

    private static void add(Manifest role, String rule, Map<String, Given> given) {
        for (String group : role.texts(rule + "/apiGroups")) {
            for (String resource : role.texts(rule + "/resources")) {
                for (String verb : role.texts(rule + "/verbs")) {
                    String right = verb + ' ' + resource + (group.isEmpty() ? "" : '.' + group);
                    given.putIfAbsent(right, new Given(role, rule));
                }
            }
        }
    }
}
