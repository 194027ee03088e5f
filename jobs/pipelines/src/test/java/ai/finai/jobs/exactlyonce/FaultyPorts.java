package ai.finai.jobs.exactlyonce;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.jobs.AmlPorts;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.WatchAccounts;
import ai.finai.state.AmlOperator;
import ai.finai.state.OperatorName;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SinkTransformation;

/** Production's ports, with operators between them and the graph that fail when {@link Faults} says so. */
record FaultyPorts(AmlPorts ports) implements AmlPorts {

    @Override
    public DataStream<Received<Transaction>> transactions(StreamExecutionEnvironment env) {
        return faulty(ports.transactions(env), Place.INTAKE);
    }

    @Override
    public DataStream<ControlMessage> control(StreamExecutionEnvironment env) {
        return ports.control(env);
    }

    @Override
    public void publish(WatchAccounts watched, DataStream<DeadLetter> rejected, DataStream<DeadLetter> conflicts) {
        WatchAccounts disturbed = new WatchAccounts(
                watched.postings(),
                faulty(watched.alerts(), Place.ALERTS),
                watched.late(),
                watched.modelStatus(),
                watched.modelScores());
        ports.publish(disturbed, rejected, conflicts);
        putCommitterIn(rejected.getExecutionEnvironment(), AmlOperator.KAFKA_SINK);
    }

    @Override
    public void archive(
            DataStream<Transaction> accepted, DataStream<WatchedPosting> postings, DataStream<Alert> alerts) {
        ports.archive(faulty(accepted, Place.TRANSACTIONS_TABLE), faulty(postings, Place.POSTINGS_TABLE), alerts);
    }

    static <T> DataStream<T> faulty(DataStream<T> stream, Place place) {
        return stream.transform("Faulty " + place, stream.getType(), new FaultyOperator<>(place))
                .uid("faulty-" + place);
    }

    /** Replaces the sink in the graph by one whose committer may fail; its state stays under the same uid. */
    static void putCommitterIn(StreamExecutionEnvironment env, OperatorName kafkaSink) {
        List<Transformation<?>> graph = env.getTransformations();
        for (int i = 0; i < graph.size(); i++) {
            if (graph.get(i) instanceof SinkTransformation<?, ?> sink
                    && kafkaSink.uid().equals(sink.getUid())) {
                graph.set(i, withFaultyCommitter(sink));
                return;
            }
        }
        throw new AssertionError("no sink " + kafkaSink.uid());
    }

    private static <I, O> SinkTransformation<I, O> withFaultyCommitter(SinkTransformation<I, O> sink) {
        SinkTransformation<I, O> faulty = new SinkTransformation<>(
                sink.getInputStream(),
                FaultyCommitSink.around(sink.getSink()),
                sink.getOutputType(),
                sink.getName(),
                sink.getParallelism(),
                sink.isParallelismConfigured(),
                sink.getSinkOperatorsUidHashes());
        faulty.setUid(sink.getUid());
        return faulty;
    }
}
