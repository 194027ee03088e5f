package ai.finai.jobs.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.jobs.exactlyonce.run.SeenAndExpected;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.proof.MarketOutput;
import ai.finai.jobs.proof.UndisturbedMarket;
import ai.finai.jobs.proof.UndisturbedRun.Order;

/**
 * As {@link AmlVerdict}, of the market job: {@link MarketOutput} is the same on both sides, and nothing is taken as late.
 */
final class MarketVerdict {

    private MarketVerdict() {}

    static void on(MarketScenario market, MarketStream stream) throws Exception {
        int records = 0;
        for (String topic : market.topics().read()) {
            records += market.readCommitted(topic).size();
        }
        assertThat(records)
                .as("records sent; %s", stream)
                .isEqualTo(stream.arriving().size());
        MarketOutput output = MarketOutput.of(market.output(), market.cluster(), market.config(), Order.EVENT_TIME);
        new SeenAndExpected(market, stream).same(output.compared());
        UndisturbedMarket.Output expected = output.expected();

        // The stream itself tried what it is for.
        assertThat(expected.alerts()).as("alerts; %s", stream).hasSizeGreaterThan(30);
        assertThat(expected.bars())
                .as("bars that were foretold; %s", stream)
                .filteredOn(bar -> bar.forecast() != null)
                .hasSizeGreaterThan(1_000);
        assertThat(expected.late()).as("late; %s", stream).isEmpty();
        assertThat(expected.deadLetters()).hasSize(stream.conflicts() + stream.hostile());
        assertThat(expected.bars().size()
                        + expected.news().size()
                        + expected.splits().size())
                .as("accepted; %s", stream)
                .isEqualTo(stream.accepted().size());
        assertThat(stream.arriving())
                .as("records = accepted + dead letters + duplicates")
                .hasSize(stream.accepted().size() + expected.deadLetters().size() + stream.duplicates());
    }
}
