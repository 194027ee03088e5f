package ai.finai.operators.market;

import ai.finai.events.market.Forecast;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.operators.SnapshotNotes;
import ai.finai.operators.market.forecast.Forecaster;
import ai.finai.operators.market.statistics.MarketStatistics;
import ai.finai.operators.market.statistics.StatisticsParameters;
import ai.finai.operators.order.EventOrder;
import ai.finai.state.MarketState;
import ai.finai.state.SnapshotNote;
import ai.finai.state.market.BarStatistics;
import ai.finai.state.market.BarWindow;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolEventSerializer;
import ai.finai.state.market.SymbolState;
import ai.finai.state.market.SymbolStateSerializer;
import ai.finai.state.market.SymbolStatistics;
import ai.finai.state.market.WatchedSymbol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
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
import org.jspecify.annotations.Nullable;

/**
 * See {@link WatchSymbols}. Events wait in {@link EventOrder}; those that a watermark releases are a batch, in which each
 * symbol's state is read and written once. {@link Forecaster} says what was expected of a bar, for many symbols at once,
 * {@link MarketStatistics} what it came to, {@link IndexReturns} what it is compared with, {@link SymbolWatch} what is worth
 * an alert.
 *
 * <p>The second input has the index's bars and splits, for every subtask. Event time is that of both inputs, so that the
 * index's bar is there when a symbol's of the same time is taken.
 */
