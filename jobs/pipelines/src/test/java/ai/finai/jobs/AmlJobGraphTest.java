package ai.finai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.jobs.fixture.ProductionGraph;
import ai.finai.state.AmlOperator;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The graph as production builds it; nothing is started. */
class AmlJobGraphTest {

    /**
     * State is found by these names. A name that leaves the list takes its state with it at the next upgrade: only then
     * change the list, and say so in the release notes.
     */
    @Test
    void theUidsAreThoseOfTheCheckedInList() throws Exception {
        graph().hasTheCheckedInUids();
    }

    @Test
    void everyUidComesFromTheOneEnum() throws Exception {
        graph().hasItsUidsFrom(AmlOperator.values());
    }

    @Test
    void nothingThatFlowsIsWrittenByKryo() {
        graph().writesNothingByKryo();
    }

    @Test
    void everyOperatorCanBeScaledUpTo720() {
        assertThat(graph().nodes()).allSatisfy(node -> assertThat(node.getMaxParallelism())
                .as(node.getOperatorName())
                .isIn(-1, FlinkEnvironment.MAX_PARALLELISM));
    }

    @Test
    void whatTheUserConfiguresInFlinkWins() {
        Configuration flink = new Configuration();
        flink.set(PipelineOptions.OBJECT_REUSE, false);
        flink.setString("state.backend.type", "hashmap");
        StreamExecutionEnvironment env = FlinkEnvironment.create(flink);
        assertThat(env.getConfig().isObjectReuseEnabled()).isFalse();
        assertThat(env.getConfiguration().get(org.apache.flink.configuration.StateBackendOptions.STATE_BACKEND))
                .isEqualTo("hashmap");
        assertThat(FlinkEnvironment.create(new Configuration())
                        .getConfiguration()
                        .get(org.apache.flink.configuration.StateBackendOptions.STATE_BACKEND))
                .isEqualTo("rocksdb");
    }

    @Test
    void whatCorrectnessDependsOnCannotBeConfiguredAway() {
        for (String[] option : new String[][] {
            {"execution.checkpointing.mode", "AT_LEAST_ONCE"},
            {"state.backend.rocksdb.timer-service.factory", "HEAP"},
            {"execution.runtime-mode", "BATCH"},
            {"execution.checkpointing.unaligned.enabled", "true"},
            {"pipeline.auto-generate-uids", "true"},
            {"pipeline.generic-types", "true"}
        }) {
            Configuration flink = new Configuration();
            flink.setString(option[0], option[1]);
            assertThatThrownBy(() -> FlinkEnvironment.create(flink))
                    .as(option[0])
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Flink configuration: " + option[0] + " is " + option[1])
                    .hasMessageContaining("but FinAI needs");
        }
    }

    private static ProductionGraph graph() {
        AmlConfig config = AmlConfig.shipped();
        return ProductionGraph.of(env -> AmlJob.define(env, config, new KafkaAndS3Ports(config)), "/aml-job-uids.txt");
    }
}
