package ai.finai.models.contract;

import ai.finai.models.TextModel;
import ai.finai.models.onnx.Limits;
import ai.finai.models.onnx.Signature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a text model says of itself. Its graph has the signature {@code (ids[N,L], mask[N,L]) -> y[N,3]}, {@code ids} and
 * {@code mask} int64 and {@code y} float32: a row a text, its tokens' numbers, 1 where there is a token and 0 where there is
 * padding, and a number for each of three classes. A third input, {@code token_type_ids}, may be there, as in BERT: it is
 * given zeros.
 *
 * @param vocabulary that the tokens are numbered by
 * @param longest L at most, tokens in front and at the end included; from 1 to {@link #LONGEST}
 * @param classes in the order of {@code y}: each {@link Sentiment} once
 * @param output what the numbers in {@code y} are
 */
public record TextContract(
        String name,
        String version,
        Vocabulary vocabulary,
        int longest,
        List<Sentiment> classes,
        Output output,
        String trainingData,
        String seed,
        Map<String, Double> metrics)
        implements ModelContract {

    public static final int LONGEST = 4_096;

    /** Above it a number would have more digits than a float32, in which golden vectors are kept. */
    public static final int LARGEST_VOCABULARY = 1 << 24;

    /**
     * The vocabulary of a WordPiece tokenizer: a file beside the model's.
     *
     * @param file its name, such as {@code vocab.txt}
     * @param sha256 of its bytes, lower-case hex
     * @param size how many tokens there are: their numbers are from 0 to this less one
     * @param lowerCase whether texts become lower case, and lose their accents, before they are cut into tokens
     */
    public record Vocabulary(String file, String sha256, int size, boolean lowerCase) {}

    /** What a text says of its subject. */
    public enum Sentiment {
        NEGATIVE,
        NEUTRAL,
        POSITIVE;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** As files and topics name it. */
        public String code() {
            return code;
        }
    }

    /** What a model's numbers are. */
    public enum Output {
        /** Each from 0 to 1, together 1. */
        PROBABILITIES,
        /** Any: their softmax gives the probabilities. */
        LOGITS;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** As files name it. */
        public String code() {
            return code;
        }
    }

    public TextContract {
        classes = List.copyOf(classes);
        metrics = Map.copyOf(metrics);
    }

    @Override
    public ModelKind kind() {
        return ModelKind.TEXT;
    }

    @Override
    public Signature signature() {
        return Signature.text(classes.size());
    }

    @Override
    public Limits limits() {
        return Limits.ofTexts(TextModel.LARGEST_BATCH, longest, TextModel.MOST_TOKENS);
    }

    @Override
    public Map<String, String> toMetadata() {
        return new Writing(this)
                .put(Keys.VOCABULARY, vocabulary.file())
                .put(Keys.VOCABULARY_SHA256, vocabulary.sha256())
                .put(Keys.VOCABULARY_SIZE, Integer.toString(vocabulary.size()))
                .put(Keys.LOWER_CASE, Boolean.toString(vocabulary.lowerCase()))
                .put(Keys.LONGEST, Integer.toString(longest))
                .put(Keys.CLASSES, classes.stream().map(Sentiment::code).collect(Collectors.joining(",")))
                .put(Keys.OUTPUT, output.code())
                .putTraining(this)
                .toMetadata();
    }
}
