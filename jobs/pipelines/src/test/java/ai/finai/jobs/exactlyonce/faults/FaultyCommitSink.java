package ai.finai.jobs.exactlyonce.faults;

import java.io.IOException;
import java.util.Collection;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPostCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/** A sink with transactions, as it is but for its committer: that may fail before or after it commits something. */
final class FaultyCommitSink<
                T,
                S,
                C,
                K extends Sink<T> & SupportsWriterState<T, S> & SupportsCommitter<C> & SupportsPostCommitTopology<C>>
        implements Sink<T>, SupportsWriterState<T, S>, SupportsCommitter<C>, SupportsPostCommitTopology<C> {

    private static final long serialVersionUID = 1L;

    private final K sink;

    private FaultyCommitSink(K sink) {
        this.sink = sink;
    }

    /** @param sink that has all that the Kafka sink has */
    @SuppressWarnings({"unchecked", "rawtypes"}) // the types of state and committables do not matter here
    static <T> Sink<T> around(Sink<T> sink) {
        return new FaultyCommitSink((Sink & SupportsWriterState & SupportsCommitter & SupportsPostCommitTopology) sink);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return sink.createWriter(context);
    }

    @Override
    public StatefulSinkWriter<T, S> restoreWriter(WriterInitContext context, Collection<S> state) throws IOException {
        return sink.restoreWriter(context, state);
    }

    @Override
    public SimpleVersionedSerializer<S> getWriterStateSerializer() {
        return sink.getWriterStateSerializer();
    }

    @Override
    public Committer<C> createCommitter(CommitterInitContext context) throws IOException {
        return new FaultyCommitter<>(sink.createCommitter(context));
    }

    @Override
    public SimpleVersionedSerializer<C> getCommittableSerializer() {
        return sink.getCommittableSerializer();
    }

    @Override
    public void addPostCommitTopology(DataStream<CommittableMessage<C>> committables) {
        sink.addPostCommitTopology(committables);
    }

    private record FaultyCommitter<C>(Committer<C> committer) implements Committer<C> {

        @Override
        public void commit(Collection<CommitRequest<C>> requests) throws IOException, InterruptedException {
            if (requests.isEmpty()) {
                committer.commit(requests);
                return;
            }
            Faults.maybeFail(Fault.BEFORE_COMMIT, Place.KAFKA_COMMITTER);
            committer.commit(requests);
            Faults.maybeFail(Fault.AFTER_COMMIT, Place.KAFKA_COMMITTER);
        }

        @Override
        public void close() throws Exception {
            committer.close();
        }
    }
}
