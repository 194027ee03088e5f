package ai.finai.models;

import ai.finai.models.contract.WindowContract;
import ai.finai.models.market.MarketFeature;
import ai.finai.models.onnx.PinnedSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A window model ready to run: takes a batch of windows, one a symbol, and gives the quantiles of each one's next return. A
 * row's result does not depend on the others in its batch, nor on how many they are: bit for bit on one machine; other CPU
 * types may differ in the last digits.
 *
 * <pre>{@code
 * model.put(0, bars, 0);      // for each symbol
 * model.run(symbols);
 * model.forecast(0, quantiles);
 * }</pre>
 *
 * <p>What would end the JVM cannot happen: a batch has at least one row and tensors live as long as their session. What
 * would give numbers that mean nothing is told: {@link #put} refuses windows that are not finite, {@link #forecast} says
 * where a result is none. For one thread, from {@link #open} to {@link #close}.
 */
public final class WindowModel implements Model {

    /** Windows in a batch, at most. */
    public static final int LARGEST_BATCH = 128;

    private final ModelFile file;
    private final WindowContract contract;
    private final PinnedSession session;
    private final int width;
    private final int quantiles;
    private final int[] columns;
    private final float[] window;
    private final FloatBuffer windows;
    private final FloatBuffer forecasts;

    private WindowModel(ModelFile file, WindowContract contract, PinnedSession session) {
        this.file = file;
        this.contract = contract;
        this.session = session;
        width = contract.features().size();
        quantiles = contract.quantiles().size();
        columns = contract.features().stream().mapToInt(MarketFeature::ordinal).toArray();
        window = new float[contract.length() * width];
        windows = session.buffer("x");
        forecasts = session.buffer("y");
    }

    /**
     * Opens a session and tries it on a few windows. It holds native memory until it is closed.
     *
     * @throws InvalidModelException if it is of another kind, ONNX Runtime refuses the file, or a row's result depends on
     *     other rows
     */
    public static WindowModel open(ModelFile file) throws InvalidModelException {
        WindowContract contract = file.window();
        PinnedSession session = PinnedSession.open(file.checked());
        try {
            WindowModel model = new WindowModel(file, contract, session);
            Trial.run(new WindowTrial(model));
            return model;
        } catch (InvalidModelException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public ModelFile file() {
        return file;
    }

    @Override
    public WindowContract contract() {
        return contract;
    }

    /** How many bars a window has. */
    public int length() {
        return contract.length();
    }

    /**
     * Sets a window of the next batch.
     *
     * @param at the window's place, from 0 to {@link #LARGEST_BATCH} - 1
     * @param bars every feature of each bar, in the order of {@link MarketFeature}, the oldest bar first
     * @param offset where the first of the {@link #length} bars begins
     * @return false if a feature that the model takes is NaN or infinite: the window is not set and must not be run
     */
    public boolean put(int at, float[] bars, int offset) {
        int place = 0;
        for (int bar = 0; bar < contract.length(); bar++) {
            int from = offset + bar * MarketFeature.COUNT;
            for (int column : columns) {
                window[place++] = bars[from + column];
            }
        }
        return putWindow(at);
    }

    private boolean putWindow(int at) {
        if (!Finite.all(window)) {
            return false;
        }
        windows.put(at * window.length, window, 0, window.length);
        return true;
    }

    /**
     * Runs the windows that were set.
     *
     * @param rows from 1 to {@link #LARGEST_BATCH}
     * @throws IllegalStateException if ONNX Runtime fails, which it does for no window that {@link #put} took
     */
    public void run(int rows) {
        try {
            session.run(rows);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "model " + contract.name() + ' ' + contract.version() + " failed: " + e.getMessage(), e);
        }
    }

    /** Runs as {@link #run}, and leaves no result of before where there is none now. */
    int[][] bits(int rows) {
        session.spoilResults();
        run(rows);
        int[][] bits = new int[rows][quantiles];
        for (int at = 0; at < rows; at++) {
            for (int i = 0; i < quantiles; i++) {
                bits[at][i] = Float.floatToRawIntBits(forecasts.get(at * quantiles + i));
            }
        }
        return bits;
    }

    /**
     * Takes the forecast of a window that was run: log returns at the levels of {@link WindowContract#quantiles}.
     *
     * @param into as many as there are quantiles
     * @return false if one is not finite, or below the one before it: what is in {@code into} then means nothing
     */
    public boolean forecast(int at, float[] into) {
        forecasts.get(at * quantiles, into, 0, quantiles);
        if (!Finite.all(into)) {
            return false;
        }
        for (int i = 1; i < quantiles; i++) {
            if (into[i] < into[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Runs the manifest's windows and compares the forecasts.
     *
     * @throws InvalidModelException if one differs by more than {@link GoldenVectors#TOLERANCE} of the largest of its window
     */
    @Override
    public void verify(GoldenVectors golden) throws InvalidModelException {
        if (!(golden instanceof GoldenVectors.Windows given)) {
            throw new InvalidModelException("golden vectors: a window model needs windows and forecasts");
        }
        for (int i = 0; i < given.windows().size(); i++) {
            float[] expected = given.forecasts().get(i);
            if (expected.length != quantiles) {
                throw new InvalidModelException("golden vectors: forecast " + i + " has " + expected.length
                        + " quantiles, the model gives " + quantiles);
            }
            float[] found = forecast(given.windows().get(i));
            float largest = 0;
            for (float quantile : expected) {
                largest = Math.max(largest, Math.abs(quantile));
            }
            for (int k = 0; k < quantiles; k++) {
                if (!(Math.abs(found[k] - expected[k]) <= GoldenVectors.TOLERANCE * largest)) {
                    throw new InvalidModelException("golden vectors: window " + i + ", quantile "
                            + contract.quantiles().get(k) + " is " + found[k] + ", expected " + expected[k]);
                }
            }
        }
    }

    /**
     * Of one window.
     *
     * @param bars each in the order of the model's features
     * @return the quantiles, all NaN where there is no forecast
     * @throws InvalidModelException if there are more or fewer bars than the model takes, or one has another width
     */
    public float[] forecast(List<float[]> bars) throws InvalidModelException {
        if (bars.size() != contract.length()) {
            throw new InvalidModelException(
                    "a window has " + bars.size() + " bars, the model takes " + contract.length());
        }
        for (int bar = 0; bar < bars.size(); bar++) {
            if (bars.get(bar).length != width) {
                throw new InvalidModelException(
                        "bar " + bar + " has " + bars.get(bar).length + " features, the model takes " + width);
            }
            System.arraycopy(bars.get(bar), 0, window, bar * width, width);
        }
        float[] forecast = new float[quantiles];
        if (putWindow(0)) {
            run(1);
            if (forecast(0, forecast)) {
                return forecast;
            }
        }
        Arrays.fill(forecast, Float.NaN);
        return forecast;
    }

    /** Frees the native memory. Must not run at the same time as {@link #run}. */
    @Override
    public void close() {
        session.close();
    }
}
