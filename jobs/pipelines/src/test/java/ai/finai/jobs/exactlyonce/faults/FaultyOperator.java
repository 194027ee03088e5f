package ai.finai.jobs.exactlyonce.faults;

import ai.finai.jobs.exactlyonce.faults.Faults.InjectedFailure;
import java.util.concurrent.FutureTask;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Hands everything on, and fails when {@link Faults} says so. Chained with what is around it. */
final class FaultyOperator<T> extends AbstractStreamOperator<T> implements OneInputStreamOperator<T, T> {

    private static final long serialVersionUID = 1L;

    private final Place place;

    FaultyOperator(Place place) {
        this.place = place;
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        Faults.maybeFail(Fault.PROCESSING, place);
        output.collect(element);
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory factory)
            throws Exception {
        Faults.maybeFail(Fault.SNAPSHOT_SYNC, place);
        OperatorSnapshotFutures snapshot = super.snapshotState(checkpointId, timestamp, options, factory);
        if (Faults.strikes(Fault.SNAPSHOT_ASYNC, place)) {
            snapshot.setOperatorStateManagedFuture(new FutureTask<>(() -> {
                throw new InjectedFailure(Fault.SNAPSHOT_ASYNC, place);
            }));
        }
        return snapshot;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        Faults.completed(checkpointId);
        Faults.maybeFail(Fault.NOTICE, place);
        super.notifyCheckpointComplete(checkpointId);
    }
}
