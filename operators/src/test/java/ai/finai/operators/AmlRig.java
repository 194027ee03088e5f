package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.DeadLetter;
import ai.finai.events.LateEvent;
import ai.finai.events.ModelScore;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelStatus;
import ai.finai.operators.intake.Deduplication;
import ai.finai.operators.scoring.Scoring;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.RuleBook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * The account operator, or the stages from deduplication to it, in a number of subtasks, each in a harness: records go to
 * the subtask that their key belongs to, watermarks to all. Without threads, so a random stream repeats.
 */
final class AmlRig implements AutoCloseable {

    static final int MAX_PARALLELISM = 32;

    /** The state of all subtasks of both stages. */
    record Snapshot(OperatorSubtaskState deduplication, OperatorSubtaskState accounts, int parallelism) {}

    final List<KeyedOneInputStreamOperatorTestHarness<Integer, Transaction, Transaction>> deduplication =
            new ArrayList<>();
    final List<KeyedTwoInputStreamOperatorTestHarness<String, Posting, ControlMessage, WatchedPosting>> accounts =
            new ArrayList<>();
    private final SplitIntoPostingsFunction split;
    private final List<Alert> alerts = new ArrayList<>();
    private final List<LateEvent> late = new ArrayList<>();
    private final List<WatchedPosting> watched = new ArrayList<>();
    private final List<ModelScore> scores = new ArrayList<>();
    private final List<DeadLetter> conflicts = new ArrayList<>();

    AmlRig(RuleBook book, RateTable rates, Backend backend, int parallelism) throws Exception {
        this(book, rates, backend, parallelism, null);
    }

    /** @param from what to begin with, whatever its parallelism was; null for nothing */
    AmlRig(RuleBook book, RateTable rates, Backend backend, int parallelism, Snapshot from) throws Exception {
        this(book, Scoring.NONE, rates, backend, parallelism, from);
    }

    AmlRig(RuleBook book, Scoring scoring, RateTable rates, Backend backend, int parallelism, Snapshot from)
            throws Exception {
        this(WatchAccounts.Config.of(book, "00", "aml", "test").with(scoring), rates, backend, parallelism, from);
    }

    AmlRig(WatchAccounts.Config config, RateTable rates, Backend backend, int parallelism, Snapshot from)
            throws Exception {
        split = new SplitIntoPostingsFunction(rates);
        for (int i = 0; i < parallelism; i++) {
            var dedup = new KeyedOneInputStreamOperatorTestHarness<>(
                    Deduplication.operator(Duration.ofHours(24)),
                    Deduplication::shard,
                    Types.INT,
                    MAX_PARALLELISM,
                    parallelism,
                    i);
            deduplication.add(dedup);
            start(dedup, EventTypes.TRANSACTION, backend, from == null ? null : from.deduplication, from, i);
            var account = new KeyedTwoInputStreamOperatorTestHarness<String, Posting, ControlMessage, WatchedPosting>(
                    new AccountOperator(config),
                    Posting::account,
                    message -> "",
                    EventTypes.KEY,
                    MAX_PARALLELISM,
                    parallelism,
                    i);
            accounts.add(account);
            start(account, EventTypes.WATCHED_POSTING, backend, from == null ? null : from.accounts, from, i);
        }
    }

