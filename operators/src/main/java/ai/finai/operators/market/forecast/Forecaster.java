package ai.finai.operators.market.forecast;

import ai.finai.events.ModelName;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.models.WindowModel;
import ai.finai.models.contract.WindowContract;
import ai.finai.models.market.Gaps;
import ai.finai.state.market.BarWindow;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Foretells bars from those before them, many symbols' at once: what is foretold of a bar depends on its own symbol's bars
 * alone, bit for bit. Features need no forecast, so several bars of one symbol may be of one batch.
 *
 * <pre>{@code
 * int place = forecaster.take(window, bar); // for each bar, until isFull
 * forecaster.run();
 * Forecast forecast = forecaster.forecast(place);
 * forecaster.clear();
 * }</pre>
 *
 * <p>For one thread.
 */
final class Forecaster {

    /** No bar's log return is larger, up or down: a factor of 22,026. */
    private static final float LARGEST_RETURN = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Forecaster.class);

    private final WindowModel model;
    private final ModelName name;
    private final long interval;
    private final int[] levels;
    private final float[] quantiles;
    private final ForecastCounts counts;

    private final @Nullable Forecast[] forecasts = new @Nullable Forecast[WindowModel.LARGEST_BATCH];
    private int filled;
    private boolean failed;

    /**
     * Who opened the model closes it.
     *
     * @param model of the use {@link BarForecasts}
     */
    Forecaster(WindowModel model, ForecastCounts counts) {
        this.model = model;
        this.counts = counts;
        WindowContract contract = model.contract();
        name = model.file().name();
        interval = contract.interval().toMillis();
        levels = BarForecasts.LEVELS.stream()
                .mapToInt(contract.quantiles()::indexOf)
                .toArray();
        quantiles = new float[contract.quantiles().size()];
    }

    /** The model that runs. */
    WindowModel model() {
        return model;
    }

    /** Which model foretells. */
    ModelName name() {
        return name;
    }

    /** The same window, or one as long as the model's: it goes on with the bars that it has, if the model takes such. */
    BarWindow fit(@Nullable BarWindow window) {
        return window == null ? new BarWindow(model.length(), interval) : window.fit(model.length(), interval);
    }

    /** Whether nothing can be taken before {@link #run} and {@link #clear}. */
    boolean isFull() {
        return filled == forecasts.length;
    }

    /**
     * Takes a symbol's next bar: what is before it is set to be run, then the bar joins its window. One of another interval
     * than the model's does neither.
     *
     * @param window of the symbol, as {@link #fit} gives it
     * @return where the forecast will be; negative if there will be none
     */
    int take(BarWindow window, PriceBar bar) {
        int place = put(window, bar);
        if (bar.interval() == interval) {
            window.add(bar);
        }
        return place;
    }

    private int put(BarWindow window, PriceBar bar) {
        if (bar.interval() != interval) {
            counts.without(WithoutForecast.OTHER_INTERVAL);
        } else if (!window.isFull()) {
            counts.without(WithoutForecast.TOO_FEW_BARS);
        } else if (!Gaps.canBeForetold(interval, window.end(), bar.start())) {
            counts.without(WithoutForecast.AFTER_A_GAP);
        } else if (!model.put(filled, window.features(), 0)) {
            counts.without(WithoutForecast.NO_RESULT);
        } else {
            return filled++;
        }
        return -1;
    }

    /** Foretells what was taken. A model that fails costs forecasts, never the job. */
    void run() {
        if (filled == 0) {
            return;
        }
        try {
            model.run(filled);
        } catch (IllegalStateException e) {
            if (!failed) {
                failed = true;
                LOG.error("{}; its bars have no forecast. Said once for this model", e.getMessage(), e);
            }
            for (int at = 0; at < filled; at++) {
                counts.without(WithoutForecast.MODEL_FAILED);
            }
            return;
        }
        for (int at = 0; at < filled; at++) {
            if (model.forecast(at, quantiles) && areReturns(quantiles)) {
                counts.forecast();
                forecasts[at] = new Forecast(quantiles[levels[0]], quantiles[levels[1]], quantiles[levels[2]], name);
            } else {
                counts.without(WithoutForecast.NO_RESULT);
            }
        }
    }

    private static boolean areReturns(float[] quantiles) {
        return quantiles[0] >= -LARGEST_RETURN && quantiles[quantiles.length - 1] <= LARGEST_RETURN;
    }

    /**
     * What was foretold.
     *
     * @param place as {@link #take} gave it
     * @return null if nothing was
     */
    @Nullable
    Forecast forecast(int place) {
        return place < 0 ? null : forecasts[Objects.checkIndex(place, filled)];
    }

    /** Makes room for the next batch. */
    void clear() {
        Arrays.fill(forecasts, 0, filled, null);
        filled = 0;
    }
}
