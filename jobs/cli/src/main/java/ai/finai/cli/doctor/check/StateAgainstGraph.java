package ai.finai.cli.doctor.check;

import ai.finai.cli.doctor.Findings;
import ai.finai.cli.doctor.Runbook;
import ai.finai.jobs.FlinkEnvironment;
import ai.finai.state.AmlOperator;
import ai.finai.state.MarketOperator;
import ai.finai.state.OperatorName;
import ai.finai.state.reading.Snapshot;
import ai.finai.state.reading.SnapshotOperator;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;

/** The operators of a snapshot beside those of the job that would start from it: Flink brings them together by uid. */
final class StateAgainstGraph {

    private final Consumer<StreamExecutionEnvironment> graph;
    private final Configuration flink;

    StateAgainstGraph(Consumer<StreamExecutionEnvironment> graph, Configuration flink) {
        this.graph = graph;
        this.flink = flink;
    }

    void compare(Snapshot snapshot, Findings findings) throws IOException {
        Map<String, String> uids = new HashMap<>();
        for (String uid : uids()) {
            uids.put(SnapshotOperator.id(uid), uid);
        }
        List<SnapshotOperator> kept = snapshot.operators();
        for (SnapshotOperator operator : kept) {
            if (operator.keepsState() && !uids.containsKey(operator.id())) {
                findings.stops(
                        snapshot.uri(),
                        String.format(
                                Locale.ROOT,
                                "it has %,d bytes of state of the operator %s, which the job does not have: Flink refuses"
                                        + " to start from it, or drops them",
                                operator.bytes(),
                                name(operator)),
                        "take the release that wrote it; where the state may go, start with"
                                + " execution.state-recovery.ignore-unclaimed-state: true",
                        Runbook.UPGRADE);
            }
        }
        Map<String, String> unknown = new HashMap<>(uids);
        kept.forEach(operator -> unknown.remove(operator.id()));
        TreeSet<String> fresh = new TreeSet<>(unknown.values());
        if (!fresh.isEmpty()) {
            findings.risk(
                    snapshot.uri(),
                    "it knows nothing of " + String.join(", ", fresh) + ": they would start without state",
                    "see in the release notes whether that is meant",
                    Runbook.UPGRADE);
        }
    }

    /** Flink's metadata often say no more than a hash. */
    private static String name(SnapshotOperator operator) {
        return Stream.<OperatorName>concat(Arrays.stream(AmlOperator.values()), Arrays.stream(MarketOperator.values()))
                .map(OperatorName::uid)
                .filter(uid -> SnapshotOperator.id(uid).equals(operator.id()))
                .findFirst()
                .orElse(operator.title());
    }

    private TreeSet<String> uids() {
        StreamExecutionEnvironment env = FlinkEnvironment.create(flink);
        graph.accept(env);
        return env.getStreamGraph().getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
