package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.LateEvent;
import ai.finai.events.Posting;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import ai.finai.models.ModelStatus;
import ai.finai.operators.matching.RuleMatcher;
import ai.finai.operators.models.ModelReports;
import ai.finai.operators.order.EventOrder;
import ai.finai.operators.order.WaitingPostings;
import ai.finai.operators.scoring.ModelFinding;
import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.RuleBook;
import ai.finai.state.AccountSequenceSerializer;
import ai.finai.state.AmlState;
import ai.finai.state.MatchState;
import ai.finai.state.MatchStateSerializer;
import ai.finai.state.SnapshotNote;
import ai.finai.state.account.AccountAlertsSerializer;
import ai.finai.state.account.AccountProfileSerializer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * See {@link WatchAccounts}. Postings wait in {@link EventOrder}; those that a watermark releases are scored in batches
 * across accounts by the {@link SequenceScorer}, then the {@link RuleMatcher} takes them in order. {@link Alerts} writes what
 * they find, {@link AccountProfiles} what was seen of each account. {@link RulesInForce} and {@link ModelsInForce} say which book and models.
 *
 * <p>A batch costs one read and one write of the profile of each account in it, unless profiles are switched off; with a
 * model, as many of its sequence. A posting
 * that matters to a rule costs one read and at most one write of the account's matches, and one event-time timer an account
 * is set when its first match begins.
 */
