package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nothing reaches a job's pods, and they reach nothing, but what network policies list; those let nobody in whom they do not
 * name, nor the pods of another job, and the ports by which Flink's processes speak with each other are fixed and open between
 * them. A policy that is about no pods is one whose labels are wrong.
 */
final class ClosedNetwork implements Rule {

    private static final String LABELS = "/spec/podTemplate/metadata/labels";
    private static final String KEEP = "keep base/network-policies.yaml, and the labels by which it selects pods";

    /** By option, what Flink takes on Kubernetes where it is not set; 0: any that is free. */
    private static final Map<String, String> PORTS = new TreeMap<>(Map.of(
            "blob.server.port", "6124",
            "jobmanager.rpc.port", "6123",
            "metrics.internal.query-service.port", "0",
            "rest.port", "8081",
            "taskmanager.data.port", "0",
            "taskmanager.rpc.port", "6122"));

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0/0", "::/0");

    /** As Kubernetes calls it, where its rules are and who they are about, and what is open without a policy. */
    private enum Way {
        INGRESS("Ingress", "/spec/ingress", "/from", "every pod of the cluster reaches its ports"),
        EGRESS("Egress", "/spec/egress", "/to", "its pods reach every address");

        private final String type;
        private final String rules;
        private final String peers;
        private final String open;

        Way(String type, String rules, String peers, String open) {
            this.type = type;
            this.rules = rules;
            this.peers = peers;
            this.open = open;
        }
    }