final class SymbolOperator extends AbstractStreamOperator<WatchedBar>
        implements TwoInputStreamOperator<SymbolEvent, SymbolEvent, WatchedBar>, Triggerable<String, VoidNamespace> {

    private static final long serialVersionUID = 1L;

    /** States in memory at a time: a catch-up releases more events than fit. */
    private static final int MOST_STATES = 2_048;

    /** Bars and news that wait for their batch's forecasts, at most. */
    private static final int MOST_TURNS = 1_024;

    private static final int NO_FORECAST = -1;

    /** Of the one entry of the index's state. */
    private static final String INDEX = "index";

    /**
     * A bar or news, in order, once what was expected of it is set to be computed.
     *
     * @param ratio of the splits since the bar before
     * @param indexReturn the index's, of the same time; NaN where it is not known
     * @param forecast its place in the forecaster
     */
    private record Turn(SymbolEvent event, SymbolState state, double ratio, double indexReturn, int forecast) {}

    private final WatchSymbols.Config config;

    private transient EventOrder<SymbolEvent> order;
    private transient IndexReturns index;
    private transient BroadcastState<String, byte[]> indexState;
    private transient ValueState<SymbolState> states;
    private transient SymbolTimers timers;
    private transient @Nullable Forecaster forecaster;
    private transient MarketStatistics statistics;
    private transient SymbolWatch watch;
    private transient SymbolMetrics measured;
    private transient SnapshotNotes notes;

    /** Of the batch in hand: what was read and is to be written. */
    private transient Map<String, SymbolState> batch;

    private transient List<Turn> turns;

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
        states = getPartitionedState(
                new ValueStateDescriptor<>(MarketState.SYMBOL.title(), new SymbolStateSerializer()));
        timers = new SymbolTimers(getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this));
        statistics = new MarketStatistics(StatisticsParameters.DEFAULT);
        measured = new SymbolMetrics(getMetricGroup(), order, config.ruleBook());
        notes = new SnapshotNotes(getOperatorStateBackend(), MarketState.NOTE.title());
        byte[] model = config.forecaster();
        forecaster = model == null ? null : Forecaster.open(model, measured.forecasts());
        watch = new SymbolWatch(
                config.ruleBook(),
                Duration.ofMillis(config.newsLateness()),
                new MarketAlert.Provenance("sha256:" + config.ruleBook().sha256(), config.job(), config.release()),
                measured.counting(this::emit));
        batch = new LinkedHashMap<>();
        turns = new ArrayList<>();
    }

    /** Needs no key: an event finds its symbol when it leaves the order. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement1(StreamRecord element) {}

    /** The index is every symbol's. */
    @Override
    @SuppressWarnings("rawtypes")
    public void setKeyContextElement2(StreamRecord element) {}

    @Override
    public void processElement1(StreamRecord<SymbolEvent> element) throws Exception {
        SymbolEvent event = element.getValue();
        long reached = order.reached(event);
        if (event.eventTime() > reached) {
            order.add(event);
        } else if (event.bar() != null || !takeLate(event, reached)) {
            late(event, reached);
        }
    }

    /** Whether the news, or the split, is not too late to count. */
    private boolean takeLate(SymbolEvent event, long reached) throws Exception {
        SymbolState state = state(event.symbol());
        Split split = event.split();
        boolean counts = split == null
                ? takeLateNews(event, state, reached)
                : state.splits().isInTime(split);
        if (counts) {
            if (split != null) {
                state.splits().announce(split);
            }
            state.seen(event.eventTime());
        }
        if (state.lastEvent() == Long.MIN_VALUE) {
            batch.clear(); // nothing is known of the symbol, and this does not count: it gets no state
        } else {
            writeBatch();
        }
        return counts;
    }

    private boolean takeLateNews(SymbolEvent event, SymbolState state, long reached) {
        ScoredNews news = event.news();
        watch.passed(event.symbol(), state.watched(), reached);
        boolean counts = news != null && watch.news(event.symbol(), state.watched(), news);
        if (counts) {
            measured.lateNews();
        }
        return counts;
    }

    private void late(SymbolEvent event, long reached) {
        measured.late();
        PriceBar bar = event.bar();
        String kind = event.split() == null ? "news" : "split";
        output.collect(
                WatchSymbols.LATE,
                new StreamRecord<>(
                        new LateMarketEvent(
                                bar == null ? kind : "bar",
                                event.event().id(),
                                event.symbol(),
                                event.eventTime(),
                                reached,
                                event.event().origin()),
                        event.eventTime()));
        if (bar != null) {
            emit(WatchedBar.late(bar));
        }
    }

    @Override
    public void processElement2(StreamRecord<SymbolEvent> element) {
        index.add(element.getValue());
    }

    /** Releases what has waited for this, then lets timers see it. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        order.advance(mark.getTimestamp());
        for (SymbolEvent next = order.poll(); next != null; next = order.poll()) {
            prepare(next, stateAt(next));
            if (batch.size() == MOST_STATES) {
                writeBatch();
            } else if (turns.size() == MOST_TURNS || (forecaster != null && forecaster.isFull())) {
                takeTurns();
            }
        }
        writeBatch();
        index.advance(mark.getTimestamp());
        super.processWatermark(mark);
    }

    /**
     * The symbol's state as event time comes to an event: a new one where the symbol is forgotten by then. Timers do the same,
     * but only once a watermark has come.
     */
    private SymbolState stateAt(SymbolEvent event) throws Exception {
        SymbolState state = state(event.symbol());
        if (!state.isForgotten(event.eventTime() - 1)) {
            return state;
        }
        takeTurns();
        watch.passed(event.symbol(), state.watched(), event.eventTime() - 1);
        SymbolState anew = state.anew();
        batch.put(event.symbol(), anew);
        return anew;
    }

    /** Forecasts need nothing that rules and statistics change, so those of many bars are made at once. */
    private void prepare(SymbolEvent event, SymbolState state) {
        state.seen(event.eventTime());
        PriceBar bar = event.bar();
        Split split = event.split();
        if (split != null) {
            state.splits().announce(split);
        } else if (bar == null) {
            turns.add(new Turn(event, state, 1, Double.NaN, NO_FORECAST));
        } else {
            double ratio = state.splits().until(bar.start());
            index.advance(event.eventTime());
            turns.add(new Turn(event, state, ratio, index.during(bar), forecast(bar, ratio, state)));
        }
    }

    private int forecast(PriceBar bar, double ratio, SymbolState state) {
        if (forecaster == null) {
            state.window(null); // it would miss this bar
            return NO_FORECAST;
        }
        BarWindow window = forecaster.fit(state.window());
        state.window(window);
        if (ratio != 1) {
            window.split(ratio);
        }
        return forecaster.take(window, bar);
    }

    private void takeTurns() {
        if (forecaster != null) {
            forecaster.run();
        }
        for (Turn turn : turns) {
            take(turn);
        }
        turns.clear();
        if (forecaster != null) {
            forecaster.clear();
        }
    }

    private void take(Turn turn) {
        SymbolEvent event = turn.event();
        WatchedSymbol symbol = turn.state().watched();
        PriceBar bar = event.bar();
        ScoredNews news = event.news();
        if (news != null) {
            watch.news(event.symbol(), symbol, news);
        } else if (bar != null) {
            WatchedBar watched = watched(bar, turn);
            watch.bar(symbol, watched);
            emit(watched);
        }
    }

    private WatchedBar watched(PriceBar bar, Turn turn) {
        SymbolState state = turn.state();
        SymbolStatistics known = state.statistics();
        SymbolStatistics present = known == null ? statistics.first() : statistics.fit(known);
        state.statistics(present);
        state.compareWith(config.index());
        if (turn.ratio() != 1) {
            present.split(turn.ratio());
        }
        BarStatistics figures = statistics.next(present, bar.open(), bar.close(), bar.volume(), turn.indexReturn());
        Forecast forecast = forecaster == null ? null : forecaster.forecast(turn.forecast());
        if (forecast != null && !forecast.holds(figures.logReturn())) {
            measured.outside();
        }
        return new WatchedBar(
                bar,
                false,
                figures.logReturn(),
                figures.gap(),
                figures.volatility(),
                figures.longVolatility(),
                figures.returnZ(),
                figures.volumeZ(),
                figures.drawdown(),
                figures.correlation(),
                figures.beta(),
                forecast);
    }

    private SymbolState state(String symbol) throws Exception {
        SymbolState state = batch.get(symbol);
        if (state == null) {
            setCurrentKey(symbol);
            SymbolState kept = states.value();
            state = kept == null ? new SymbolState() : kept;
            batch.put(symbol, state);
        }
        return state;
    }

    private void writeBatch() throws Exception {
        takeTurns();
        for (Map.Entry<String, SymbolState> entry : batch.entrySet()) {
            setCurrentKey(entry.getKey());
            write(entry.getKey(), entry.getValue());
        }
        batch.clear();
    }

    /** Writes the state of the current symbol, and sees to it that the symbol is looked at again when it must be. */
    private void write(String symbol, SymbolState state) throws Exception {
        timers.set(state, watch.next(symbol, state.watched()));
        states.update(state);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        SymbolState state = states.value();
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
            states.clear();
        } else {
            write(timer.getKey(), state);
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
            if (forecaster != null) {
                forecaster.close();
            }
        } finally {
            super.close();
        }
    }

    private SnapshotNote note() {
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
                forecaster == null ? List.of() : List.of(new SnapshotNote.Model("forecaster", forecaster.name())));
    }

    private void emit(WatchedBar bar) {
        output.collect(new StreamRecord<>(bar, bar.bar().end()));
    }

    private void emit(MarketAlert alert) {
        output.collect(WatchSymbols.ALERTS, new StreamRecord<>(alert, alert.eventTime()));
    }
}
