package ai.finai.jobs.archive;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Writes a table of the archive, each row exactly once: {@link ArchiveWriter} with Flink's checkpoints. */
final class ArchiveOperator<T> extends AbstractStreamOperator<Void> implements OneInputStreamOperator<T, Void> {

    private static final long serialVersionUID = 1L;

    private final RowFormat<T> format;
    private final String location;
    private final Compaction compaction;

    private transient @Nullable ArchiveWriter<T> writer;
    private transient @Nullable ListState<StagedSegment> waiting;
    private transient @Nullable ListState<Publication> decided;
    private transient boolean savepoint;
    private transient boolean stopping;
    private transient boolean finished;

    ArchiveOperator(RowFormat<T> format, String location, Compaction compaction) {
        this.format = format;
        this.location = location;
        this.compaction = compaction;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        waiting = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("segments", TypeInformation.of(StagedSegment.class)));
        decided = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("publications", TypeInformation.of(Publication.class)));
        writer = new ArchiveWriter<>(
                format,
                new SegmentFiles(location, format.table()),
                compaction,
                getContainingTask().getEnvironment()::failExternally);
        writer.restore(waiting.get(), decided.get());
    }

    @Override
    public void open() throws Exception {
        super.open();
        ArchiveWriter<T> counted = requireNonNull(writer);
        MetricGroup metrics = getMetricGroup().addGroup("archive");
        metrics.gauge("rowsWaiting", counted::rowsWaiting);
        metrics.gauge("filesPublished", counted::filesPublished);
        metrics.gauge("segmentsMissing", counted::segmentsMissing);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        requireNonNull(writer).add(element.getValue());
    }

    /** A savepoint leaves nothing staged: what it holds does not depend on files that may be gone when it is used. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory factory)
            throws Exception {
        savepoint = options.getCheckpointType().isSavepoint();
        stopping = options.getCheckpointType() instanceof SavepointType type && type.isSynchronous();
        return super.snapshotState(checkpointId, timestamp, options, factory);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        ArchiveWriter.Snapshot snapshot =
                requireNonNull(writer).snapshot(context.getCheckpointId(), savepoint || finished);
        requireNonNull(waiting).update(snapshot.waiting());
        requireNonNull(decided).update(snapshot.decided());
        if (stopping) {
            requireNonNull(writer).stopping();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        requireNonNull(writer).completed(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        finished = true;
        if (!CheckpointingOptions.isCheckpointingEnabled(getContainingTask().getJobConfiguration())) {
            requireNonNull(writer).snapshot(0, true);
            requireNonNull(writer).completed(0);
        }
    }

    /** A job that ended has published everything that its last snapshot decided; one that failed does not wait. */
    @Override
    public void close() throws Exception {
        try (ArchiveWriter<T> ended = writer) {
            if (ended != null && (stopping || finished)) {
                ended.awaitPublished();
            }
        } finally {
            super.close();
        }
    }
}
