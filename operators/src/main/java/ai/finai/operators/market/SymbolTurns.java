package ai.finai.operators.market;

import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.operators.market.forecast.Forecasting;
import ai.finai.operators.market.statistics.MarketStatistics;
import ai.finai.operators.market.statistics.StatisticsParameters;
import ai.finai.state.market.BarStatistics;
import ai.finai.state.market.BarUnit;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolState;
import ai.finai.state.market.SymbolStatistics;
import ai.finai.state.market.WatchedSymbol;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events that a watermark releases, in order. What is expected of bars is computed for many at once, as forecasts need nothing
 * that rules and statistics change; then each event has its turn: {@link MarketStatistics} says what a bar came to, {@link
 * IndexReturns} what it is compared with, {@link SymbolWatch} what is worth an alert.
 */
final class SymbolTurns {

    /** Bars and news that wait for their batch's forecasts, at most. */
    private static final int MOST = 1_024;

    /**
     * A bar or news, in order, once what was expected of it is set to be computed.
     *
     * @param anew whether the bar is compared with none before it
     * @param ratio of the splits since the bar before
     * @param indexReturn the index's, of the same time; NaN where it is not known
     * @param forecast its place in the forecasts
     */
    private record Turn(
            SymbolEvent event, SymbolState state, boolean anew, double ratio, double indexReturn, int forecast) {}

    private final @Nullable String symbolOfIndex;
    private final IndexReturns index;
    private final Forecasting forecasting;
    private final SymbolWatch watch;
    private final SymbolMetrics measured;
    private final RefusedBars refused;
    private final Consumer<WatchedBar> out;
    private final MarketStatistics statistics = new MarketStatistics(StatisticsParameters.DEFAULT);
    private final List<Turn> turns = new ArrayList<>();

    /**
     * @param symbolOfIndex null for none
     * @param refused takes bars that are not as the others of their symbol
     * @param out takes each other bar with what was computed from it
     */
    SymbolTurns(
            @Nullable String symbolOfIndex,
            IndexReturns index,
            Forecasting forecasting,
            SymbolWatch watch,
            SymbolMetrics measured,
            RefusedBars refused,
            Consumer<WatchedBar> out) {
        this.symbolOfIndex = symbolOfIndex;
        this.index = index;
        this.forecasting = forecasting;
        this.watch = watch;
        this.measured = measured;
        this.refused = refused;
        this.out = out;
    }

    /** Whether {@link #take} must come before the next event. */
    boolean areMany() {
        return turns.size() == MOST || forecasting.isFull();
    }

    /** Adds the next event. */
    void add(SymbolEvent event, SymbolState state) {
        PriceBar bar = event.bar();
        Split split = event.split();
        if (bar != null) {
            add(event, bar, state);
            return;
        }
        state.seen(event.eventTime());
        if (split != null) {
            state.splits().announce(split);
        } else {
            turns.add(new Turn(event, state, false, 1, Double.NaN, Forecasting.NONE));
        }
    }

    private void add(SymbolEvent event, PriceBar bar, SymbolState state) {
        BarUnit.Fit fit = state.unit().take(bar);
        switch (fit) {
            case SAME -> {}
            case ANEW -> state.window(null);
            case OTHER_INTERVAL -> {
                refused.otherInterval(bar, state.unit());
                return;
            }
            case OTHER_CURRENCY -> {
                refused.otherCurrency(bar, state.unit());
                return;
            }
        }
        state.seen(event.eventTime());
        double ratio = state.splits().until(bar.start());
        index.advance(event.eventTime());
        turns.add(new Turn(
                event, state, fit == BarUnit.Fit.ANEW, ratio, index.during(bar), forecasting.take(state, bar, ratio)));
    }

    /** Gives each that was added its turn. */
    void take() {
        forecasting.run();
        for (Turn turn : turns) {
            take(turn);
        }
        turns.clear();
        forecasting.clear();
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
            out.accept(watched);
        }
    }

    private WatchedBar watched(PriceBar bar, Turn turn) {
        SymbolState state = turn.state();
        if (turn.anew()) {
            state.forgetStatistics();
        }
        SymbolStatistics known = state.statistics();
        SymbolStatistics present = known == null ? statistics.first() : statistics.fit(known);
        state.statistics(present);
        state.compareWith(symbolOfIndex);
        if (turn.ratio() != 1) {
            present.split(turn.ratio());
        }
        BarStatistics figures = statistics.next(present, bar.open(), bar.close(), bar.volume(), turn.indexReturn());
        Forecast forecast = forecasting.forecast(turn.forecast());
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
}
