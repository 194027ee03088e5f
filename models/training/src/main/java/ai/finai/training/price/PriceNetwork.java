package ai.finai.training.price;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.finai.training.lstm.Torch;
import ai.finai.training.price.PriceLayout.Part;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Two LSTM layers over a window, a rectified layer on what the second ends with, and steps that add up to quantiles, computed
 * by PyTorch on the CPU. What comes out is in units of each window's volatility.
 *
 * <p>Weights live in Java and reach PyTorch for one batch at a time: all that is native is freed with the batch.
 */
final class PriceNetwork implements AutoCloseable {

    private static final int LAYERS = 2;

    private final PriceLayout layout;
    private final int length;
    private final NDManager manager;

    /** @param threads of PyTorch, for the calling thread */
    PriceNetwork(PriceLayout layout, int length, int threads) {
        Torch.start(threads);
        this.layout = layout;
        this.length = length;
        manager = NDManager.newBaseManager(Device.cpu());
    }

    /** By how much the loss grows with each weight, and the quantiles on the way there. */
    record Gradients(float[] values, float[] quantiles) {}

    /** The loss's derivative by each quantile, once these are known. */
    interface Slopes {
        float[] of(float[] quantiles);
    }

    /**
     * Quantiles alone.
     *
     * @param inputs scaled, bar by bar, and in each bar window by window
     * @return Q a window
     */
    float[] forward(PriceWeights weights, float[] inputs, int windows) {
        try (NDManager scope = manager.newSubManager()) {
            return compute(parts(weights, scope, false), inputs, windows, scope, false)
                    .toFloatArray();
        }
    }

    Gradients backward(PriceWeights weights, float[] inputs, int windows, Slopes slopes) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Map<Part, NDArray> parts = parts(weights, scope, true);
            NDArray result = compute(parts, inputs, windows, scope, true);
            float[] quantiles = result.toFloatArray();
            // Its gradient by the quantiles is what was asked for, whatever the loss: the loss needs no native code.
            NDArray surrogate = result.mul(scope.create(slopes.of(quantiles), result.getShape()))
                    .sum();
            collector.backward(surrogate);
            float[] gradients = new float[layout.size()];
            parts.forEach((part, array) -> System.arraycopy(
                    array.getGradient().toFloatArray(), 0, gradients, layout.offset(part), layout.size(part)));
            return new Gradients(gradients, quantiles);
        }
    }

    private Map<Part, NDArray> parts(PriceWeights weights, NDManager scope, boolean training) {
        Map<Part, NDArray> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            NDArray array = scope.create(weights.part(part), new Shape(layout.shape(part)));
            array.setRequiresGradient(training);
            parts.put(part, array);
        }
        return parts;
    }

    private NDArray compute(Map<Part, NDArray> parts, float[] inputs, int windows, NDManager scope, boolean training) {
        Shape state = new Shape(LAYERS, windows, layout.hidden());
        NDArray sequence = scope.create(inputs, new Shape(length, windows, PriceScaling.FEATURES));
        NDList parameters = new NDList();
        for (Part part : Part.values()) {
            if (part == Part.DENSE) {
                break;
            }
            parameters.add(of(parts, part));
        }
        NDList lstm = sequence.getNDArrayInternal()
                .lstm(
                        sequence,
                        new NDList(scope.zeros(state), scope.zeros(state)),
                        parameters,
                        true,
                        LAYERS,
                        0,
                        training,
                        false,
                        false);
        NDArray last = lstm.get(0).get(length - 1);
        NDArray dense = Activation.relu(Linear.linear(last, of(parts, Part.DENSE), of(parts, Part.DENSE_BIAS))
                .head());
        NDArray raw = Linear.linear(dense, of(parts, Part.OUTPUT), of(parts, Part.OUTPUT_BIAS))
                .head();
        int quantiles = layout.quantiles();
        NDArray middle = scope.create(PriceWeights.middle(quantiles), new Shape(1, quantiles));
        NDArray positive = raw.mul(raw).add(4).sqrt().add(raw).mul(0.5f);
        NDArray steps = raw.mul(middle).add(positive.mul(middle.neg().add(1)));
        return steps.matMul(scope.create(PriceWeights.cumulative(quantiles), new Shape(quantiles, quantiles)));
    }

    private static NDArray of(Map<Part, NDArray> parts, Part part) {
        return Objects.requireNonNull(parts.get(part), part.name());
    }

    @Override
    public void close() {
        manager.close();
    }
}
