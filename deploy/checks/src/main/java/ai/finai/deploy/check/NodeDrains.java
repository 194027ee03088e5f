package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Budgets of disruption let a node be drained, and protect what they say; and what is drained or lost is not all there is.
 * TaskManagers' pods are owned by the JobManagers' Deployment, so a budget of what may be unavailable counts against that one's
 * replicas, and lets all TaskManagers go at once. A budget counts pods that are ready: they have to be asked.
 *
 * @see <a href="https://kubernetes.io/docs/tasks/run-application/configure-pdb/">Kubernetes, Specifying a Disruption Budget</a>
 */
final class NodeDrains implements Rule {

    private static final String SLOTS = Flink.option("taskmanager.numberOfTaskSlots");
    private static final String SPARE = Flink.option("slotmanager.redundant-taskmanager-num");

    @Override
    public String name() {
        return "node-drains";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            spread(job, findings);
            ready(job, "jobManager", findings);
            ready(job, "taskManager", findings);
            overlay.ofKind("PodDisruptionBudget").stream()
                    .filter(budget -> budget.namespace().equals(job.namespace()))
                    .filter(budget -> Pods.labels(job).stream()
                            .filter(Pods::isTaskManager)
                            .anyMatch(new LabelSelector(budget, "/spec/selector")::matches))
                    .forEach(budget -> check(budget, job, findings));
        }
        return findings;
    }

    private void spread(Manifest job, List<Finding> findings) {
        for (Map<String, String> pod : Pods.labels(job)) {
            String own = Pods.isTaskManager(pod) ? "taskManager" : "jobManager";
            if (templates(own)
                    .flatMap(template -> job.items(template + "/topologySpreadConstraints").stream())
                    .filter(constraint ->
                            job.text(constraint + "/topologyKey", "").equals("kubernetes.io/hostname"))
                    .map(constraint -> constraint + "/labelSelector")
                    .noneMatch(selector -> job.at(selector) != null && new LabelSelector(job, selector).matches(pod))) {
                findings.add(Finding.of(
                        this,
                        job,
                        "/spec/" + own + "/podTemplate/spec",
                        "nothing spreads the pods of " + own + " over nodes: all may be on one, and go with it",
                        "add a constraint of topology with kubernetes.io/hostname, as base/aml.yaml does"));
            }
        }
    }

    private void ready(Manifest job, String own, List<Finding> findings) {
        if (templates(own)
                .flatMap(template -> job.items(template + "/containers").stream())
                .filter(container -> Pods.isFlink(job, container))
                .noneMatch(container -> job.at(container + "/readinessProbe") != null)) {
            findings.add(Finding.of(
                    this,
                    job,
                    "/spec/" + own + "/podTemplate/spec/containers",
                    own + " has no readinessProbe: a budget counts pods that answer nobody",
                    "ask whether its port is open: tcpSocket"));
        }
    }

    /** Where a pod of one of a deployment's two components is described: its own part, and what both have. */
    private static Stream<String> templates(String own) {
        return Stream.of("/spec/" + own + "/podTemplate/spec", "/spec/podTemplate/spec");
    }

    private void check(Manifest budget, Manifest job, List<Finding> findings) {
        int taskManagers = taskManagers(job);
        if (!(budget.at("/spec/minAvailable") instanceof Number stay)) {
            findings.add(Finding.of(
                    this,
                    budget,
                    "/spec",
                    "names no number of TaskManagers that must stay: Kubernetes would reckon with the JobManagers' number, and a"
                            + " drain may take all TaskManagers at once",
                    "select component: jobmanager only, and give TaskManagers a budget with a number as minAvailable"));
        } else if (stay.longValue() >= taskManagers) {
            findings.add(Finding.of(
                    this,
                    budget,
                    "/spec/minAvailable",
                    "minAvailable is " + stay + ", and " + job.name() + " has " + taskManagers
                            + " TaskManagers: no node with one could be drained",
                    "set it below the number of TaskManagers: parallelism / slots, and the redundant ones"));
        }
    }

    private static int taskManagers(Manifest job) {
        int parallelism = number(job, "/spec/job/parallelism", 1);
        int slots = Math.max(1, number(job, SLOTS, 1));
        return (parallelism + slots - 1) / slots + number(job, SPARE, 0);
    }

    /** What is no number is told by other rules. */
    private static int number(Manifest job, String path, int otherwise) {
        String text = job.text(path, "");
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
