package ai.finai.operators.market.forecast;

import ai.finai.events.ModelName;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.models.WindowModel;
import ai.finai.operators.models.ModelPost;
import ai.finai.operators.models.ModelSource;
import ai.finai.state.market.BarWindow;
import ai.finai.state.market.SymbolState;
import org.jspecify.annotations.Nullable;

/**
 * Foretells bars with the model in force, as long as there is one, and keeps each symbol's window. A model that takes the place
 * of another goes on with the bars that a window has, as many as it takes and if they are of its interval. Without a model
 * windows are dropped, as they would miss bars; while a model cannot be loaded yet they are kept up.
 *
 * <p>Models change when nothing is taken and not cleared: between two batches. For one thread.
 */
public final class Forecasting implements ModelPost<WindowModel> {

    /** Of a bar that will have no forecast. */
    public static final int NONE = -1;

    private final @Nullable ModelSource<WindowModel> configured;
    private final ForecastCounts counts;
    private @Nullable Forecaster forecaster;
    private boolean awaited;

    /** @param configured in force without an order; null for none */
    public Forecasting(@Nullable ModelSource<WindowModel> configured, ForecastCounts counts) {
        this.configured = configured;
        this.counts = counts;
    }

    @Override
    public @Nullable ModelSource<WindowModel> configured() {
        return configured;
    }

    @Override
    public @Nullable WindowModel present() {
        return forecaster == null ? null : forecaster.model();
    }

    @Override
    public void use(@Nullable WindowModel model) {
        forecaster = model == null ? null : new Forecaster(model, counts);
        awaited = false;
    }

    @Override
    public void useNoneYet() {
        forecaster = null;
        awaited = true;
    }

    /** Which model foretells; null for none. */
    public @Nullable ModelName name() {
        return forecaster == null ? null : forecaster.name();
    }

    /** Whether nothing can be taken before {@link #run} and {@link #clear}. */
    public boolean isFull() {
        return forecaster != null && forecaster.isFull();
    }

    /**
     * Takes a symbol's next bar: what is before it is set to be run, then the bar joins the symbol's window.
     *
     * @param ratio of the splits since the bar before
     * @return where the forecast will be; negative if there will be none
     */
    public int take(SymbolState state, PriceBar bar, double ratio) {
        if (forecaster == null) {
            goWithout(state, bar, ratio);
            return NONE;
        }
        BarWindow window = forecaster.fit(state.window());
        state.window(window);
        if (ratio != 1) {
            window.split(ratio);
        }
        return forecaster.take(window, bar);
    }

    private void goWithout(SymbolState state, PriceBar bar, double ratio) {
        if (!awaited) {
            state.window(null); // it would miss this bar
            return;
        }
        counts.without(WithoutForecast.MODEL_UNAVAILABLE);
        BarWindow window = state.window();
        if (window != null) {
            if (ratio != 1) {
                window.split(ratio);
            }
            if (bar.interval() == window.interval()) {
                window.add(bar);
            }
        }
    }

    /** Foretells what was taken. A model that fails costs forecasts, never the job. */
    public void run() {
        if (forecaster != null) {
            forecaster.run();
        }
    }

    /**
     * What was foretold.
     *
     * @param place as {@link #take} gave it
     * @return null if nothing was
     */
    public @Nullable Forecast forecast(int place) {
        return forecaster == null ? null : forecaster.forecast(place);
    }

    /** Makes room for the next batch. */
    public void clear() {
        if (forecaster != null) {
            forecaster.clear();
        }
    }
}
