package ai.finai.cli.backtest;

import ai.finai.cli.backtest.ends.DeadLetterLines;
import ai.finai.cli.backtest.ends.RunsSink;
import ai.finai.cli.backtest.ends.SortedRows;
import ai.finai.cli.backtest.ends.TallySink;
import ai.finai.cli.backtest.ends.WorkFolder;
import ai.finai.cli.sort.SortKey;
import ai.finai.cli.sort.Sortable;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlPorts;
import ai.finai.jobs.SilentControl;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.operators.intake.EventWatermarks;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job's ports for a backtest: sorted rows in, sorted runs and counts out, in folders on this machine. */
record FilePorts(Path rows, WorkFolder folder) implements AmlPorts {

    /** The rows are in order: nothing is late. */
    private static final EventWatermarks.Config IN_ORDER =
            new EventWatermarks.Config(Duration.ZERO, Duration.ZERO, null);

    /**
     * One reader, then to each subtask the transactions of its ids: of two with the same id the first one of the files is
     * always the one that is accepted, at any parallelism.
     */
    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return env.fromSource(
                        new SortedRows<>(rows, SortedInput.form()),
                        EventWatermarks.of(IN_ORDER, "transactions"),
                        AmlOperator.TRANSACTIONS_SOURCE.title(),
                        EventTypes.RECEIVED_TRANSACTION)
                .uid(AmlOperator.TRANSACTIONS_SOURCE.uid())
                .setParallelism(1)
                .partitionCustom((id, subtasks) -> Math.floorMod(id.hashCode(), subtasks), FilePorts::id);
    }

    private static String id(Received<Transaction> row) {
        Transaction transaction = row.event();
        return transaction == null ? "" : transaction.transactionId();
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return SilentControl.of(env, Boundedness.BOUNDED, AmlOperator.CONTROL_SOURCE);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        named("backtest-alerts", watched.alerts().sinkTo(new RunsSink<>(folder.alerts(), "alerts", FilePorts::line)));
        named("backtest-unseen", watched.late().sinkTo(new TallySink<>(folder.unseen(), event -> event.reason()
                .name())));
        named(
                "backtest-rejected",
                rejected.sinkTo(new RunsSink<>(folder.deadLetters(), "rejected", DeadLetterLines::line)));
        named(
                "backtest-conflicts",
                conflicts.sinkTo(new RunsSink<>(folder.deadLetters(), "conflicts", DeadLetterLines::line)));
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        named("backtest-accepted", accepted.sinkTo(new TallySink<>(folder.accepted(), transaction -> "transactions")));
    }

    private static void named(String uid, DataStreamSink<?> sink) {
        sink.uid(uid).name(uid);
    }

    private static Sortable line(Alert alert) {
        return new Sortable(SortKey.ofTime(alert.eventTime(), alert.alertId()), AlertJson.write(alert));
    }
}
