package ai.finai.training.text;

import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.text.WordPiece;
import ai.finai.training.headlines.Headline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Makes headlines that could have been written, each epoch others: a company's name is replaced by another one's, since
 * names tell a network which headline it is and nothing about the next; and single pieces are made unknown.
 */
final class Augmentation {

    private final WordPiece tokenizer;
    private final TextSettings settings;
    private final int unknown;
    private final List<String> names;

    /** @param headlines of the training part, whose names are used */
    Augmentation(WordPiece tokenizer, int unknown, TextSettings settings, List<Headline> headlines) {
        this.tokenizer = tokenizer;
        this.unknown = unknown;
        this.settings = settings;
        Set<String> found = new LinkedHashSet<>();
        headlines.forEach(headline -> found.addAll(headline.subjects()));
        names = new ArrayList<>(found);
    }

    /** The headline's pieces, changed. */
    int[] of(Headline headline, SplittableRandom random) {
        int[] pieces = tokenizer.ids(swapped(headline, random));
        for (int i = 1; i < pieces.length - 1; i++) {
            if (random.nextDouble() < settings.pieceDropout()) {
                pieces[i] = unknown;
            }
        }
        return pieces;
    }

    private String swapped(Headline headline, SplittableRandom random) {
        String text = headline.text();
        for (String subject : headline.subjects()) {
            if (names.size() > 1 && random.nextDouble() < settings.swap()) {
                int at = text.indexOf(subject);
                if (at >= 0) {
                    String other = names.get(random.nextInt(names.size()));
                    text = text.substring(0, at) + other + text.substring(at + subject.length());
                }
            }
        }
        return text;
    }

    /** What the network should say of each class. */
    float[] target(Sentiment sentiment) {
        float[] target = new float[Member.CLASSES];
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) (settings.smoothing() / target.length);
        }
        target[sentiment.ordinal()] += (float) (1 - settings.smoothing());
        return target;
    }
}
