package ai.finai.jobs.exactlyonce.faults;

import ai.finai.state.OperatorName;
import java.util.List;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.SinkTransformation;

/** Puts into a job's graph what fails when {@link Faults} says so. */
public final class Faulty {

    private Faulty() {}

    /** What passes here may fail, and so may snapshots and notices. */
    public static <T> DataStream<T> at(Place place, DataStream<T> stream) {
        return stream.transform("Faulty " + place, stream.getType(), new FaultyOperator<>(place))
                .uid("faulty-" + place);
    }

    /** Replaces the sink in the graph by one whose committer may fail; its state stays under the same uid. */
    public static void committer(StreamExecutionEnvironment env, OperatorName kafkaSink) {
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
