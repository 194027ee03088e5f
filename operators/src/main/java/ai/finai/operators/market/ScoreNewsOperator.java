package ai.finai.operators.market;

import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * See {@link ScoreNews}. Headlines are gathered until they are as many as are read at once, and no longer than until anything else
 * comes: a watermark, an end, a barrier. So nothing overtakes a headline, and there is none in a snapshot. Where nothing comes, the
 * first waits {@value #LINGER} ms.
 *
 * <p>The model is opened, run and closed on the task's thread.
 */
final class ScoreNewsOperator extends AbstractStreamOperator<ScoredNews>
        implements OneInputStreamOperator<NewsItem, ScoredNews> {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ScoreNewsOperator.class);

    /** Milliseconds: nothing beside the seconds that news takes, and enough to fill batches where there is much. */
    static final long LINGER = 10;

    private final ScoreNews.Model given;

    private transient @Nullable HeadlineReader reader;
    private transient List<StreamRecord<NewsItem>> waiting;

    /** When the first of those that wait has waited long enough. */
    private transient long due;

    private transient boolean timerSet;

    @SuppressWarnings("NullAway.Init") // by open
    ScoreNewsOperator(ScoreNews.Model given) {
        this.given = given;
    }

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new ArrayList<>(given.batch());
        SentimentModel model = given.source().open();
        reader = new HeadlineReader(model, getMetricGroup());
        if (!model.alone().isEmpty()) {
            LOG.warn(
                    "Sentiment model {} {}: each headline runs alone, which takes longer than together: {}",
                    model.contract().name(),
                    model.contract().version(),
                    model.alone());
        }
    }

    @Override
    public void processElement(StreamRecord<NewsItem> element) {
        // A copy: Flink may use the record again for the next.
        waiting.add(element.copy(element.getValue()));
        if (waiting.size() >= given.batch()) {
            flush();
        } else if (waiting.size() == 1) {
            due = getProcessingTimeService().getCurrentProcessingTime() + LINGER;
            setTimer();
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
        if (reader == null) {
            throw new IllegalStateException("not open");
        }
        List<String> headlines = new ArrayList<>(waiting.size());
        for (StreamRecord<NewsItem> news : waiting) {
            headlines.add(news.getValue().headline());
        }
        List<Judgement> judgements = reader.judge(headlines);
        for (int i = 0; i < judgements.size(); i++) {
            StreamRecord<NewsItem> news = waiting.get(i);
            output.collect(news.replace(reader.read(news.getValue(), judgements.get(i))));
        }
        waiting.clear();
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        flush();
        super.processWatermark(mark);
    }

    @Override
    public void processWatermark(WatermarkEvent watermark) throws Exception {
        flush();
        super.processWatermark(watermark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        flush();
        super.processWatermarkStatus(status);
    }

    @Override
    public void processRecordAttributes(RecordAttributes attributes) throws Exception {
        flush();
        super.processRecordAttributes(attributes);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) throws Exception {
        flush();
        super.prepareSnapshotPreBarrier(checkpoint);
    }

    @Override
    public void finish() throws Exception {
        flush();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        super.close();
    }
}
