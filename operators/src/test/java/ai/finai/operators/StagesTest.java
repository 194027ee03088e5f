package ai.finai.operators;

import static ai.finai.events.fixtures.Payment.cash;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.DeadLetters;
import ai.finai.events.Origin;
import ai.finai.events.RateTable;
import ai.finai.events.Received;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.operators.intake.Deduplicate;
import ai.finai.operators.intake.EventKinds;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.intake.Intake;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.MarketOperator;
import ai.finai.state.OperatorName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** The stages wired together, on a small cluster in this JVM. */
class StagesTest {

    @Test
    void everyStageHasTheUidAndTheNameOfItsOperator() {
        StreamExecutionEnvironment env = environment();
        wire(env).sinkTo(new DiscardingSink<>()).uid("sink");
        StreamGraph graph = env.getStreamGraph(false);
        assertThat(graph.getStreamNodes())
                .filteredOn(node -> !node.getOperatorName().contains("Source")
                        && !node.getOperatorName().contains("Sink"))
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        AmlOperator.INTAKE.uid(),
                        AmlOperator.DEDUPLICATION.uid(),
                        AmlOperator.SPLIT.uid(),
                        AmlOperator.WATCH_ACCOUNTS.uid());
        // Fails where one is missing: auto-generate-uids is off.
        assertThat(graph.getJobGraph()).isNotNull();
    }

    @Test
    void uidsAndStateNamesAreDifferentAndPlain() {
        for (OperatorName[] job : new OperatorName[][] {AmlOperator.values(), MarketOperator.values()}) {
            assertThat(Arrays.stream(job).map(OperatorName::uid))
                    .doesNotHaveDuplicates()
                    .allMatch(uid -> uid.matches("[a-z-]+"));
        }
        assertThat(Arrays.stream(AmlState.values()).map(state -> state.operator() + state.title()))
                .doesNotHaveDuplicates();
    }

    @Test
    void threeDepositsThroughEveryStageAreOneAlert() throws Exception {
        StreamExecutionEnvironment env = environment();
        List<String> alerts = new ArrayList<>();
        try (CloseableIterator<String> results = wire(env).executeAndCollect()) {
            results.forEachRemaining(alerts::add);
        }
        assertThat(alerts).containsExactly("[T1, T2, T3]");
    }

    private static StreamExecutionEnvironment environment() {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        return env;
    }

    private static DataStream<String> wire(StreamExecutionEnvironment env) {
        DataStream<Received<Transaction>> received = env.fromData(
                        EventTypes.RECEIVED_TRANSACTION,
                        Received.accepted(
                                cash("9,500").into("A1").id("T1").at("10:00").transaction()),
                        Received.rejected(DeadLetters.of(
                                new Origin("transactions", 0, 1), 0, RejectionReason.MALFORMED, "no JSON", null, null)),
                        Received.accepted(
                                cash("9,500").into("A1").id("T2").at("11:00").transaction()),
                        Received.accepted(
                                cash("9,500").into("A1").id("T2").at("11:00").transaction()),
                        Received.accepted(
                                cash("9,500").into("A1").id("T3").at("12:00").transaction()))
                .uid("source")
                .assignTimestampsAndWatermarks(EventWatermarks.of(
                        new EventWatermarks.Config(java.time.Duration.ofSeconds(5), java.time.Duration.ZERO, null),
                        "transactions"))
                .uid("source-watermarks")
                .name("Source watermarks");
        DataStream<ControlMessage> control = env.fromData(
                        EventTypes.CONTROL_MESSAGE, ControlMessage.ruleBook(new byte[] {1}))
                .uid("control")
                .filter(message -> false)
                .uid("no-control")
                .name("Source filter");
        Intake<Transaction> intake = Intake.of(received, EventKinds.TRANSACTION, AmlOperator.INTAKE);
        Deduplicate<Transaction> deduplicated = Deduplicate.of(
                intake.valid(), EventKinds.TRANSACTION, AmlOperator.DEDUPLICATION, Deduplicate.Config.DEFAULT);
        WatchAccounts watched = WatchAccounts.of(
                SplitIntoPostings.of(deduplicated.accepted(), RateTable.none("USD")),
                control,
                WatchAccounts.Config.of(RuleBookReader.shipped(), "00", "aml", "test"));
        return watched.alerts()
                .map(alert -> alert.evidence().stream()
                        .map(evidence -> evidence.transactionId())
                        .toList()
                        .toString())
                .returns(EventTypes.KEY)
                .uid("ids")
                .name("Sink ids");
    }
}
