package ai.finai.operators.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelStatus;
import ai.finai.operators.Backend;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.state.market.SymbolEvent;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** A {@link SymbolOperator} alone, with the shipped rules, Flink's state and time around it. */
final class OneSubtask implements AutoCloseable {

    private final KeyedTwoInputStreamOperatorTestHarness<String, SymbolEvent, ToAllSymbols, WatchedBar> harness;
    private final String index;
    private int answered;

    /** @param state of a subtask before; null for none */
    OneSubtask(String index, byte @Nullable [] model, @Nullable OperatorSubtaskState state) throws Exception {
        this.index = index;
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new SymbolOperator(new WatchSymbols.Config(
                        MarketRuleBookReader.shipped(),
                        index,
                        model == null ? null : new ModelSource.Carried<>(model, BarForecasts.INSTANCE),
                        3_600_000,
                        "market",
                        "test")),
                SymbolEvent::symbol,
                told -> "",
                EventTypes.KEY,
                64,
                1,
                0);
        harness.setStateBackend(Backend.HEAP.create());
        harness.setup(EventTypes.WATCHED_BAR.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    void take(PriceBar bar) throws Exception {
        take(SymbolEvent.of(bar));
    }

    void take(Split split) throws Exception {
        take(SymbolEvent.of(split));
    }

    /** Also as the index's, where it is. */
    private void take(SymbolEvent event) throws Exception {
        harness.processElement1(new StreamRecord<>(event));
        if (event.symbol().equals(index)) {
            harness.processElement2(new StreamRecord<>(ToAllSymbols.of(event)));
        }
    }

    /** Takes an order, which is at {@code models-0@17}; what it comes to is not waited for. */
    void order(ModelOrder order) throws Exception {
        harness.processElement2(
                new StreamRecord<>(ToAllSymbols.of(ControlMessage.model(order.toJson(), "models-0@17"))));
    }

    /** What is said of models next. */
    ModelStatus answer() throws Exception {
        List<ModelStatus> said = side(WatchSymbols.MODEL_STATUS);
        while (said.size() == answered) {
            takeMail();
            said = side(WatchSymbols.MODEL_STATUS);
        }
        return said.get(answered++);
    }

    boolean hasAnswered() {
        return side(WatchSymbols.MODEL_STATUS).size() > answered;
    }

    /** The next thing that the mailbox has, or will have. */
    void takeMail() throws Exception {
        harness.getTaskMailbox().take(0).run();
    }

    void advance(long eventTime) throws Exception {
        harness.processWatermark1(new Watermark(eventTime));
        harness.processWatermark2(new Watermark(eventTime));
    }

    /** Of a symbol, in the order in which they came out. */
    List<WatchedBar> bars(String symbol) {
        return harness.extractOutputValues().stream()
                .filter(bar -> bar.bar().symbol().equals(symbol))
                .toList();
    }

    /** The rules that said something. */
    List<String> rules() {
        return side(WatchSymbols.ALERTS).stream()
                .map((MarketAlert alert) -> alert.rule().id())
                .toList();
    }

    /** The kinds of what was late. */
    List<String> late() {
        return side(WatchSymbols.LATE).stream().map(LateMarketEvent::kind).toList();
    }

    /** Bars that are not as the others of their symbol. */
    List<DeadLetter> refused() {
        return side(WatchSymbols.REFUSED);
    }

    private <T> List<T> side(OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
