package ai.finai.bench.market;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.TextBatch;
import ai.finai.models.TextModel;
import ai.finai.models.onnx.Ort;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.ShippedSentiment;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The shipped classifier in ONNX Runtime and nothing around it: texts that are cut into pieces and lie in native memory already,
 * in batches that were made before.
 */
final class RawClassifier implements AutoCloseable {

    /** A batch as the runtime takes it. */
    record Prepared(LongBuffer ids, LongBuffer mask, long rows, long tokens) {

        private static Prepared of(List<long[]> texts, int rows, int tokens) {
            LongBuffer ids = buffer(rows * tokens);
            LongBuffer mask = buffer(rows * tokens);
            for (int row = 0; row < rows; row++) {
                long[] text = row < texts.size() ? texts.get(row) : new long[1];
                ids.put(row * tokens, Arrays.copyOf(text, tokens));
                long[] ones = new long[text.length];
                Arrays.fill(ones, 1);
                mask.put(row * tokens, ones);
            }
            return new Prepared(ids, mask, rows, tokens);
        }

        private static LongBuffer buffer(int length) {
            return ByteBuffer.allocateDirect(length * Long.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asLongBuffer();
        }
    }

    private final OrtEnvironment environment = Ort.environment();
    private final OrtSession session;

    RawClassifier() throws OrtException {
        try (OrtSession.SessionOptions options = Ort.options()) {
            session = environment.createSession(ShippedSentiment.bytes(), options);
        }
    }

    /** Headlines, so many at once, as the operator has them run. */
    static List<Prepared> batches(List<String> headlines, int atOnce) throws InvalidModelException {
        List<Prepared> batches = new ArrayList<>();
        try (SentimentModel cutting = ShippedSentiment.open();
                TextModel model = TextModel.open(ModelFile.of(ShippedSentiment.bytes()))) {
            for (int from = 0; from < headlines.size(); from += atOnce) {
                List<long[]> texts = headlines.subList(from, Math.min(headlines.size(), from + atOnce)).stream()
                        .map(cutting::pieces)
                        .toList();
                for (TextBatch batch : model.batches(texts)) {
                    batches.add(
                            Prepared.of(batch.texts().stream().map(texts::get).toList(), batch.rows(), batch.tokens()));
                }
            }
        }
        return batches;
    }

    /** Headlines one by one in a row of its own each, as long as it is: what would do if company changed nothing. */
    static List<Prepared> rows(List<String> headlines) {
        try (SentimentModel cutting = ShippedSentiment.open()) {
            return headlines.stream()
                    .map(cutting::pieces)
                    .map(text -> Prepared.of(List.of(text), 1, text.length))
                    .toList();
        }
    }

    void run(List<Prepared> batches) throws OrtException {
        for (Prepared batch : batches) {
            long[] shape = {batch.rows(), batch.tokens()};
            try (OnnxTensor ids = OnnxTensor.createTensor(environment, batch.ids(), shape);
                    OnnxTensor mask = OnnxTensor.createTensor(environment, batch.mask(), shape);
                    OrtSession.Result result = session.run(Map.of("ids", ids, "mask", mask))) {
                ((OnnxTensor) result.get(0)).getFloatBuffer();
            }
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
