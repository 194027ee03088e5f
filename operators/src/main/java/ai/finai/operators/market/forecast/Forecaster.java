package ai.finai.operators.market.forecast;

import ai.finai.events.ModelName;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.WindowModel;
import ai.finai.models.contract.WindowContract;
import ai.finai.state.market.BarWindow;
import java.util.Arrays;
import java.util.List;
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
 * <p>For one thread, from {@link #open} to {@link #close}.
 */
public final class Forecaster implements AutoCloseable {

    /** The levels that a forecast is made of: an interval that 95 of 100 returns should be in, and its middle. */
    private static final List<Double> LEVELS = List.of(0.025, 0.5, 0.975);

    /** No bar's log return is larger, up or down: a factor of 22,026. */
    private static final float LARGEST_RETURN = 10;

    /** Weekends and holidays lie between days as a matter of course; nights and halts do not between minutes. */
    private static final long DAY = 24L * 60 * 60 * 1_000;

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

    private Forecaster(WindowModel model, ForecastCounts counts) {
        this.model = model;
        this.counts = counts;
        WindowContract contract = model.contract();
        name = new ModelName(contract.name(), contract.version(), model.file().sha256());
        interval = contract.interval().toMillis();
        levels = LEVELS.stream().mapToInt(contract.quantiles()::indexOf).toArray();
        quantiles = new float[contract.quantiles().size()];
    }

    /**
     * Opens a model. It holds native memory until it is closed.
     *
     * @param file bytes of an ONNX file of the kind {@code window}
     * @throws InvalidModelException if it may not run, or does not foretell the interval that a forecast is made of
     */
    public static Forecaster open(byte[] file, ForecastCounts counts) throws InvalidModelException {
        return new Forecaster(open(file), counts);
    }

    /**
     * Sees whether a model may run.
     *
     * @throws InvalidModelException as {@link #open}
     */
    public static void check(byte[] file) throws InvalidModelException {
        open(file).close();
    }

    private static WindowModel open(byte[] file) throws InvalidModelException {
        ModelFile read = ModelFile.of(file);
        WindowContract contract = read.window();
        if (!contract.quantiles().containsAll(LEVELS)) {
            throw new InvalidModelException("it foretells the quantiles " + contract.quantiles() + ": needed are "
                    + LEVELS + ", the ends and the middle of an interval");
        }
        return WindowModel.open(read);
    }

    /** Which model foretells. */
    public ModelName name() {
        return name;
    }

    /** The same window, or one as long as the model's: it goes on with the bars that it has, if the model takes such. */
    public BarWindow fit(@Nullable BarWindow window) {
        return window == null ? new BarWindow(model.length(), interval) : window.fit(model.length(), interval);
    }

    /** Whether nothing can be taken before {@link #run} and {@link #clear}. */
    public boolean isFull() {
        return filled == forecasts.length;
    }

    /**
     * Takes a symbol's next bar: what is before it is set to be run, then the bar joins its window. One of another interval
     * than the model's does neither.
     *
     * @param window of the symbol, as {@link #fit} gives it
     * @return where the forecast will be; negative if there will be none
     */
    public int take(BarWindow window, PriceBar bar) {
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
        } else if (interval < DAY && !window.isFollowedBy(bar)) {
            counts.without(WithoutForecast.AFTER_A_GAP);
        } else if (!model.put(filled, window.features(), 0)) {
            counts.without(WithoutForecast.NO_RESULT);
        } else {
            return filled++;
        }
        return -1;
    }

    /** Foretells what was taken. A model that fails costs forecasts, never the job. */
    public void run() {
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
    public @Nullable Forecast forecast(int place) {
        return place < 0 ? null : forecasts[Objects.checkIndex(place, filled)];
    }

    /** Makes room for the next batch. */
    public void clear() {
        Arrays.fill(forecasts, 0, filled, null);
        filled = 0;
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        model.close();
    }
}
