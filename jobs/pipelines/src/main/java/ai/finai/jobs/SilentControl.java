package ai.finai.jobs;

import ai.finai.operators.ControlMessage;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.OperatorName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A control stream without messages, which holds no event time back: it is idle, or, bounded, at its end from the start.
 *
 * <p>In a streaming job it never ends: a source that has ended is restored from a snapshot as ended, so an upgrade that
 * brings a control topic under the same uid would never read it.
 */
public final class SilentControl implements Source<ControlMessage, SilentControl.NoSplit, Integer> {

    private static final long serialVersionUID = 1L;

    private final Boundedness boundedness;

    private SilentControl(Boundedness boundedness) {
        this.boundedness = boundedness;
    }

    /**
     * @param boundedness bounded where the job is to end with its other sources
     * @param operator of the job: its source of control messages
     */
    public static DataStream<ControlMessage> of(
            StreamExecutionEnvironment env, Boundedness boundedness, OperatorName operator) {
        return env.fromSource(
                        new SilentControl(boundedness),
                        WatermarkStrategy.noWatermarks(),
                        operator.title(),
                        EventTypes.CONTROL_MESSAGE)
                .uid(operator.uid())
                .setParallelism(1);
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
    }

    @Override
    public SourceReader<ControlMessage, NoSplit> createReader(SourceReaderContext context) {
        return new Reader(boundedness);
    }

    @Override
    public SplitEnumerator<NoSplit, Integer> createEnumerator(SplitEnumeratorContext<NoSplit> context) {
        return new Enumerator();
    }

    @Override
    public SplitEnumerator<NoSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<NoSplit> context, Integer checkpoint) {
        return new Enumerator();
    }

    @Override
    public SimpleVersionedSerializer<NoSplit> getSplitSerializer() {
        return new NothingSerializer<>(new NoSplit());
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new NothingSerializer<>(0);
    }

    /** There is never one; the interface needs a type. */
    public static final class NoSplit implements SourceSplit {
        @Override
        public String splitId() {
            return "none";
        }
    }

    private static final class Reader implements SourceReader<ControlMessage, NoSplit> {

        private final Boundedness boundedness;
        private final CompletableFuture<Void> never = new CompletableFuture<>();

        Reader(Boundedness boundedness) {
            this.boundedness = boundedness;
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<ControlMessage> output) {
            if (boundedness == Boundedness.BOUNDED) {
                output.emitWatermark(Watermark.MAX_WATERMARK);
                return InputStatus.END_OF_INPUT;
            }
            output.markIdle(); // it neither holds event time back, nor brings it to its end
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public List<NoSplit> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return never;
        }

        @Override
        public void addSplits(List<NoSplit> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class Enumerator implements SplitEnumerator<NoSplit, Integer> {

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<NoSplit> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        public Integer snapshotState(long checkpointId) {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** Writes nothing, and reads the one value there is. */
    private record NothingSerializer<T>(T value) implements SimpleVersionedSerializer<T> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T ignored) {
            return new byte[0];
        }

        @Override
        public T deserialize(int version, byte[] serialized) {
            return value;
        }
    }
}
