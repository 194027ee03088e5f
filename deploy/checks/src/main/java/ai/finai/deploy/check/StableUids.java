package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import ai.finai.deploy.Overlay;
import ai.finai.deploy.Place;
import ai.finai.deploy.check.DeployedJob.ConfigurationFile;
import ai.finai.jobs.FlinkEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

/**
 * The job that would start has every operator that the list of deployed ones names: an operator that is gone, or is called
 * something else, loses its state at the upgrade. The lists are beside the overlays, a uid a line: {@code uids/aml.txt}.
 */
final class StableUids implements Rule {

    @Override
    public String name() {
        return "stable-uids";
    }

    @Override
    public List<Finding> check(Overlay overlay) {
        List<Finding> findings = new ArrayList<>();
        for (Manifest job : overlay.ofKind("FlinkDeployment")) {
            String name = DeployedJob.NAMES.get(job.text("/spec/job/entryClass", ""));
            Optional<ConfigurationFile> file = DeployedJob.configurationFile(overlay, job);
            if (name != null && file.isPresent()) {
                Path list =
                        overlay.folder().resolve("../../uids/" + name + ".txt").normalize();
                try {
                    compare(job, list, uids(job, file.get()), findings);
                } catch (IOException | IllegalArgumentException e) {
                    // its configuration cannot be read: another rule says so
                }
            }
        }
        return findings;
    }

    private void compare(Manifest job, Path list, Set<String> uids, List<Finding> findings) throws IOException {
        if (!Files.exists(list)) {
            findings.add(finding(
                    job,
                    new Place(list, 1),
                    "there is no list of the uids that are deployed",
                    "write one, a uid a line"));
            return;
        }
        List<String> lines = Files.readAllLines(list);
        for (int i = 0; i < lines.size(); i++) {
            String uid = lines.get(i).strip();
            if (!uid.isEmpty() && !uid.startsWith("#") && !uids.contains(uid)) {
                findings.add(
                        finding(
                                job,
                                new Place(list, i + 1),
                                "the job has no operator " + uid + ": its state would be lost at the upgrade",
                                "keep the uid; or, where its state may go, take the line away and say so in the release notes"));
            }
        }
        Set<String> fresh = new TreeSet<>(uids);
        lines.forEach(line -> fresh.remove(line.strip()));
        for (String uid : fresh) {
            findings.add(finding(
                    job, new Place(list, 1), "the operator " + uid + " is not on the list", "add a line for it"));
        }
    }

    private Finding finding(Manifest job, Place place, String what, String mend) {
        return new Finding(name(), job.toString(), place, "", what, mend);
    }

    private static Set<String> uids(Manifest job, ConfigurationFile file) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            StreamExecutionEnvironment env = FlinkEnvironment.create(Flink.configuration(job));
            DeployedJob.load(job, file.writeTo(folder.path())).graph().accept(env);
            return env.getStreamGraph().getStreamNodes().stream()
                    .map(StreamNode::getTransformationUID)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