    @Override
    public String name() {
        return "closed-network";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        Set<Manifest> concerned = new LinkedHashSet<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            for (Map<String, String> pod : Pods.labels(job)) {
                List<Manifest> policies = overlay.ofKind("NetworkPolicy").stream()
                        .filter(policy -> isAboutPod(policy, job.namespace(), pod))
                        .toList();
                concerned.addAll(policies);
                policies.forEach(policy -> otherJobs(overlay, job, policy, findings));
                for (Way way : Way.values()) {
                    closed(job, policies, way, findings);
                    PORTS.forEach((option, otherwise) -> port(job, policies, way, option, otherwise, findings));
                }
            }
        }
        for (Manifest policy : concerned) {
            for (Way way : Way.values()) {
                policy.items(way.rules).forEach(rule -> named(policy, rule, way, findings));
            }
        }
        overlay.ofKind("NetworkPolicy").forEach(policy -> aboutSomePod(overlay, policy, findings));
        return findings.stream().distinct().toList();
    }

    private static boolean isAboutPod(Manifest policy, String namespace, Map<String, String> pod) {
        return policy.namespace().equals(namespace) && new LabelSelector(policy, "/spec/podSelector").matches(pod);
    }

    private void aboutSomePod(Overlay overlay, Manifest policy, List<Finding> findings) {
        if (Pods.labels(overlay).noneMatch(pod -> isAboutPod(policy, pod.namespace(), pod.labels()))) {
            findings.add(Finding.of(
                    this,
                    policy,
                    "/spec/podSelector",
                    "is about none of the pods: what it opens stays closed",
                    "select labels that pods have, or take it away"));
        }
    }

    /** One namespace does not make them one: without TLS whoever reaches a JobManager may stop its job. */
    private void otherJobs(Overlay overlay, Manifest job, Manifest policy, List<Finding> findings) {
        for (Manifest other : overlay.ofKind("FlinkDeployment")) {
            if (other == job) {
                continue;
            }
            for (String rule : policy.items(Way.INGRESS.rules)) {
                for (String peer : policy.items(rule + Way.INGRESS.peers)) {
                    if (!isEverybody(policy, peer)
                            && Pods.labels(other).stream()
                                    .anyMatch(pod -> isPeer(overlay, policy, peer, other.namespace(), pod))) {
                        findings.add(Finding.of(
                                this,
                                policy,
                                peer,
                                "lets pods of " + other.name() + " in to those of " + job.name(),
                                "let in the job's own pods only: app: " + job.name()));
                    }
                }
            }
        }
    }

    private static boolean isPeer(
            Overlay overlay, Manifest policy, String peer, String namespace, Map<String, String> pod) {
        String podSelector = peer + "/podSelector";
        String namespaceSelector = peer + "/namespaceSelector";
        if (policy.at(podSelector) == null && policy.at(namespaceSelector) == null) {
            return false; // a block of addresses, which pods have any of
        }
        boolean isIn = policy.at(namespaceSelector) == null
                ? policy.namespace().equals(namespace)
                : new LabelSelector(policy, namespaceSelector).matches(labelsOfNamespace(overlay, namespace));
        return isIn && (policy.at(podSelector) == null || new LabelSelector(policy, podSelector).matches(pod));
    }

    private static Map<String, String> labelsOfNamespace(Overlay overlay, String namespace) {
        Map<String, String> labels = new TreeMap<>(Map.of("kubernetes.io/metadata.name", namespace));
        overlay.ofKind("Namespace").stream()
                .filter(made -> made.name().equals(namespace))
                .forEach(made -> made.mapping("/metadata/labels")
                        .forEach((label, value) -> labels.put(label, String.valueOf(value))));
        return labels;
    }

    private void closed(Manifest job, List<Manifest> policies, Way way, List<Finding> findings) {
        if (policies.stream().noneMatch(policy -> isAbout(policy, way))) {
            String what = "no network policy is about " + way.type + " of its pods: " + way.open;
            findings.add(Finding.of(this, job, LABELS, what, KEEP));
        }
    }

    /** Without types it is about what comes, and about what goes if it has rules for that. */
    private static boolean isAbout(Manifest policy, Way way) {
        List<String> types = policy.texts("/spec/policyTypes");
        return types.isEmpty() ? way == Way.INGRESS || !policy.items(way.rules).isEmpty() : types.contains(way.type);
    }

    /** To any address by some ports is as narrow as it gets where a platform knows no names; from any is not. */
    private void named(Manifest policy, String rule, Way way, List<Finding> findings) {
        boolean toPorts = way == Way.EGRESS && !policy.items(rule + "/ports").isEmpty();
        List<String> peers = policy.items(rule + way.peers);
        boolean all = peers.isEmpty() || peers.stream().anyMatch(peer -> isEverybody(policy, peer));
        if (all && !toPorts) {
            findings.add(Finding.of(
                    this,
                    policy,
                    rule,
                    way == Way.INGRESS ? "lets everybody in" : "lets the jobs' pods out to every address and port",
                    "name in " + way.peers.substring(1) + " whom it is for"
                            + (way == Way.INGRESS ? "" : ", or at least the ports")));
        }
    }

    private static boolean isEverybody(Manifest policy, String peer) {
        return EVERYWHERE.contains(policy.text(peer + "/ipBlock/cidr", ""))
                || new LabelSelector(policy, peer + "/namespaceSelector").isAll()
                        && policy.at(peer + "/podSelector") == null;
    }

    private void port(
            Manifest job, List<Manifest> policies, Way way, String option, String otherwise, List<Finding> findings) {
        String path = Flink.option(option);
        String port = job.text(path, otherwise);
        if (!port.matches("[1-9]\\d{0,4}")) {
            findings.add(Finding.of(
                    this,
                    job,
                    path,
                    option + " is " + port + ": Flink takes any free port, and no network policy can name it",
                    "set it to one port that the network policies open between the job's pods"));
            return;
        }
        boolean closed = policies.stream().anyMatch(policy -> isAbout(policy, way));
        boolean open = Pods.labels(job).stream()
                .allMatch(other -> policies.stream().anyMatch(policy -> policy.items(way.rules).stream()
                        .filter(rule -> isAmong(other, policy, rule + way.peers))
                        .anyMatch(rule -> lets(policy, rule, Integer.parseInt(port)))));
        if (closed && !open) {
            findings.add(Finding.of(
                    this,
                    job,
                    path,
                    "no network policy lets the job's pods reach each other at port " + port + " (" + option + ", "
                            + way.type + "): the job would not start, or not be seen",
                    "open it between them, as base/network-policies.yaml does"));
        }
    }

    private static boolean isAmong(Map<String, String> pod, Manifest policy, String peers) {
        return policy.items(peers).stream()
                .anyMatch(peer -> policy.at(peer + "/podSelector") != null
                        && policy.at(peer + "/namespaceSelector") == null
                        && new LabelSelector(policy, peer + "/podSelector").matches(pod));
    }

    private static boolean lets(Manifest policy, String rule, int port) {
        List<String> ports = policy.items(rule + "/ports");
        return ports.isEmpty()
                || ports.stream()
                        .filter(one -> policy.text(one + "/protocol", "TCP").equals("TCP"))
                        .anyMatch(one -> {
                            int from = number(policy, one + "/port", 1);
                            int to = number(policy, one + "/endPort", policy.at(one + "/port") == null ? 65535 : from);
                            return from <= port && port <= to;
                        });
    }

    /** A port's name is none of these: Flink's pods have no such names for their ports. */
    private static int number(Manifest policy, String path, int otherwise) {
        @Nullable Object value = policy.at(path);
        return value == null ? otherwise : value instanceof Number number ? number.intValue() : -1;
    }
}
