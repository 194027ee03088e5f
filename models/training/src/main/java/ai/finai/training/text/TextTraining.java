package ai.finai.training.text;

import ai.finai.models.InvalidModelException;
import ai.finai.models.text.Vocabulary;
import ai.finai.models.text.WordPiece;
import ai.finai.models.text.Words;
import ai.finai.training.headlines.Headline;
import ai.finai.training.headlines.HeadlineSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a classifier of headlines: learns a vocabulary from the training part, fits some networks to it, each until the
 * validation part no longer gets better, and makes their mean as sure as the validation part shows it may be. The source of
 * the validation part is the one that the classifier is for; others may train, too, but for the specialists among the
 * networks: networks that have read different things are wrong about different headlines. The same headlines and settings give
 * the same classifier, bit for bit on one machine.
 */
public final class TextTraining {

    /** How often two pieces must stand side by side in the training part to be joined. */
    private static final int LEAST_FREQUENT = 2;

    private TextTraining() {}

    /** @throws DivergedException if a gradient is not finite */
    public static TrainedText train(HeadlineSplit split, TextSettings settings, Progress progress) {
        Vocabulary vocabulary = VocabularyTraining.of(
                split.train().stream().map(Headline::text).toList(), settings.pieces(), LEAST_FREQUENT);
        WordPiece tokenizer;
        try {
            tokenizer = new WordPiece(vocabulary, Words.UNCASED, settings.longest());
        } catch (InvalidModelException e) {
            throw new IllegalStateException("the vocabulary has every marker", e);
        }
        PieceGrams grams = new PieceGrams(vocabulary, settings.buckets());
        Shares shares = new Shares(split.train());
        String own = split.validation().get(0).source();
        float[] shift = shares.of(own);
        List<Headline> ofOwn = split.train().stream()
                .filter(headline -> headline.source().equals(own))
                .toList();
        List<Member> members = new ArrayList<>();
        float[] sum = new float[split.validation().size() * Member.CLASSES];
        try (TextNetwork network = new TextNetwork(settings.threads())) {
            Validation validation = new Validation(network, tokenizer, shift, split.validation());
            for (int i = 1; i <= settings.members(); i++) {
                SplittableRandom random = new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L + i);
                Member member = new Member(settings, grams, vocabulary.size(), random.split());
                boolean specialist = i > settings.members() - settings.specialists();
                List<Headline> read = specialist ? ofOwn : split.train();
                new MemberTraining(i, member, network, tokenizer, read, shares, validation, progress).run(random);
                float[] logits = validation.logits(member);
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += logits[k] / settings.members();
                }
                members.add(member);
            }
            return new TrainedText(tokenizer, members, shift, validation.temperature(sum), settings);
        }
    }
}
