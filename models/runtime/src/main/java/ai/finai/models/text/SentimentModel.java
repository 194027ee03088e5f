package ai.finai.models.text;

import ai.finai.models.GoldenVectors;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.TextModel;
import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.TextContract.Sentiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text model with its vocabulary: takes headlines as they are and says how negative, neutral and positive each is. What is
 * said of one does not depend on those that it is given with, bit for bit on one machine, else an alert that is replayed would
 * differ: see {@link TextModel}.
 *
 * <p>For one thread, from {@link #open} to {@link #close}.
 */
public final class SentimentModel implements Model {

    private final TextModel model;
    private final WordPiece tokenizer;
    private final int[] classes = new int[Sentiment.values().length];

    private SentimentModel(TextModel model, WordPiece tokenizer) {
        this.model = model;
        this.tokenizer = tokenizer;
        for (Sentiment sentiment : Sentiment.values()) {
            classes[sentiment.ordinal()] = model.contract().classes().indexOf(sentiment);
        }
    }

    /**
     * Opens a model. It holds native memory until it is closed.
     *
     * @param vocabulary the bytes of the file that the model's contract names
     * @throws InvalidModelException if the model is none of texts, or the vocabulary is not the one that it was made with
     */
    public static SentimentModel open(ModelFile file, byte[] vocabulary) throws InvalidModelException {
        WordPiece tokenizer = tokenizer(file.text(), vocabulary);
        return new SentimentModel(TextModel.open(file), tokenizer);
    }

    private static WordPiece tokenizer(TextContract contract, byte[] file) throws InvalidModelException {
        TextContract.Vocabulary named = contract.vocabulary();
        Words words = named.lowerCase() ? Words.UNCASED : Words.CASED;
        Vocabulary vocabulary;
        if (named.file().endsWith(".json")) {
            TokenizerFile read = TokenizerFile.of(file);
            if (read.words().lowerCase() != named.lowerCase()) {
                throw new InvalidModelException(named.file() + ": lowercase is "
                        + read.words().lowerCase() + ", the model says " + named.lowerCase());
            }
            words = read.words();
            vocabulary = read.vocabulary();
        } else {
            vocabulary = Vocabulary.ofLines(file);
        }
        if (!vocabulary.sha256().equals(named.sha256())) {
            throw new InvalidModelException(named.file() + ": its sha256 is " + vocabulary.sha256()
                    + ", the model was made with " + named.sha256());
        }
        if (vocabulary.size() != named.size()) {
            throw new InvalidModelException(named.file() + ": it has " + vocabulary.size()
                    + " pieces, the model was made with " + named.size());
        }
        return new WordPiece(vocabulary, words, contract.longest());
    }

    /** The same for tokens. Closed with this one. */
    public TextModel model() {
        return model;
    }

    @Override
    public ModelFile file() {
        return model.file();
    }

    @Override
    public TextContract contract() {
        return model.contract();
    }

    @Override
    public void verify(GoldenVectors golden) throws InvalidModelException {
        model.verify(golden);
    }

    /** Why each text runs alone; empty if texts run together: see {@link TextModel#alone}. */
    public String alone() {
        return model.alone();
    }

    /** The text's pieces, as the model is given them. */
    public long[] pieces(String text) {
        return Arrays.stream(tokenizer.ids(text)).asLongStream().toArray();
    }

    /**
     * Judges texts, as many as there are: the more, the less time each takes.
     *
     * @return what is said of each, in their order
     * @throws IllegalStateException if ONNX Runtime fails
     */
    public List<Judgement> judge(List<String> texts) {
        Judgement[] judgements = new Judgement[texts.size()];
        List<long[]> asked = new ArrayList<>(texts.size());
        int[] places = new int[texts.size()];
        for (int i = 0; i < judgements.length; i++) {
            long[] pieces = pieces(texts.get(i));
            if (pieces.length == 2) { // nothing between its ends
                judgements[i] = Judgement.OF_NO_WORDS;
            } else {
                places[asked.size()] = i;
                asked.add(pieces);
            }
        }
        float[][] probabilities = model.probabilities(asked);
        for (int k = 0; k < probabilities.length; k++) {
            judgements[places[k]] = judgement(probabilities[k]);
        }
        return List.of(judgements);
    }

    private Judgement judgement(float[] probabilities) {
        float negative = probabilities[classes[Sentiment.NEGATIVE.ordinal()]];
        return Float.isNaN(negative)
                ? Judgement.WITHOUT_RESULT
                : new Judgement(
                        Judgement.Outcome.JUDGED,
                        negative,
                        probabilities[classes[Sentiment.NEUTRAL.ordinal()]],
                        probabilities[classes[Sentiment.POSITIVE.ordinal()]]);
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        model.close();
    }
}
