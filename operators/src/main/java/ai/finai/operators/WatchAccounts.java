package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.LateEvent;
import ai.finai.events.ModelScore;
import ai.finai.events.Posting;
import ai.finai.events.WatchedPosting;
import ai.finai.models.ModelStatus;
import ai.finai.operators.scoring.Scoring;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.RuleBook;
import ai.finai.state.AmlOperator;
import java.io.Serializable;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.OutputTag;

/**
 * Watches every account with the model in force and every rule of the rule book. Postings are put into {@link Posting#ORDER} and taken once the
 * watermark has passed their time.
 *
 * <p>A posting is late if its time is not after the watermark; one without a rate into the base currency is unrated. Both
 * are archived and reported as {@link LateEvent}s ({@code LATE} where both hold), and no rule sees them. After a restore
 * the watermark of the snapshot stays the floor of what is late, account by account, so nothing slips in behind postings
 * that rules had seen before it.
 *
 * <p>A {@link ControlMessage} puts another rule book in force, in each subtask with the next watermark after it comes:
 * what has waited until then is judged by the new book. Matches in progress go on for rules that it has in the same
 * version. An invalid book is refused and the present one stays.
 *
 * <p>With a model, each posting has a score before rules see it, and a score may become an alert of its own. Models change
 * by control message too, see {@link ai.finai.models.ModelOrder}; an ordered model scores once it has been loaded.
 *
 * <p>Of each account a {@link ai.finai.state.account.AccountProfile profile} and the last alerts are kept, for people who
 * query snapshots; nothing else reads them. Late and unrated postings are not in them.
 *
 * <p>Event time is that of the postings alone: the control stream's watermarks and idleness are ignored.
 *
 * @param postings every posting once, late and unrated ones too
 * @param alerts what the rules found
 * @param late postings that no rule saw, with the reason
 * @param modelStatus what became of the models that were ordered
 * @param modelScores what champion and challenger said of the same postings; nothing without a challenger
 */
public record WatchAccounts(
        DataStream<WatchedPosting> postings,
        DataStream<Alert> alerts,
        DataStream<LateEvent> late,
        DataStream<ModelStatus> modelStatus,
        DataStream<ModelScore> modelScores) {

    static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts", EventTypes.ALERT);
    static final OutputTag<LateEvent> LATE = new OutputTag<>("late", EventTypes.LATE_EVENT);
    static final OutputTag<ModelStatus> MODEL_STATUS = new OutputTag<>("model-status", EventTypes.MODEL_STATUS);
    static final OutputTag<ModelScore> MODEL_SCORES = new OutputTag<>("model-scores", EventTypes.MODEL_SCORE);

    /**
     * @param ruleBook in force from the start; travels with the job graph. After a restore, a book that came by control
     *     message stays in force unless this one is not the one that it replaced
     * @param scoring the model in force from the start, as the rule book, and when its scores become alerts
     * @param profiles whether each account's profile and last alerts are kept, for people who query snapshots
     * @param ratesSha256 hash of the rate table, for the provenance of alerts
     * @param job the job's name, for the same
     * @param release of FinAI, for the same
     * @param waitingBytesWarning above this many bytes of waiting postings in one subtask a warning is logged; they are
     *     kept all the same, as losing one is no option and holding back the input would hold back the watermark that
     *     frees them. What bounds them is {@link EventWatermarks.Config#alignment}
     */
    public record Config(
            RuleBook ruleBook,
            Scoring scoring,
            boolean profiles,
            String ratesSha256,
            String job,
            String release,
            long waitingBytesWarning)
            implements Serializable {

        public static final long DEFAULT_WAITING_BYTES_WARNING = 256L << 20;

        public Config {
            if (waitingBytesWarning < 1) {
                throw new IllegalArgumentException(
                        "waitingBytesWarning " + waitingBytesWarning + ": must be at least 1");
            }
        }

        /** Without a model, with profiles. */
        public static Config of(RuleBook ruleBook, String ratesSha256, String job, String release) {
            return new Config(ruleBook, Scoring.NONE, true, ratesSha256, job, release, DEFAULT_WAITING_BYTES_WARNING);
        }

        /** The same with a model. */
        public Config with(Scoring other) {
            return new Config(ruleBook, other, profiles, ratesSha256, job, release, waitingBytesWarning);
        }

        /** The same, with profiles or without. */
        public Config profiles(boolean kept) {
            return new Config(ruleBook, scoring, kept, ratesSha256, job, release, waitingBytesWarning);
        }
    }

    public static WatchAccounts of(DataStream<Posting> postings, DataStream<ControlMessage> control, Config config) {
        KeySelector<Posting, String> account = Posting::account;
        // The same as keyed.connect(broadcast), which would only take a function where this needs an operator.
        TwoInputTransformation<Posting, ControlMessage, WatchedPosting> watch = new TwoInputTransformation<>(
                postings.keyBy(account, EventTypes.KEY).getTransformation(),
                control.broadcast().getTransformation(),
                AmlOperator.WATCH_ACCOUNTS.title(),
                new AccountOperator(config),
                EventTypes.WATCHED_POSTING,
                postings.getExecutionEnvironment().getParallelism(),
                false);
        watch.setStateKeySelectors(account, null);
        watch.setStateKeyType(EventTypes.KEY);
        watch.setUid(AmlOperator.WATCH_ACCOUNTS.uid());
        postings.getExecutionEnvironment().addOperator(watch);
        SingleOutputStreamOperator<WatchedPosting> watched = new Stage<>(postings, watch);
        return new WatchAccounts(
                watched,
                watched.getSideOutput(ALERTS),
                watched.getSideOutput(LATE),
                watched.getSideOutput(MODEL_STATUS),
                watched.getSideOutput(MODEL_SCORES));
    }

    /** Opens the constructor that Flink keeps to itself. */
    private static final class Stage<T> extends SingleOutputStreamOperator<T> {
        Stage(DataStream<?> before, TwoInputTransformation<?, ?, T> transformation) {
            super(before.getExecutionEnvironment(), transformation);
        }
    }
}
