package ai.finai.models.contract;

import ai.finai.models.WindowModel;
import ai.finai.models.market.MarketFeature;
import ai.finai.models.onnx.Limits;
import ai.finai.models.onnx.Signature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a window model says of itself. Its graph has the signature {@code x[N,T,F] -> y[N,Q]}, all float32: a row a symbol,
 * its latest T bars from the oldest to the newest, and the quantiles of the next bar's log return, ascending. Scaling of
 * features is part of the graph.
 *
 * @param features the columns of a bar in {@code x}, in order
 * @param length T, from 1 to {@link #LONGEST}
 * @param interval of the bars that it was trained on, such as a day: bars of another length move otherwise
 * @param quantiles what {@code y} holds: levels above 0 and below 1, strictly rising, at most {@link #MOST_QUANTILES};
 *     where 0.5 is one of them, it is the point forecast
 */
public record WindowContract(
        String name,
        String version,
        List<MarketFeature> features,
        int length,
        Duration interval,
        List<Double> quantiles,
        String trainingData,
        String seed,
        Map<String, Double> metrics)
        implements ModelContract {

    public static final int LONGEST = 1_024;
    public static final int MOST_QUANTILES = 99;

    /** The only target so far: {@code ln(close of the next bar / close of the last bar)}, both adjusted for splits. */
    public static final String TARGET = "next-log-return";

    public WindowContract {
        features = List.copyOf(features);
        quantiles = List.copyOf(quantiles);
        metrics = Map.copyOf(metrics);
    }

    @Override
    public ModelKind kind() {
        return ModelKind.WINDOW;
    }

    @Override
    public Signature signature() {
        return Signature.window(length, features.size(), quantiles.size());
    }

    @Override
    public Limits limits() {
        return Limits.ofRows(WindowModel.LARGEST_BATCH);
    }

    @Override
    public Map<String, String> toMetadata() {
        return new Writing(this)
                .put(Keys.FEATURES, features.stream().map(MarketFeature::title).collect(Collectors.joining(",")))
                .put(Keys.FEATURES_SHA256, MarketFeature.sha256(features))
                .put(Keys.WINDOW_LENGTH, Integer.toString(length))
                .put(Keys.WINDOW_INTERVAL, interval.toString())
                .put(Keys.WINDOW_TARGET, TARGET)
                .put(
                        Keys.WINDOW_QUANTILES,
                        quantiles.stream().map(String::valueOf).collect(Collectors.joining(",")))
                .putTraining(this)
                .toMetadata();
    }
}
