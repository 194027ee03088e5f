package ai.finai.jobs.archive;

import static java.util.Objects.requireNonNull;

import ai.finai.jobs.archive.tables.RowFormat;
import ai.finai.operators.Metrics;
import java.time.Duration;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a table of the archive, each row exactly once: {@link ArchiveWriter} with Flink's checkpoints. */
final class ArchiveOperator<T> extends AbstractStreamOperator<Void> implements OneInputStreamOperator<T, Void> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveOperator.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RowFormat<T> format;
    private final String location;
    private final Compaction compaction;
    private final Duration patience;

    private transient @Nullable ArchiveWriter<T> writer;
    private transient @Nullable ListState<StagedSegment> waiting;
    private transient @Nullable ListState<Publication> decided;
    private transient boolean savepoint;
    /** With a savepoint that others may already know to be complete. */
    private transient volatile boolean stopping;

    private transient boolean finished;
    /** The first checkpoint that holds every row this task will ever have. */
    private transient long last;
    /** That checkpoint is complete. */
    private transient boolean ended;

    ArchiveOperator(RowFormat<T> format, String location, Compaction compaction) {
        this(format, location, compaction, PATIENCE);
    }

    /** @param patience how long a task that has ended waits for its last files to be visible */
    ArchiveOperator(RowFormat<T> format, String location, Compaction compaction, Duration patience) {
        this.format = format;
        this.location = location;
        this.compaction = compaction;
        this.patience = patience;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        waiting = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("segments", TypeInformation.of(StagedSegment.class)));
        decided = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("publications", TypeInformation.of(Publication.class)));
        last = Long.MAX_VALUE;
        writer = new ArchiveWriter<>(
                format, new SegmentFiles(location, format.table()), compaction, this::reportUnpublished);
        writer.restore(waiting.get(), decided.get());
    }

    @Override
    public void open() throws Exception {
        super.open();
        ArchiveWriter<T> counted = requireNonNull(writer);
        MetricGroup metrics = getMetricGroup().addGroup(Metrics.ARCHIVE);
        metrics.gauge(Metrics.ROWS_WAITING, counted::rowsWaiting);
        metrics.gauge(Metrics.FILES_PUBLISHED, counted::filesPublished);
        metrics.gauge(Metrics.SEGMENTS_MISSING, counted::segmentsMissing);
        metrics.gauge(Metrics.TRANSFERS_REPEATED, counted::transfersRepeated);
    }

    @Override
    public void processElement(StreamRecord<T> element) {
        requireNonNull(writer).add(element.getValue());
    }

    /** With a savepoint everything is decided: once published, it needs no staged files, which may be gone when it is used. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory factory)
            throws Exception {
        savepoint = options.getCheckpointType().isSavepoint();
        stopping |= options.getCheckpointType() instanceof SavepointType type && type.isSynchronous();
        if (stopping || finished) {
            last = Math.min(last, checkpointId);
        }
        return super.snapshotState(checkpointId, timestamp, options, factory);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        ArchiveWriter.Snapshot snapshot =
                requireNonNull(writer).snapshot(context.getCheckpointId(), savepoint || finished);
        requireNonNull(waiting).update(snapshot.waiting());
        requireNonNull(decided).update(snapshot.decided());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        requireNonNull(writer).completed(checkpointId);
        ended |= checkpointId >= last;
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        finished = true;
        if (!CheckpointingOptions.isCheckpointingEnabled(getContainingTask().getJobConfiguration())) {
            requireNonNull(writer).snapshot(0, true);
            requireNonNull(writer).completed(0);
            ended = true;
        }
    }

    /** A job that ended has published everything; one that failed does not wait for a file system that may be dead. */
    @Override
    public void close() throws Exception {
        if (writer != null) {
            try (ArchiveWriter<T> closed = writer) {
                if (ended) {
                    closed.awaitPublications(patience);
                }
            }
        }
        super.close();
    }

    /**
     * Fails the task, but not once it stops with a savepoint. The job would go back to the checkpoint before the savepoint,
     * and repeat what others have committed with it. The savepoint holds the decision, so nothing is lost. Should the
     * savepoint fail, Flink fails the task.
     */
    private void reportUnpublished(Throwable failure) {
        if (stopping) {
            LOG.error(
                    "The job stops with a savepoint, and some of its rows are not visible yet. They become visible when"
                            + " the job goes on from that savepoint.",
                    failure);
        } else {
            getContainingTask().getEnvironment().failExternally(failure);
        }
    }
}
