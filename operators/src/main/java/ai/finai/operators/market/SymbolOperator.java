package ai.finai.operators.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.ModelName;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.WindowModel;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.SnapshotNotes;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.market.forecast.Forecasting;
import ai.finai.operators.models.ModelReports;
import ai.finai.operators.models.OrderedModels;
import ai.finai.operators.order.EventOrder;
import ai.finai.state.MarketState;
import ai.finai.state.SnapshotNote;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolEventSerializer;
import ai.finai.state.market.SymbolState;
import ai.finai.state.market.SymbolStateSerializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupStatePartitionStreamProvider;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * See {@link WatchSymbols}. Events wait in {@link EventOrder}; those that a watermark releases are a batch, in which each
 * symbol's state is read and written once ({@link SymbolStates}), and each event has its turn ({@link SymbolTurns}). {@link
 * Forecasting} says what was expected of a bar, {@link OrderedModels} with which model; it changes between two batches.
 *
 * <p>The second input has the index's bars and splits, and orders of models, for every subtask. Event time is that of both
 * inputs, so that the index's bar is there when a symbol's of the same time is taken.
 */
final class SymbolOperator extends AbstractStreamOperator<WatchedBar>
        implements TwoInputStreamOperator<SymbolEvent, ToAllSymbols, WatchedBar>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    /** How long a restore waits for the model that was in force. */
    private static final Duration PATIENCE_AT_RESTORE = Duration.ofSeconds(20);

    /** Of the one entry of the index's state. */
    private static final String INDEX = "index";

    private final WatchSymbols.Config config;

    private transient EventOrder<SymbolEvent> order;
    private transient IndexReturns index;
    private transient BroadcastState<String, byte[]> indexState;
    private transient SymbolStates states;
    private transient SymbolTurns turns;
    private transient LateSymbolEvents late;
    private transient Forecasting forecasting;
    private transient OrderedModels<WindowModel> models;
    private transient SymbolWatch watch;
    private transient SnapshotNotes notes;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
    SymbolOperator(WatchSymbols.Config config) {
        this.config = config;
    }

    @Override
    protected boolean isUsingCustomRawKeyedState() {
        return true;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        TaskInfo task = getRuntimeContext().getTaskInfo();
        int maxParallelism = task.getMaxNumberOfParallelSubtasks();
        order = new EventOrder<>(
                WaitingSymbolEvents.INSTANCE,
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        maxParallelism, task.getNumberOfParallelSubtasks(), task.getIndexOfThisSubtask()),
                maxParallelism,
                new SymbolEventSerializer());
        for (KeyGroupStatePartitionStreamProvider keyGroup : context.getRawKeyedStateInputs()) {
            order.restore(keyGroup.getKeyGroupId(), keyGroup.getStream(), getUserCodeClassloader());
        }
        indexState = getOperatorStateBackend()
                .getBroadcastState(new MapStateDescriptor<>(
                        MarketState.INDEX.title(),
                        Types.STRING,
                        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        index = new IndexReturns(config.index(), indexState.get(INDEX));
    }

    @Override
    public void open() throws Exception {
        super.open();
        SymbolMetrics measured = new SymbolMetrics(getMetricGroup(), order, config.ruleBook());
        watch = new SymbolWatch(
                config.ruleBook(),
                Duration.ofMillis(config.newsLateness()),
                new MarketAlert.Provenance("sha256:" + config.ruleBook().sha256(), config.job(), config.release()),
                measured.counting(this::emit));
        states = new SymbolStates(
                getPartitionedState(
                        new ValueStateDescriptor<>(MarketState.SYMBOL.title(), new SymbolStateSerializer())),
                new SymbolTimers(getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this)),
                this::setCurrentKey,
                (symbol, state) -> watch.next(symbol, state.watched()));
        forecasting = new Forecasting(config.forecaster(), measured.forecasts());
        turns = new SymbolTurns(
                config.index(), index, forecasting, watch, measured, new RefusedBars(measured, this::emit), this::emit);
        late = new LateSymbolEvents(states, watch, measured, this::emit);
        models = new OrderedModels<>(
                BarForecasts.INSTANCE,
                Map.of(ModelRole.FORECASTER, forecasting),
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

    /** Needs no key: an event finds its symbol when it leaves the order. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord element) {}

    @Override
    @SuppressWarnings("rawtypes") // and needs no key: what comes is for all
    public void setKeyContextElement2(StreamRecord element) {}

    @Override
    public void processElement1(StreamRecord<SymbolEvent> element) throws Exception {
        SymbolEvent event = element.getValue();
        long reached = order.reached(event);
        if (event.eventTime() > reached) {
            order.add(event);
            return;
        }
        late.take(event, reached);
        if (event.bar() != null) {
            emit(WatchedBar.late(event.bar()));
        }
    }

    @Override
    public void processElement2(StreamRecord<ToAllSymbols> element) throws Exception {
        SymbolEvent ofIndex = element.getValue().ofIndex();
        ControlMessage control = element.getValue().control();
        if (ofIndex != null) {
            index.add(ofIndex);
        } else if (control != null && control.kind() == ControlMessage.Kind.MODEL) {
            models.order(control);
        }
    }

    /** Releases what has waited for this, then lets timers see it. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        order.advance(mark.getTimestamp());
        for (SymbolEvent next = order.poll(); next != null; next = order.poll()) {
            turns.add(next, stateAt(next));
            if (states.isFull()) {
                endBatch();
            } else if (turns.areMany()) {
                turns.take();
            }
        }
        endBatch();
        index.advance(mark.getTimestamp());
        super.processWatermark(mark);
    }

    /**
     * The symbol's state as event time comes to an event: a new one where the symbol is forgotten by then. Timers do the same,
     * but only once a watermark has come.
     */
    private SymbolState stateAt(SymbolEvent event) throws Exception {
        SymbolState state = states.of(event.symbol());
        if (!state.isForgotten(event.eventTime() - 1)) {
            return state;
        }
        turns.take();
        watch.passed(event.symbol(), state.watched(), event.eventTime() - 1);
        SymbolState anew = state.anew();
        states.replace(event.symbol(), anew);
        return anew;
    }

    private void endBatch() throws Exception {
        turns.take();
        states.write();
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        SymbolState state = states.current();
        if (state == null) {
            return;
        }
        long time = timer.getTimestamp();
        if (state.timer() == time) {
            state.timer(SymbolState.NEVER);
            watch.passed(timer.getKey(), state.watched(), time);
        }
        if (state.forgetTimer() == time) {
            state.forgetTimer(SymbolState.NEVER);
        }
        if (state.isForgotten(time)) {
            states.forget();
        } else {
            states.keep(timer.getKey(), state);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no timer is set by the clock");
    }

    /** The end of all events: what waits is released even where idle inputs kept the last watermark back. */
    @Override
    public void finish() throws Exception {
        if (order.watermark() != Long.MAX_VALUE) {
            processWatermark(Watermark.MAX_WATERMARK);
        }
        models.finish();
        super.finish();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        notes.leave(note());
        super.snapshotState(context);
        order.snapshot(context.getRawKeyedOperatorStateOutput());
        indexState.put(INDEX, index.toBytes());
    }

    @Override
    public void close() throws Exception {
        try {
            if (models != null) {
                models.close();
            }
        } finally {
            super.close();
        }
    }

    private SnapshotNote note() {
        ModelName forecaster = forecasting.name();
        return new SnapshotNote(
                config.job(),
                config.release(),
                order.reachedByAll(),
                "",
                0,
                config.ruleBook().sha256(),
                config.ruleBook().rules().stream()
                        .map(rule -> SnapshotNote.Rule.of(rule.reference(), rule.severity(), SnapshotNote.NO_WINDOW))
                        .toList(),
                forecaster == null
                        ? List.of()
                        : List.of(new SnapshotNote.Model(ModelRole.FORECASTER.code(), forecaster)));
    }

    private void emit(WatchedBar bar) {
        output.collect(new StreamRecord<>(bar, bar.bar().end()));
    }

    private void emit(LateMarketEvent event) {
        output.collect(WatchSymbols.LATE, new StreamRecord<>(event, event.eventTime()));
    }

    private void emit(DeadLetter letter) {
        output.collect(WatchSymbols.REFUSED, new StreamRecord<>(letter));
    }

    private void emit(MarketAlert alert) {
        output.collect(WatchSymbols.ALERTS, new StreamRecord<>(alert, alert.eventTime()));
    }

    private void emit(ModelStatus status) {
        output.collect(WatchSymbols.MODEL_STATUS, new StreamRecord<>(status));
    }
}
