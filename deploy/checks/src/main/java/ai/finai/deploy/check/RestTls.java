package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * In production Flink answers nobody on its REST interface who shows no certificate, its processes speak TLS among themselves,
 * and the stores for that come from Secrets. An overlay is for production if its folder's name begins with {@code prod}. Where
 * the REST interface asks for a certificate no probe may ask it by HTTP: the kubelet has none.
 */
final class RestTls implements Rule {

    private static final String REST = "security.ssl.rest.enabled";

    /** What must be true, and what happens else. */
    private static final Map<String, String> NEEDED = new TreeMap<>(Map.of(
            REST,
            "what is asked of Flink's REST interface, and answered, goes over the network in clear",
            "security.ssl.rest.authentication-enabled",
            "whoever reaches Flink's REST interface may stop the job",
            "security.ssl.internal.enabled",
            "records go in clear from pod to pod, and any process may pose as a TaskManager"));

    private static final List<String> STORES = List.of(
            "security.ssl.rest.keystore",
            "security.ssl.rest.truststore",
            "security.ssl.internal.keystore",
            "security.ssl.internal.truststore");

    private static final String NO_HOST_NAMES =
            "org.apache.flink.shaded.netty4.io.netty.handler.ssl.defaultEndpointVerificationAlgorithm=NONE";

    private static final List<String> PROBES = List.of("startupProbe", "readinessProbe", "livenessProbe");

    @Override
    public String name() {
        return "rest-tls";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        if (overlay.folder()
                .toAbsolutePath()
                .normalize()
                .getFileName()
                .toString()
                .startsWith("prod")) {
            for (Manifest job : overlay.ofKind("FlinkDeployment")) {
                NEEDED.forEach((key, otherwise) -> {
                    if (!job.text(Flink.option(key), "").equalsIgnoreCase("true")) {
                        findings.add(Finding.of(
                                this,
                                job,
                                Flink.option(key),
                                key + " is " + job.text(Flink.option(key), "not set") + ": " + otherwise,
                                "take the component tls into the overlay, or set it to true"));
                    }
                });
                STORES.forEach(key -> store(job, key, findings));
                hostNames(job, findings);
            }
        }
        for (Pods.Pod pod : Pods.of(overlay)) {
            if (pod.manifest().text(Flink.option(REST), "").equalsIgnoreCase("true")) {
                pod.containers().forEach(container -> probes(pod.manifest(), container, findings));
            }
        }
        return findings;
    }

    /** FLINK-40727: with TLS no record would pass from one TaskManager to another. */
    private void hostNames(Manifest job, List<Finding> findings) {
        String key = "env.java.opts.taskmanager";
        if (!(job.text(Flink.option("env.java.opts.all"), "") + ' ' + job.text(Flink.option(key), ""))
                .contains(NO_HOST_NAMES)) {
            findings.add(Finding.of(
                    this,
                    job,
                    Flink.option(key),
                    "Flink 2.3's data exchange would ask that the certificate name a pod's host, and refuse it",
                    "set " + key + " to -D" + NO_HOST_NAMES + ", as the component tls does"));
        }
    }

    private void store(Manifest job, String key, List<Finding> findings) {
        String file = job.text(Flink.option(key), "");
        if (!secretFolders(job).contains(file.substring(0, Math.max(0, file.lastIndexOf('/'))))) {
            findings.add(Finding.of(
                    this,
                    job,
                    Flink.option(key),
                    key + " is " + (file.isEmpty() ? "not set" : file + ", where no Secret is mounted"),
                    "mount the Secret that holds it (the component tls does), and write its path here"));
        }
    }

    /** Where the pods' main container sees a Secret. */
    private static List<String> secretFolders(Manifest job) {
        List<String> volumes = new ArrayList<>();
        for (String volume : job.items("/spec/podTemplate/spec/volumes")) {
            if (job.at(volume + "/secret") != null) {
                volumes.add(job.text(volume + "/name", ""));
            }
        }
        List<String> folders = new ArrayList<>();
        for (String mount : job.items("/spec/podTemplate/spec/containers/0/volumeMounts")) {
            if (volumes.contains(job.text(mount + "/name", ""))) {
                folders.add(job.text(mount + "/mountPath", ""));
            }
        }
        return folders;
    }

    private void probes(Manifest job, String container, List<Finding> findings) {
        for (String probe : PROBES) {
            String path = container + '/' + probe + "/httpGet";
            if (job.at(path) != null) {
                findings.add(Finding.of(
                        this,
                        job,
                        path,
                        probe + " asks by HTTP, and the kubelet has no certificate: the pod would never be ready",
                        "ask whether the port is open: tcpSocket"));
            }
        }
    }
}