final class AccountOperator extends AbstractStreamOperator<WatchedPosting>
        implements TwoInputStreamOperator<Posting, ControlMessage, WatchedPosting>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    /** The second of the two inputs, as Flink counts them. */
    private static final int CONTROL = 1;

    private final WatchAccounts.Config config;

    private transient EventOrder<Posting> order;
    private transient RulesInForce rules;
    private transient ValueState<MatchState> matches;
    private transient SequenceScorer scorer;
    private transient ModelsInForce models;
    private transient ScoringMetrics scoring;
    private transient InternalTimerService<VoidNamespace> cleanUp;
    private transient AccountMetrics measured;
    private transient WaitingWarning warning;
    private transient StreamRecord<WatchedPosting> watched;
    private transient SequenceStates sequences;
    private transient SnapshotNotes notes;
    private transient AccountProfiles profiles;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
    AccountOperator(WatchAccounts.Config config) {
        this.config = config;
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        requireTimersOutsideRawState(getKeyedStateBackend());
        TaskInfo task = getRuntimeContext().getTaskInfo();
        int maxParallelism = task.getMaxNumberOfParallelSubtasks();
        order = new EventOrder<>(
                WaitingPostings.INSTANCE,
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask()),
                maxParallelism,
                EventTypes.POSTING.createSerializer(getExecutionConfig().getSerializerConfig()));
        for (KeyGroupStatePartitionStreamProvider keyGroup : context.getRawKeyedStateInputs()) {
            order.restore(keyGroup.getKeyGroupId(), keyGroup.getStream(), getUserCodeClassloader());
        }
    }

    /** Timers on the heap beside state in RocksDB are snapshotted as raw keyed state, where the waiting postings are. */
    private static void requireTimersOutsideRawState(KeyedStateBackend<?> backend) {
        if (backend instanceof AbstractKeyedStateBackend<?> keyed
                && keyed.requiresLegacySynchronousTimerSnapshots(CheckpointType.CHECKPOINT)) {
            throw new IllegalStateException(
                    "state.backend.rocksdb.timer-service.factory: HEAP cannot be used with this job;"
                            + " set it to ROCKSDB (Flink's default), or use state.backend.type: hashmap");
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        RuleOutcomes outcomes = new RuleOutcomes(getMetricGroup());
        rules = new RulesInForce(
                config.ruleBook(), getOperatorStateBackend(), book -> new Alerts(book, config, this::emit, outcomes));
        matches = state(AmlState.MATCHES, new MatchStateSerializer());
        cleanUp = getInternalTimerService("clean-up", VoidNamespaceSerializer.INSTANCE, this);
        measured = new AccountMetrics(getMetricGroup(), order);
        Forgetting forgetting = new Forgetting(this);
        sequences = new SequenceStates(forgetting.keep(state(AmlState.SEQUENCE, new AccountSequenceSerializer())));
        profiles = new AccountProfiles(
                config.profiles(),
                forgetting,
                state(AmlState.PROFILE, new AccountProfileSerializer()),
                state(AmlState.ALERTS, new AccountAlertsSerializer()));
        forgetting.with(getInternalTimerService("forget", VoidNamespaceSerializer.INSTANCE, forgetting));
        ModelReports reports =
                new ModelReports(config.job(), getRuntimeContext().getTaskInfo(), getMetricGroup(), this::emit);
        scoring = new ScoringMetrics(
                getMetricGroup(), new DriftWatch(config.scoring().driftThreshold(), getMetricGroup(), reports));
        scorer = new SequenceScorer(
                config.ruleBook().baseCurrency(), config.scoring().alerts(), scoring);
        models = new ModelsInForce(
                config,
                scorer,
                getOperatorStateBackend(),
                getContainingTask()
                        .getMailboxExecutorFactory()
                        .createExecutor(getOperatorConfig().getChainIndex()),
                reports);
        models.start();
        notes = new SnapshotNotes(getOperatorStateBackend(), AmlState.NOTE.title());
        warning = new WaitingWarning(config.waitingBytesWarning());
        watched = new StreamRecord<>(null);
    }

    private <T> ValueState<T> state(AmlState state, TypeSerializer<T> serializer) throws Exception {
        return getPartitionedState(new ValueStateDescriptor<>(state.title(), serializer));
    }

    /** Needs no key: a posting finds its account when it leaves the order. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord element) {}

    @Override
    public void processElement1(StreamRecord<Posting> element) {
        Posting posting = element.getValue();
        measured.seen(posting.eventTime());
        long reached = order.reached(posting);
        if (posting.eventTime() <= reached) {
            measured.late();
            emit(new LateEvent(posting, LateEvent.Reason.LATE, reached));
            emit(posting, Unscored.LATE);
        } else if (!posting.rated()) {
            measured.unrated();
            emit(new LateEvent(posting, LateEvent.Reason.UNRATED, reached));
            emit(posting, Unscored.UNRATED);
        } else {
            order.add(posting);
            warning.check(order);
        }
    }

    @Override
    public void processElement2(StreamRecord<ControlMessage> element) throws Exception {
        ControlMessage message = element.getValue();
        switch (message.kind()) {
            case RULE_BOOK -> measured.ruleBook(rules.replace(message.body()));
            case MODEL -> models.order(message);
        }
    }

    /** Event time is that of the postings: the control stream neither holds it back nor moves it. */
    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        processWatermark(mark);
    }

    @Override
    public void processWatermark2(Watermark mark) {}

    @Override
    protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
        if (input != CONTROL) {
            processWatermarkStatus(status);
        }
    }

    /** Releases what has waited for this, then lets timers see it: they only clean up. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        order.advance(mark.getTimestamp());
        Posting next = order.poll();
        while (next != null) {
            scorer.clear();
            while (next != null && !scorer.full()) {
                scorer.add(next);
                next = order.poll();
            }
            scorer.score(sequences);
            profiles.begin(scorer);
            for (int i = 0; i < scorer.size(); i++) {
                profiles.count(scorer, i);
                judge(i);
            }
            profiles.end(scorer);
        }
        super.processWatermark(mark);
    }

    /** What rules and the score say of a posting of the batch. */
    private void judge(int i) throws Exception {
        Posting posting = scorer.posting(i);
        if (measured.sample()) {
            long start = System.nanoTime();
            watch(posting, i);
            measured.ruleEvaluation(System.nanoTime() - start);
        } else {
            watch(posting, i);
        }
        ModelFinding finding = scorer.finding(i);
        if (finding != null) {
            rules.out().scored(finding);
        }
        emitScored(posting, i);
    }

    private void watch(Posting posting, int i) throws Exception {
        RuleMatcher matcher = rules.matcher();
        float score = scorer.score(i);
        if (!matcher.concerns(posting, score)) {
            return;
        }
        rules.out().scoreOfNext(scorer.champion(), score);
        setCurrentKey(posting.account());
        MatchState before = matches.value();
        long timer = before == null ? MatchState.NO_TIMER : before.cleanUpTimer();
        MatchState after = matcher.advance(before, posting, score, rules.out());
        if (matcher.changed()) {
            keep(after, timer);
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        MatchState state = matches.value();
        if (state != null && state.cleanUpTimer() == timer.getTimestamp()) {
            state.cleanUpTimer(MatchState.NO_TIMER);
            keep(rules.matcher().expire(state, order.watermark()), MatchState.NO_TIMER);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set by the clock");
    }

    /**
     * Writes the state of the current account.
     *
     * @param timer the clean-up timer that is set for it
     */
    private void keep(@Nullable MatchState state, long timer) throws Exception {
        if (state == null) {
            matches.clear();
            if (timer != MatchState.NO_TIMER) {
                cleanUp.deleteEventTimeTimer(VoidNamespace.INSTANCE, timer);
            }
            return;
        }
        if (timer == MatchState.NO_TIMER) {
            cleanUp.registerEventTimeTimer(VoidNamespace.INSTANCE, state.expiry());
            state.cleanUpTimer(state.expiry());
        }
        matches.update(state);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        notes.leave(note());
        super.snapshotState(context);
        order.snapshot(context.getRawKeyedOperatorStateOutput());
    }

    private SnapshotNote note() {
        RuleBook book = rules.book();
        return new SnapshotNote(
                config.job(),
                config.release(),
                order.reachedByAll(),
                book.baseCurrency(),
                book.baseDecimals(),
                book.sha256(),
                book.rules().stream()
                        .map(rule -> SnapshotNote.Rule.of(
                                rule.reference(),
                                rule.severity(),
                                rules.matcher().window(rule)))
                        .toList(),
                models.inForce());
    }

    /** The end of all postings: what waits is released even where an idle input kept the last watermark back. */
    @Override
    public void finish() throws Exception {
        if (order.watermark() != Long.MAX_VALUE) {
            processWatermark(Watermark.MAX_WATERMARK);
        }
        models.finish();
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (models != null) {
            models.close();
        }
        super.close();
    }

    private void emit(Posting posting, Unscored reason) {
        scoring.unscored(reason);
        output.collect(watched.replace(WatchedPosting.unscored(posting, reason), posting.eventTime()));
    }

    private void emitScored(Posting posting, int i) {
        Unscored reason = scorer.unscored(i);
        if (reason != null) {
            emit(posting, reason);
        } else {
            output.collect(watched.replace(
                    WatchedPosting.scored(posting, scorer.score(i), models.champion()), posting.eventTime()));
        }
        if (models.isShadowed()) {
            output.collect(
                    WatchAccounts.MODEL_SCORES,
                    new StreamRecord<>(
                            models.comparison(posting, scorer.score(i), scorer.challengerScore(i)),
                            posting.eventTime()));
        }
    }

    private void emit(ModelStatus status) {
        output.collect(WatchAccounts.MODEL_STATUS, new StreamRecord<>(status));
    }

    private void emit(LateEvent event) {
        output.collect(
                WatchAccounts.LATE, new StreamRecord<>(event, event.posting().eventTime()));
    }

    private void emit(Alert alert) {
        profiles.said(alert);
        output.collect(WatchAccounts.ALERTS, new StreamRecord<>(alert, alert.eventTime()));
    }
}
