package ai.finai.operators.market;

import ai.finai.events.DeadLetter;
import ai.finai.events.market.LateMarketEvent;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.ModelStatus;
import ai.finai.models.WindowModel;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.Named;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.state.MarketOperator;
import ai.finai.state.market.SymbolEvent;
import java.io.Serializable;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.transformations.TwoInputTransformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Watches every symbol with every rule of the rule book. Bars, news and splits are put into {@link SymbolEvent#ORDER} and
 * taken once the watermark has passed their time.
 *
 * <p>What comes with a time that is not after the watermark is late. A late bar is archived without figures and reported, and
 * a late split is reported; no rule sees either. News may be late by a bound: it joins the moves that are kept, and an alert
 * that it changes comes again with the next revision. Later than that it is reported.
 *
 * <p>A bar of another interval or currency than the others of its symbol ({@link ai.finai.state.market.BarUnit}) is a dead
 * letter: it is neither archived nor seen by rules.
 *
 * <p>A {@link ControlMessage} may order another forecaster ({@link ai.finai.models.ModelOrder}, of that role): bars that a
 * watermark releases after it was loaded are foretold by it. The control stream must be idle in event time, or it would hold
 * that of the index back.
 *
 * @param bars every bar once that is not refused, late ones too, with what was computed from it
 * @param alerts what the rules found, and what late news changed of it
 * @param late what no rule saw
 * @param refused bars that are not as the others of their symbol
 * @param modelStatus what became of the models that were ordered
 */
public record WatchSymbols(
        DataStream<WatchedBar> bars,
        DataStream<MarketAlert> alerts,
        DataStream<LateMarketEvent> late,
        DataStream<DeadLetter> refused,
        DataStream<ModelStatus> modelStatus) {

    static final OutputTag<MarketAlert> ALERTS = new OutputTag<>("market-alerts", EventTypes.MARKET_ALERT);
    static final OutputTag<LateMarketEvent> LATE = new OutputTag<>("market-late", EventTypes.LATE_MARKET_EVENT);

    static final OutputTag<DeadLetter> REFUSED = new OutputTag<>("refused-bars", EventTypes.DEAD_LETTER);

    static final OutputTag<ModelStatus> MODEL_STATUS =
            new OutputTag<>("forecaster-model-status", EventTypes.MODEL_STATUS);

    /**
     * @param ruleBook in force; travels with the job graph
     * @param index the symbol whose returns others are compared with; null for none
     * @param forecaster foretells bars from the start, and until another is ordered; null for none
     * @param newsLateness how many milliseconds behind event time news may come
     * @param job the job's name, for the provenance of alerts
     * @param release of FinAI, for the same
     */
    public record Config(
            MarketRuleBook ruleBook,
            @Nullable String index,
            @Nullable ModelSource<WindowModel> forecaster,
            long newsLateness,
            String job,
            String release)
            implements Serializable {}

    public static WatchSymbols of(
            DataStream<PriceBar> bars,
            DataStream<ScoredNews> news,
            DataStream<Split> splits,
            DataStream<ControlMessage> control,
            Config config) {
        DataStream<SymbolEvent> events = Named.as(
                        MarketOperator.BARS_BY_SYMBOL, EventTypes.SYMBOL_EVENT, bars.map(SymbolEvent::of))
                .union(
                        Named.as(
                                MarketOperator.NEWS_BY_SYMBOL,
                                EventTypes.SYMBOL_EVENT,
                                news.flatMap(new NewsBySymbol())),
                        Named.as(
                                MarketOperator.SPLITS_BY_SYMBOL, EventTypes.SYMBOL_EVENT, splits.map(SymbolEvent::of)));
        String index = config.index();
        // With as many subtasks as its source: orders stay in order.
        DataStream<ToAllSymbols> orders = Named.as(
                MarketOperator.CONTROL_OF_SYMBOLS,
                EventTypes.TO_ALL_SYMBOLS,
                control.map(ToAllSymbols::of).setParallelism(control.getParallelism()));
        DataStream<ToAllSymbols> toAll = Named.as(
                        MarketOperator.INDEX_EVENTS, EventTypes.TO_ALL_SYMBOLS, events.flatMap(new OfIndex(index)))
                .union(orders);
        KeySelector<SymbolEvent, String> symbol = SymbolEvent::symbol;
        // The same as keyed.connect(broadcast), which would only take a function where this needs an operator.
        TwoInputTransformation<SymbolEvent, ToAllSymbols, WatchedBar> watch = new TwoInputTransformation<>(
                events.keyBy(symbol, EventTypes.KEY).getTransformation(),
                toAll.broadcast().getTransformation(),
                MarketOperator.WATCH_SYMBOLS.title(),
                new SymbolOperator(config),
                EventTypes.WATCHED_BAR,
                events.getExecutionEnvironment().getParallelism(),
                false);
        watch.setStateKeySelectors(symbol, null);
        watch.setStateKeyType(EventTypes.KEY);
        watch.setUid(MarketOperator.WATCH_SYMBOLS.uid());
        events.getExecutionEnvironment().addOperator(watch);
        SingleOutputStreamOperator<WatchedBar> watched = new Stage<>(events, watch);
        return new WatchSymbols(
                watched,
                watched.getSideOutput(ALERTS),
                watched.getSideOutput(LATE),
                watched.getSideOutput(REFUSED),
                watched.getSideOutput(MODEL_STATUS));
    }

    /** The bars and splits of the index. */
    private record OfIndex(@Nullable String symbol) implements FlatMapFunction<SymbolEvent, ToAllSymbols> {

        @Override
        public void flatMap(SymbolEvent event, Collector<ToAllSymbols> out) {
            if (event.symbol().equals(symbol) && event.news() == null) {
                out.collect(ToAllSymbols.of(event));
            }
        }
    }

    /** Opens the constructor that Flink keeps to itself. */
    private static final class Stage<T> extends SingleOutputStreamOperator<T> {
        Stage(DataStream<?> before, TwoInputTransformation<?, ?, T> transformation) {
            super(before.getExecutionEnvironment(), transformation);
        }
    }
}
