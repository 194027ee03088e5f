package ai.finai.jobs.market;

import ai.finai.jobs.fixture.ProductionGraph;
import ai.finai.state.MarketOperator;
import org.junit.jupiter.api.Test;

/** The graph as production builds it; nothing is started. */
class MarketJobGraphTest {

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
        graph().hasItsUidsFrom(MarketOperator.values());
    }

    @Test
    void nothingThatFlowsIsWrittenByKryo() {
        graph().writesNothingByKryo();
    }

    private static ProductionGraph graph() {
        MarketConfig config = MarketConfig.shipped();
        return ProductionGraph.of(
                env -> MarketJob.define(env, config, new KafkaAndS3MarketPorts(config)), "/market-job-uids.txt");
    }
}