    private <T> void start(
            AbstractStreamOperatorTestHarness<T> harness,
            TypeInformation<T> type,
            Backend backend,
            OperatorSubtaskState state,
            Snapshot from,
            int index)
            throws Exception {
        harness.setStateBackend(backend.create());
        harness.setup(type.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, from.parallelism, parallelism(harness), index));
        }
        harness.open();
    }

    private static int parallelism(AbstractStreamOperatorTestHarness<?> harness) {
        return harness.getEnvironment().getTaskInfo().getNumberOfParallelSubtasks();
    }

    /** Through deduplication, split and the account operator. */
    void send(Transaction transaction) throws Exception {
        var subtask = deduplication.get(subtask(Deduplication.shard(transaction)));
        subtask.processElement(transaction, transaction.eventTime());
        for (Transaction accepted : drain(subtask)) {
            List<Posting> postings = new ArrayList<>();
            split.flatMap(accepted, new org.apache.flink.api.common.functions.util.ListCollector<>(postings));
            for (Posting posting : postings) {
                send(posting);
            }
        }
        conflicts.addAll(drain(subtask, Deduplication.CONFLICTS));
    }

    /** To the account operator alone. */
    void send(Posting posting) throws Exception {
        var subtask = accounts.get(subtask(posting.account()));
        subtask.processElement1(posting, posting.eventTime());
        drainAccounts(subtask);
    }

    /** A rule book, to every subtask. */
    void control(String ruleBook) throws Exception {
        ControlMessage message = ControlMessage.ruleBook(ruleBook.getBytes(StandardCharsets.UTF_8));
        for (var subtask : accounts) {
            control(subtask, message);
        }
    }

    /** A model order, to every subtask, and waits for their answers. */
    List<ModelStatus> control(ModelOrder order) throws Exception {
        begin(order);
        return answers();
    }

    /** A model order, to every subtask; what they answer is not waited for. */
    void begin(ModelOrder order) throws Exception {
        for (var subtask : accounts) {
            control(subtask, ControlMessage.model(order.toJson(), "models-0@17"));
        }
    }

    /** Without a key: the stream is broadcast. */
    private static void control(AbstractStreamOperatorTestHarness<?> subtask, ControlMessage message) throws Exception {
        ((AccountOperator) subtask.getOperator()).processElement2(new StreamRecord<>(message));
    }

    /** Waits for an answer of each subtask. */
    /** Takes the next thing that each subtask's mailbox has, or will have. */
    void takeMail() throws Exception {
        for (var subtask : accounts) {
            subtask.getTaskMailbox().take(0).run();
        }
    }

    List<ModelStatus> answers() throws Exception {
        List<ModelStatus> answers = new ArrayList<>();
        for (var subtask : accounts) {
            List<ModelStatus> own = drain(subtask, WatchAccounts.MODEL_STATUS);
            while (own.isEmpty()) {
                subtask.getTaskMailbox().take(0).run();
                own = drain(subtask, WatchAccounts.MODEL_STATUS);
            }
            answers.addAll(own);
        }
        return answers;
    }

    void watermark(long time) throws Exception {
        for (var subtask : deduplication) {
            subtask.processWatermark(time);
            drain(subtask);
        }
        for (var subtask : accounts) {
            subtask.processWatermark1(new Watermark(time));
            drainAccounts(subtask);
        }
    }

    Snapshot snapshot(long checkpoint) throws Exception {
        return new Snapshot(snapshot(deduplication, checkpoint), snapshot(accounts, checkpoint), accounts.size());
    }

    private static OperatorSubtaskState snapshot(
            List<? extends AbstractStreamOperatorTestHarness<?>> subtasks, long checkpoint) throws Exception {
        List<OperatorSubtaskState> states = new ArrayList<>();
        for (var subtask : subtasks) {
            states.add(subtask.snapshot(checkpoint, checkpoint));
        }
        return AbstractStreamOperatorTestHarness.repackageState(states.toArray(OperatorSubtaskState[]::new));
    }

    List<Alert> alerts() {
        return alerts;
    }

    List<LateEvent> late() {
        return late;
    }

    List<WatchedPosting> watched() {
        return watched;
    }

    List<ModelScore> scores() {
        return scores;
    }

    List<DeadLetter> conflicts() {
        return conflicts;
    }

    /** State entries of the account operator; on the heap only. */
    int accountEntries() {
        return accounts.stream()
                .mapToInt(KeyedTwoInputStreamOperatorTestHarness::numKeyedStateEntries)
                .sum();
    }

    int accountTimers() {
        return accounts.stream()
                .mapToInt(AbstractStreamOperatorTestHarness::numEventTimeTimers)
                .sum();
    }

    private int subtask(Object key) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, accounts.size());
    }

    private void drainAccounts(
            KeyedTwoInputStreamOperatorTestHarness<String, Posting, ControlMessage, WatchedPosting> subtask) {
        watched.addAll(drain(subtask));
        alerts.addAll(drain(subtask, WatchAccounts.ALERTS));
        late.addAll(drain(subtask, WatchAccounts.LATE));
        scores.addAll(drain(subtask, WatchAccounts.MODEL_SCORES));
    }

    private static <T> List<T> drain(AbstractStreamOperatorTestHarness<T> harness) {
        List<T> values = harness.extractOutputValues();
        harness.getOutput().clear();
        return values;
    }

    private static <T> List<T> drain(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        if (records == null) {
            return List.of();
        }
        List<T> values = records.stream().map(StreamRecord::getValue).toList();
        records.clear();
        return values;
    }

    @Override
    public void close() throws Exception {
        for (var subtask : deduplication) {
            subtask.close();
        }
        for (var subtask : accounts) {
            subtask.close();
        }
    }
}
