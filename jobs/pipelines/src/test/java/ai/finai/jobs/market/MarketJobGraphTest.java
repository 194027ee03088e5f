package ai.finai.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.FlinkEnvironment;
import ai.finai.state.MarketOperator;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.kryo.KryoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/** The graph as production builds it; nothing is started. */
class MarketJobGraphTest {

    /**
     * State is found by these names. A name that leaves the list takes its state with it at the next upgrade: only then
     * change the list, and say so in the release notes.
     */
    @Test
    void theUidsAreThoseOfTheCheckedInList() throws Exception {
        assertThat(nodes().stream().map(StreamNode::getTransformationUID).sorted())
                .containsExactlyElementsOf(checkedIn());
    }

    @Test
    void everyUidComesFromTheOneEnum() throws Exception {
        List<String> known = Arrays.stream(MarketOperator.values())
                .map(MarketOperator::uid)
                .sorted()
                .toList();
        assertThat(checkedIn().stream()
                        .map(uid -> uid.replaceAll("(?i)^sink (writer|committer): |: (writer|committer)$", ""))
                        .distinct()
                        .sorted())
                .containsExactlyElementsOf(known);
    }

    @Test
    void nothingThatFlowsIsWrittenByKryo() {
        for (StreamNode node : nodes()) {
            TypeSerializer<?> out = node.getTypeSerializerOut();
            assertThat(out == null ? "nothing" : out.getClass().getName())
                    .as(node.getOperatorName())
                    .isNotEqualTo(KryoSerializer.class.getName());
        }
    }

    private static List<StreamNode> nodes() {
        MarketConfig config = MarketConfig.shipped();
        StreamExecutionEnvironment env = FlinkEnvironment.create(new Configuration());
        MarketJob.define(env, config, new KafkaAndS3MarketPorts(config));
        return List.copyOf(env.getStreamGraph().getStreamNodes());
    }

    private static List<String> checkedIn() throws Exception {
        try (InputStream in = MarketJobGraphTest.class.getResourceAsStream("/market-job-uids.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .sorted()
                    .toList();
        }
    }
}
