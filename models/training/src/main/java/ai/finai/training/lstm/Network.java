package ai.finai.training.lstm;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.finai.training.lstm.Layout.Part;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LSTM, rectified head (if any) and logit, computed by PyTorch on the CPU. The head sees the posting itself beside what the
 * LSTM makes of it and of those before.
 *
 * <p>Weights live in Java and reach PyTorch for one chunk at a time: all that is native is freed with the chunk. DJL keeps
 * a handle for every gradient it clears; arrays that lived on would gather them without end.
 */
final class Network implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    /**
     * @param threads of PyTorch, for the calling thread
     */
    Network(int threads) {
        Torch.start(threads);
    }

    /**
     * What a chunk gives.
     *
     * @param logits a cell each; meaningless where there is no posting
     * @param hiddenState after the last step, H a lane
     * @param cellState after the last step, H a lane
     */
    record Pass(float[] logits, float[] hiddenState, float[] cellState) {}

    /** By how much the loss grows with each weight, and the logits on the way there. */
    record Gradients(float[] values, Pass pass) {}

    /** The loss's derivative by each logit, once these are known. */
    interface Slopes {
        float[] of(float[] logits);
    }

    /** Logits alone. */
    Pass forward(Weights weights, Chunk chunk) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray[] results = compute(parts(weights, scope, false), chunk, null, scope, false);
            return pass(results);
        }
    }

    /**
     * @param kept for each output of the LSTM, H a cell, what it is multiplied with; null to leave them as they are
     */
    Gradients backward(Weights weights, Chunk chunk, float @Nullable [] kept, Slopes slopes) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Map<Part, NDArray> parts = parts(weights, scope, true);
            NDArray[] results = compute(parts, chunk, kept, scope, true);
            Pass pass = pass(results);
            // Its gradient by the logits is what was asked for, whatever the loss: the loss needs no native code.
            NDArray surrogate = results[0]
                    .mul(scope.create(slopes.of(pass.logits()), results[0].getShape()))
                    .sum();
            collector.backward(surrogate);
            float[] gradients = new float[weights.values().length];
            parts.forEach((part, array) -> System.arraycopy(
                    array.getGradient().toFloatArray(),
                    0,
                    gradients,
                    weights.layout().offset(part),
                    weights.layout().size(part)));
            return new Gradients(gradients, pass);
        }
    }

    private static Map<Part, NDArray> parts(Weights weights, NDManager scope, boolean training) {
        Map<Part, NDArray> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (weights.layout().size(part) > 0) {
                NDArray array = scope.create(
                        weights.part(part), new Shape(weights.layout().shape(part)));
                array.setRequiresGradient(training);
                parts.put(part, array);
            }
        }
        return parts;
    }

    /** Logits, hidden and cell states. */
    private static NDArray[] compute(
            Map<Part, NDArray> parts, Chunk chunk, float @Nullable [] kept, NDManager scope, boolean training) {
        int cells = chunk.steps() * chunk.lanes();
        int hidden = chunk.hiddenState().length / chunk.lanes();
        Shape state = new Shape(1, chunk.lanes(), hidden);
        NDArray inputs = scope.create(chunk.inputs(), new Shape(chunk.steps(), chunk.lanes(), chunk.features()));
        NDList lstm = inputs.getNDArrayInternal()
                .lstm(
                        inputs,
                        new NDList(scope.create(chunk.hiddenState(), state), scope.create(chunk.cellState(), state)),
                        new NDList(
                                of(parts, Part.INPUT),
                                of(parts, Part.RECURRENT),
                                of(parts, Part.INPUT_BIAS),
                                of(parts, Part.RECURRENT_BIAS)),
                        true,
                        1,
                        0,
                        training,
                        false,
                        false);
        NDArray outputs = lstm.get(0).reshape(cells, hidden);
        if (kept != null) {
            outputs = outputs.mul(scope.create(kept, new Shape(cells, hidden)));
        }
        outputs = outputs.concat(inputs.reshape(cells, chunk.features()), 1);
        if (parts.containsKey(Part.HEAD)) {
            outputs = Activation.relu(Linear.linear(outputs, of(parts, Part.HEAD), of(parts, Part.HEAD_BIAS))
                    .head());
        }
        NDArray logits = Linear.linear(outputs, of(parts, Part.OUTPUT), of(parts, Part.OUTPUT_BIAS))
                .head();
        return new NDArray[] {logits, lstm.get(1), lstm.get(2)};
    }

    private static NDArray of(Map<Part, NDArray> parts, Part part) {
        NDArray array = parts.get(part);
        if (array == null) {
            throw new IllegalStateException("no weights " + part);
        }
        return array;
    }

    private static Pass pass(NDArray[] results) {
        return new Pass(results[0].toFloatArray(), results[1].toFloatArray(), results[2].toFloatArray());
    }

    @Override
    public void close() {
        manager.close();
    }
}
