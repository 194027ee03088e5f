package ai.finai.operators.market.sentiment;

import ai.finai.events.ModelName;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.text.SentimentModel;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.SnapshotNotes;
import ai.finai.operators.models.ModelReports;
import ai.finai.operators.models.OrderedModels;
import ai.finai.state.MarketState;
import ai.finai.state.SnapshotNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * See {@link ScoreNews}; {@link OrderedModels} says which model is in force. Headlines are gathered until they are as many as are read at once, and no longer than until anything else
 * comes: a watermark, an end, a barrier. So nothing overtakes a headline, and there is none in a snapshot. Where nothing comes, the
 * first waits {@value #LINGER} ms.
 *
 * <p>Models are run, swapped and closed on the task's thread. Headlines that wait when another comes are read by the one before.
 */
final class ScoreNewsOperator extends AbstractStreamOperator<ScoredNews>
        implements TwoInputStreamOperator<NewsItem, ControlMessage, ScoredNews> {

    private static final long serialVersionUID = 1L;

    /** The second of the two inputs, as Flink counts them. */
    private static final int CONTROL = 1;

    /** How long a restore waits for the model that was in force: a large one takes long to read and to try. */
    private static final Duration PATIENCE_AT_RESTORE = Duration.ofMinutes(2);

    /** Milliseconds: nothing beside the seconds that news takes, and enough to fill batches where there is much. */
    static final long LINGER = 10;

    private final ScoreNews.Config config;

    private transient HeadlineReader reader;
    private transient OrderedModels<SentimentModel> models;
    private transient SnapshotNotes notes;
    private transient List<StreamRecord<NewsItem>> waiting;

    /** When the first of those that wait has waited long enough. */
    private transient long due;

    private transient boolean timerSet;

    /** Event time. */
    private transient long reached;

    @SuppressWarnings("NullAway.Init") // by open
    ScoreNewsOperator(ScoreNews.Config config) {
        this.config = config;
    }

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new ArrayList<>(config.batch());
        reached = Long.MIN_VALUE;
        reader = new HeadlineReader(getMetricGroup());
        models = new OrderedModels<>(
                NewsSentiment.INSTANCE,
                Map.of(ModelRole.SENTIMENT, new ReaderPost(reader, config.model(), this::flush)),
                PATIENCE_AT_RESTORE,
                getOperatorStateBackend(),
                MarketState.MODELS.title(),
                getContainingTask()
                        .getMailboxExecutorFactory()
                        .createExecutor(getOperatorConfig().getChainIndex()),
                new ModelReports(config.job(), getRuntimeContext().getTaskInfo(), getMetricGroup(), this::emit));
        models.start();
        notes = new SnapshotNotes(getOperatorStateBackend(), MarketState.NOTE.title());
    }

    @Override
    public void processElement1(StreamRecord<NewsItem> element) {
        // A copy: Flink may use the record again for the next.
        waiting.add(element.copy(element.getValue()));
        if (waiting.size() >= config.batch()) {
            flush();
        } else if (waiting.size() == 1) {
            due = getProcessingTimeService().getCurrentProcessingTime() + LINGER;
            setTimer();
        }
    }

    @Override
    public void processElement2(StreamRecord<ControlMessage> element) throws Exception {
        if (element.getValue().kind() == ControlMessage.Kind.MODEL) {
            models.order(element.getValue());
        }
    }

    /** One at a time: most batches are full before theirs, and setting and deleting one for each would be for nothing. */
    private void setTimer() {
        if (!timerSet) {
            timerSet = true;
            getProcessingTimeService().registerTimer(due, this::onTimer);
        }
    }

    private void onTimer(long time) {
        timerSet = false;
        if (waiting.isEmpty()) {
            return;
        }
        if (time >= due) {
            flush();
        } else {
            setTimer(); // it was that of an earlier batch
        }
    }

    private void flush() {
        if (waiting.isEmpty()) {
            return;
        }
        List<ScoredNews> read =
                reader.read(waiting.stream().map(StreamRecord::getValue).toList());
        for (int i = 0; i < read.size(); i++) {
            output.collect(waiting.get(i).replace(read.get(i)));
        }
        waiting.clear();
    }

    /** Event time is that of the news: the control stream neither holds it back nor moves it. */
    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        flush();
        reached = mark.getTimestamp();
        processWatermark(mark);
    }

    @Override
    public void processWatermark2(Watermark mark) {}

    @Override
    public void processWatermark1(WatermarkEvent watermark) throws Exception {
        flush();
        super.processWatermark1(watermark);
    }

    @Override
    public void processWatermark2(WatermarkEvent watermark) {}

    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        if (input != CONTROL) {
            flush();
            processWatermarkStatus(status);
        }
    }

    @Override
    public void processRecordAttributes1(RecordAttributes attributes) {
        flush();
        super.processRecordAttributes1(attributes);
    }

    @Override
    public void processRecordAttributes2(RecordAttributes attributes) {}

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpoint);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        notes.leave(note());
        super.snapshotState(context);
    }

    private SnapshotNote note() {
        ModelName name = reader.name();
        return new SnapshotNote(
                config.job(),
                config.release(),
                reached,
                "",
                0,
                "",
                List.of(),
                name == null ? List.of() : List.of(new SnapshotNote.Model(ModelRole.SENTIMENT.code(), name)));
    }

    @Override
    public void finish() throws Exception {
        flush();
        models.finish();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        try {
            if (models != null) {
                waiting.clear(); // after a failure: they come again
                models.close();
            }
        } finally {
            super.close();
        }
    }

    private void emit(ModelStatus status) {
        output.collect(ScoreNews.MODEL_STATUS, new StreamRecord<>(status));
    }
}
