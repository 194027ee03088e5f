package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Kubectl;
import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.cli.doctor.Runbook;
import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an overlay's manifests need of the cluster and do not bring: namespaces, Secrets, definitions of monitoring. */
final class NeededObjects {

    private static final Map<String, String> MONITORING = new TreeMap<>(Map.of(
            "PodMonitor", "podmonitors.monitoring.coreos.com",
            "PrometheusRule", "prometheusrules.monitoring.coreos.com"));

    private static final Pattern MOUNTED = Pattern.compile("([a-z0-9][a-z0-9.-]*):/");
    private static final Pattern VARIABLE = Pattern.compile("\\bsecret:([a-z0-9][a-z0-9.-]*)");

    private final Kubectl kubectl;
    private final Overlay overlay;

    NeededObjects(Kubectl kubectl, Overlay overlay) {
        this.kubectl = kubectl;
        this.overlay = overlay;
    }

    void look(Findings findings) throws IOException, InterruptedException, NotLookedAtException {
        for (Map.Entry<String, String> kind : MONITORING.entrySet()) {
            if (!overlay.ofKind(kind.getKey()).isEmpty()) {
                String place = "crd " + kind.getValue();
                ClusterCheck.asAllowed(
                        place, found -> definition(place, kind.getKey(), kind.getValue(), found), findings);
            }
        }
        Set<String> namespaces = new TreeSet<>();
        overlay.manifests().forEach(manifest -> namespaces.add(manifest.namespace()));
        namespaces.remove("");
        for (String namespace : namespaces) {
            String place = "namespace " + namespace;
            ClusterCheck.asAllowed(place, found -> namespace(place, namespace, found), findings);
        }
        for (Map.Entry<Secret, Set<String>> secret : secrets().entrySet()) {
            String place = "secret " + secret.getKey();
            ClusterCheck.asAllowed(place, found -> secret(place, secret.getKey(), secret.getValue(), found), findings);
        }
    }

    private void definition(String place, String kind, String name, Findings findings)
            throws IOException, InterruptedException, NotLookedAtException {
        if (!kubectl.has("crd", name)) {
            findings.risk(
                    place,
                    "the cluster does not know any " + kind + ": nobody reads the jobs' metrics, or warns",
                    "install Prometheus' operator, or take observability out of the overlay's components",
                    Runbook.KUBERNETES);
        }
    }

    private void namespace(String place, String namespace, Findings findings)
            throws IOException, InterruptedException, NotLookedAtException {
        if (kubectl.has("namespace", namespace)) {
            return;
        }
        String mend = "kubectl create namespace " + namespace;
        boolean comes = overlay.ofKind("Namespace").stream()
                .anyMatch(made -> made.name().equals(namespace));
        if (comes) {
            findings.note(place, "is not there yet; the manifests make it, but not the Secrets in it", mend);
        } else {
            findings.stops(place, "is not there, and the manifests do not make it", mend, Runbook.KUBERNETES);
        }
    }

    private void secret(String place, Secret secret, Set<String> users, Findings findings)
            throws IOException, InterruptedException, NotLookedAtException {
        List<String> what = secret.namespace().isEmpty()
                ? List.of("secret", secret.name())
                : List.of("secret", secret.name(), "-n", secret.namespace());
        if (!kubectl.has(what.toArray(String[]::new))) {
            findings.stops(
                    place,
                    "is not there, and no pod starts without it of " + String.join(", ", users),
                    "make it first: the page says what is in those that FinAI's overlays name",
                    Runbook.KUBERNETES);
        }
    }

    /** @param namespace empty for the context's own */
    private record Secret(String namespace, String name) implements Comparable<Secret> {

        @Override
        public int compareTo(Secret other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return namespace.isEmpty() ? name : namespace + '/' + name;
        }
    }

    /** Each with the objects that refer to it, but for those that the manifests make, or let cert-manager make. */
    private Map<Secret, Set<String>> secrets() {
        Map<Secret, Set<String>> secrets = new TreeMap<>();
        for (Manifest manifest : overlay.manifests()) {
            Set<String> names = new TreeSet<>();
            collect(manifest.content(), manifest.kind().equals("Pod"), names);
            ofOptions(manifest.mapping("/spec/flinkConfiguration"), names);
            for (String name : names) {
                secrets.computeIfAbsent(new Secret(manifest.namespace(), name), secret -> new TreeSet<>())
                        .add(manifest.toString());
            }
        }
        for (Manifest made : overlay.ofKind("Secret")) {
            secrets.remove(new Secret(made.namespace(), made.name()));
        }
        for (Manifest certificate : overlay.ofKind("Certificate")) {
            secrets.remove(new Secret(certificate.namespace(), certificate.text("/spec/secretName", "")));
        }
        return secrets;
    }

    /** Variables and volumes of pods. Without the keys of a registry a pod may start all the same. */
    private static void collect(@Nullable Object value, boolean inPod, Set<String> names) {
        if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, inPod, names));
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                switch (String.valueOf(key)) {
                    case "secretKeyRef", "secretRef", "secret" -> {
                        if (inPod) {
                            add(inner, names);
                        }
                    }
                    case "podTemplate", "template" -> collect(inner, true, names);
                    default -> collect(inner, inPod, names);
                }
            });
        }
    }

    /** Flink can be told to mount Secrets ({@code name:path,name:path}), and to take variables from them. */
    private static void ofOptions(Map<String, @Nullable Object> options, Set<String> names) {
        Matcher mounted = MOUNTED.matcher(String.valueOf(options.getOrDefault("kubernetes.secrets", "")));
        while (mounted.find()) {
            names.add(mounted.group(1));
        }
        Matcher variable = VARIABLE.matcher(String.valueOf(options.getOrDefault("kubernetes.env.secretKeyRef", "")));
        while (variable.find()) {
            names.add(variable.group(1));
        }
    }

    private static void add(@Nullable Object reference, Set<String> names) {
        if (reference instanceof Map<?, ?> map && !Boolean.TRUE.equals(map.get("optional"))) {
            Object name = map.get("secretName") == null ? map.get("name") : map.get("secretName");
            if (name != null) {
                names.add(String.valueOf(name));
            }
        }
    }
}
