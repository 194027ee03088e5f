package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Check;
import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Kubectl;
import ai.finai.cli.doctor.NotAllowedException;
import ai.finai.cli.doctor.NotLookedAtException;
import ai.finai.cli.doctor.Runbook;
import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The cluster's Flink operator, and its definitions of the objects that the manifests make. */
public final class ClusterCheck implements Check {

    private static final String DEPLOYMENTS = "flinkdeployments.flink.apache.org";
    private static final String SNAPSHOTS = "flinkstatesnapshots.flink.apache.org";

    /** The manifests are written for it; the one before knows Flink up to 2.2. */
    private static final int MINOR = 16;

    private static final Pattern RELEASE = Pattern.compile("v?1\\.(\\d+)\\b.*");
    private static final Pattern TAG = Pattern.compile(":([^:/@]+)(@[^/]*)?$");

    private final Kubectl kubectl;
    private final @Nullable Overlay overlay;

    /** @param overlay whose versions must be known there; null for those that FinAI uses */
    public ClusterCheck(Kubectl kubectl, @Nullable Overlay overlay) {
        this.kubectl = kubectl;
        this.overlay = overlay;
    }

    @Override
    public void look(Findings findings) throws IOException, InterruptedException, NotLookedAtException {
        if (!kubectl.hasContext()) {
            findings.note("kubectl", "has no context: no cluster was looked at");
            return;
        }
        asAllowed("crd " + DEPLOYMENTS, this::definition, findings);
        asAllowed("crd " + SNAPSHOTS, this::snapshots, findings);
        asAllowed("the operator", this::operator, findings);
        if (overlay != null) {
            new NeededObjects(kubectl, overlay).look(findings);
        }
    }

    /** Who may not see one thing may see another. */
    static void asAllowed(String place, Part part, Findings findings)
            throws IOException, InterruptedException, NotLookedAtException {
        try {
            part.look(findings);
        } catch (NotAllowedException e) {
            findings.unknown(place, String.valueOf(e.getMessage()), e.mend());
        }
    }

    interface Part {
        void look(Findings findings) throws IOException, InterruptedException, NotLookedAtException;
    }

    private void definition(Findings findings) throws IOException, InterruptedException, NotLookedAtException {
        JsonNode crd = kubectl.get("crd", DEPLOYMENTS);
        if (crd == null) {
            findings.stops(
                    "crd " + DEPLOYMENTS,
                    "the cluster does not know FlinkDeployments: the Flink Kubernetes Operator is not installed",
                    "install operator 1." + MINOR,
                    Runbook.KUBERNETES);
            return;
        }
        Set<String> served = new TreeSet<>();
        for (JsonNode version : crd.path("spec").path("versions")) {
            if (version.path("served").asBoolean()) {
                served.add(version.path("name").asText());
                if (version.path("name").asText().equals("v1beta1")) {
                    flinkVersions(version, findings);
                }
            }
        }
        if (!served.contains("v1beta1")) {
            findings.stops(
                    "crd " + DEPLOYMENTS,
                    "the cluster serves " + String.join(", ", served) + " of it, and the manifests are v1beta1",
                    "install operator 1." + MINOR,
                    Runbook.KUBERNETES);
        }
    }

    private void flinkVersions(JsonNode version, Findings findings) {
        Set<String> known = new TreeSet<>();
        version.at("/schema/openAPIV3Schema/properties/spec/properties/flinkVersion/enum")
                .forEach(word -> known.add(word.asText()));
        Set<String> used = new TreeSet<>();
        if (overlay == null) {
            used.add("v2_3");
        } else {
            for (Manifest job : overlay.ofKind("FlinkDeployment")) {
                used.add(job.text("/spec/flinkVersion", ""));
            }
        }
        for (String wanted : used) {
            if (!known.contains(wanted)) {
                findings.stops(
                        "crd " + DEPLOYMENTS,
                        "the cluster's definition does not know flinkVersion " + wanted + "; it knows "
                                + String.join(", ", known),
                        "upgrade the operator with its definitions (helm does not upgrade them: kubectl replace -f"
                                + " crds/), or set flinkVersion: v2_2 in your overlay",
                        Runbook.KUBERNETES);
            }
        }
    }

    private void snapshots(Findings findings) throws IOException, InterruptedException, NotLookedAtException {
        if (kubectl.get("crd", SNAPSHOTS) == null) {
            findings.risk(
                    "crd " + SNAPSHOTS,
                    "the cluster does not know FlinkStateSnapshots: there are no periodic savepoints",
                    "install the definitions of operator 1." + MINOR,
                    Runbook.KUBERNETES);
        }
    }

    private void operator(Findings findings) throws IOException, InterruptedException, NotLookedAtException {
        JsonNode found = kubectl.get(
                "deployments", "--all-namespaces", "-l", "app.kubernetes.io/name=flink-kubernetes-operator");
        List<JsonNode> operators = new ArrayList<>();
        if (found != null) {
            found.path("items").forEach(operators::add);
        }
        if (operators.isEmpty()) {
            findings.risk(
                    "the cluster",
                    "no Flink Kubernetes Operator is seen: nobody carries the manifests out",
                    "install operator 1." + MINOR + ", or allow this user to list deployments",
                    Runbook.KUBERNETES);
        }
        for (JsonNode operator : operators) {
            String place = "deployment "
                    + operator.at("/metadata/namespace").asText() + '/'
                    + operator.at("/metadata/name").asText();
            String image = operator.at("/spec/template/spec/containers/0/image").asText();
            String version = version(operator, image);
            findings.note(place, "is the operator, release " + version + ", of image " + image);
            Matcher release = RELEASE.matcher(version);
            if (release.matches() && Integer.parseInt(release.group(1)) < MINOR) {
                findings.risk(
                        place,
                        "operator 1." + release.group(1) + " is older than the manifests, which are for 1." + MINOR,
                        "upgrade it; or set flinkVersion: v2_2 in your overlay, as src/docs/kubernetes.md says of 1.15",
                        Runbook.KUBERNETES);
            }
            if (operator.at("/status/readyReplicas").asInt() == 0) {
                findings.stops(
                        place,
                        "the operator is not ready",
                        "kubectl -n " + operator.at("/metadata/namespace").asText() + " logs deployment/"
                                + operator.at("/metadata/name").asText(),
                        Runbook.KUBERNETES);
            }
        }
    }

    /** As its chart labels it. A tag may be anything. */
    private static String version(JsonNode operator, String image) {
        String label =
                operator.at("/metadata/labels/app.kubernetes.io~1version").asText();
        Matcher tag = TAG.matcher(image);
        return !label.isEmpty() ? label : tag.find() ? tag.group(1) : "unknown";
    }
}
