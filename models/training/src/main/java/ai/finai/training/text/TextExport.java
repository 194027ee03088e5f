package ai.finai.training.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.Vocabulary;
import ai.finai.training.lstm.ParityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Makes a trained classifier the ONNX file that is served, and lets none pass that computes something else. */
public final class TextExport {

    /** No probability may differ by more between PyTorch and the file. */
    public static final double TOLERANCE = 1e-5;

    /** The vocabulary's file, beside the model's. */
    public static final String VOCABULARY = "vocab.txt";

    private static final int BATCH = 64;

    private TextExport() {}

    /**
     * A model's file, and the vocabulary that it is of no use without.
     *
     * @param difference largest between PyTorch's probabilities and the file's
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes of a file
    public record Exported(ModelFile file, byte[] vocabulary, double difference) {}

    /**
     * Exports, and holds the file against PyTorch.
     *
     * @param metrics measured on held-out data, by name, finite
     * @param texts to compare by, at least one
     * @throws ParityException if a probability differs from PyTorch's by {@link #TOLERANCE} or more
     * @throws IllegalArgumentException if the identity is not as it must be
     */
    public static Exported of(
            TrainedText trained, TextIdentity identity, Map<String, Double> metrics, List<String> texts) {
        byte[] vocabulary = Vocabulary.lines(
                IntStream.range(0, trained.tokenizer().vocabulary().size())
                        .mapToObj(trained.tokenizer().vocabulary()::piece)
                        .toList());
        TextContract contract = new TextContract(
                identity.name(),
                identity.version(),
                new TextContract.Vocabulary(
                        VOCABULARY,
                        trained.tokenizer().vocabulary().sha256(),
                        trained.tokenizer().vocabulary().size(),
                        true),
                trained.settings().longest(),
                List.of(Sentiment.values()),
                TextContract.Output.PROBABILITIES,
                identity.trainingData(),
                Long.toString(trained.settings().seed()),
                metrics);
        try {
            ModelFile file = ModelFile.of(new TextGraph(trained).toFile(contract.toMetadata()));
            return new Exported(file, vocabulary, compare(trained, file, vocabulary, texts));
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the exported model is not fit to run: " + e.getMessage(), e);
        }
    }

    private static double compare(TrainedText trained, ModelFile file, byte[] vocabulary, List<String> texts)
            throws InvalidModelException {
        List<Judgement> found;
        try (SentimentModel model = SentimentModel.open(file, vocabulary)) {
            found = model.judge(texts);
        }
        List<double[]> expected = probabilities(trained, texts);
        double largest = 0;
        for (int i = 0; i < texts.size(); i++) {
            if (found.get(i).outcome() != Judgement.Outcome.WORDLESS) {
                double[] of = expected.get(i);
                largest = larger(largest, found.get(i).negative() - of[Sentiment.NEGATIVE.ordinal()]);
                largest = larger(largest, found.get(i).neutral() - of[Sentiment.NEUTRAL.ordinal()]);
                largest = larger(largest, found.get(i).positive() - of[Sentiment.POSITIVE.ordinal()]);
            }
        }
        if (!(largest < TOLERANCE)) {
            throw new ParityException(String.format(
                    Locale.ROOT,
                    "the exported model does not compute what was trained: over %,d texts its probabilities differ by up to"
                            + " %s from PyTorch's; allowed are %s",
                    texts.size(),
                    largest,
                    TOLERANCE));
        }
        return largest;
    }

    /** NaN once there is one. */
    private static double larger(double largest, double difference) {
        return Math.max(largest, Math.abs(difference));
    }

    /** As PyTorch computes them, filled up to the longest of some texts. */
    static List<double[]> probabilities(TrainedText trained, List<String> texts) {
        List<double[]> all = new ArrayList<>();
        try (TextNetwork network = new TextNetwork(trained.settings().threads())) {
            for (int from = 0; from < texts.size(); from += BATCH) {
                List<String> some = texts.subList(from, Math.min(from + BATCH, texts.size()));
                Batch batch =
                        Batch.of(some.stream().map(trained.tokenizer()::ids).toList());
                float[] mean = new float[some.size() * Member.CLASSES];
                for (Member member : trained.members()) {
                    float[] logits = network.forward(member, batch);
                    for (int i = 0; i < mean.length; i++) {
                        mean[i] += logits[i] / trained.members().size();
                    }
                }
                for (int row = 0; row < some.size(); row++) {
                    all.add(Softmax.of(mean, row * Member.CLASSES, trained.shift(), trained.temperature()));
                }
            }
        }
        return all;
    }
}
