package ai.finai.training.text;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Embedding;
import ai.djl.training.GradientCollector;
import ai.finai.training.lstm.Torch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolutional network over embeddings of pieces, computed by PyTorch on the CPU (Kim, Convolutional Neural Networks for
 * Sentence Classification, 2014): filters look at one, two and more pieces in a row, of each the largest response in the
 * headline counts; these and the mean embedding are weighed for each class.
 *
 * <p>Weights live in Java and reach PyTorch for one batch at a time: all that is native is freed with the batch.
 */
final class TextNetwork implements AutoCloseable {

    private final NDManager manager = NDManager.newBaseManager(Device.cpu());

    /** @param threads of PyTorch, for the calling thread */
    TextNetwork(int threads) {
        Torch.start(threads);
    }

    /**
     * By how much the loss grows with each weight, and the logits on the way there.
     *
     * @param embeddings of the batch's distinct pieces
     * @param dense in the order of {@link Member#dense}
     */
    record Gradients(float[] embeddings, List<float[]> dense, float[] logits) {}

    /** The loss's derivative by each logit, once these are known. */
    interface Slopes {
        float[] of(float[] logits);
    }

    /** Logits of each headline's classes. */
    float[] forward(Member member, Batch batch) {
        try (NDManager scope = manager.newSubManager()) {
            Arrays arrays = Arrays.of(member, batch, scope, false);
            return compute(member.settings(), arrays, batch, null, scope).toFloatArray();
        }
    }

    /** @param kept what each feature of each headline is multiplied with; null to leave them as they are */
    Gradients backward(Member member, Batch batch, float @Nullable [] kept, Slopes slopes) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Arrays arrays = Arrays.of(member, batch, scope, true);
            NDArray logits = compute(member.settings(), arrays, batch, kept, scope);
            float[] values = logits.toFloatArray();
            // Its gradient by the logits is what was asked for, whatever the loss: the loss needs no native code.
            collector.backward(logits.mul(scope.create(slopes.of(values), logits.getShape()))
                    .sum());
            float[] embeddings = arrays.embeddings().getGradient().toFloatArray();
            int width = member.settings().width();
            List<float[]> dense = new ArrayList<>();
            arrays.dense().forEach(array -> dense.add(array.getGradient().toFloatArray()));
            return new Gradients(java.util.Arrays.copyOfRange(embeddings, width, embeddings.length), dense, values);
        }
    }

    /**
     * A member's weights in PyTorch.
     *
     * @param embeddings zeros, which stand for no piece, then those of the batch's distinct pieces
     */
    private record Arrays(NDArray embeddings, List<NDArray> dense) {

        static Arrays of(Member member, Batch batch, NDManager scope, boolean training) {
            TextSettings settings = member.settings();
            float[] rows = new float[(1 + batch.distinct().length) * settings.width()];
            float[] known = member.embeddings(batch.distinct());
            System.arraycopy(known, 0, rows, settings.width(), known.length);
            NDArray embeddings = scope.create(rows, new Shape(1 + batch.distinct().length, settings.width()));
            embeddings.setRequiresGradient(training);
            List<NDArray> dense = new ArrayList<>();
            for (int i = 0; i < member.dense().size(); i++) {
                NDArray array = scope.create(member.dense().get(i), shape(settings, i));
                array.setRequiresGradient(training);
                dense.add(array);
            }
            return new Arrays(embeddings, dense);
        }

        private static Shape shape(TextSettings settings, int i) {
            boolean matrix = i % 2 == 0;
            if (i < 2 * settings.reach()) {
                int reach = i / 2 + 1;
                return matrix
                        ? new Shape((long) reach * settings.width(), settings.filters())
                        : new Shape(settings.filters());
            }
            return matrix ? new Shape(settings.features(), Member.CLASSES) : new Shape(Member.CLASSES);
        }
    }

    private static NDArray compute(
            TextSettings settings, Arrays arrays, Batch batch, float @Nullable [] kept, NDManager scope) {
        int cells = batch.rows() * batch.length();
        NDArray mask = scope.create(batch.mask(), new Shape(batch.rows(), batch.length(), 1));
        NDList inRow = new NDList();
        NDList features = new NDList();
        for (int reach = 1; reach <= settings.reach(); reach++) {
            NDArray pieces = scope.create(batch.moved(reach - 1), new Shape(batch.rows(), batch.length()));
            inRow.add(Embedding.embedding(pieces, arrays.embeddings(), SparseFormat.DENSE)
                    .head());
            NDArray seen = NDArrays.concat(inRow, 2).reshape(cells, (long) reach * settings.width());
            NDArray responses = Activation.relu(seen.matMul(arrays.dense().get(2 * reach - 2))
                            .add(arrays.dense().get(2 * reach - 1)))
                    .reshape(batch.rows(), batch.length(), settings.filters())
                    .mul(mask);
            features.add(responses.max(new int[] {1}));
        }
        features.add(inRow.get(0).sum(new int[] {1}).mul(scope.create(batch.shares(), new Shape(batch.rows(), 1))));
        NDArray all = NDArrays.concat(features, 1);
        if (kept != null) {
            all = all.mul(scope.create(kept, all.getShape()));
        }
        int last = 2 * settings.reach();
        return all.matMul(arrays.dense().get(last)).add(arrays.dense().get(last + 1));
    }

    @Override
    public void close() {
        manager.close();
    }
}
