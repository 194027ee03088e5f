package ai.finai.training.text;

import ai.finai.models.text.WordPiece;
import ai.finai.training.headlines.Headline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The validation part: decides when to stop, and how sure the classifier may be. */
final class Validation {

    private static final int BATCH = 128;

    /** Of the search for the temperature; how sure a classifier is hardly changes within a step. */
    private static final double STEP = 0.01;

    private final TextNetwork network;
    private final float[] shift;
    private final List<Headline> headlines;
    private final List<Batch> batches = new ArrayList<>();

    /** @param shift of logits, for the source that the classifier is for */
    Validation(TextNetwork network, WordPiece tokenizer, float[] shift, List<Headline> headlines) {
        this.network = network;
        this.shift = shift;
        this.headlines = headlines;
        for (int from = 0; from < headlines.size(); from += BATCH) {
            batches.add(Batch.of(headlines.subList(from, Math.min(from + BATCH, headlines.size())).stream()
                    .map(headline -> tokenizer.ids(headline.text()))
                    .toList()));
        }
    }

    /** Of each headline's classes. */
    float[] logits(Member member) {
        float[] all = new float[headlines.size() * Member.CLASSES];
        int at = 0;
        for (Batch batch : batches) {
            float[] some = network.forward(member, batch);
            System.arraycopy(some, 0, all, at, some.length);
            at += some.length;
        }
        return all;
    }

    /** Mean cross entropy. */
    double loss(float[] logits, double temperature) {
        double sum = 0;
        for (int i = 0; i < headlines.size(); i++) {
            double[] probabilities = Softmax.of(logits, i * Member.CLASSES, shift, temperature);
            sum -= Math.log(Math.max(probabilities[headlines.get(i).sentiment().ordinal()], Double.MIN_NORMAL));
        }
        return sum / headlines.size();
    }

    /**
     * Mean over headlines of the sum over classes of squared differences to the truth: of a few hundred headlines it says more
     * than how many are judged right, and it does not punish being sure as the loss does.
     */
    double brier(float[] logits) {
        double sum = 0;
        for (int i = 0; i < headlines.size(); i++) {
            double[] probabilities = Softmax.of(logits, i * Member.CLASSES, shift, 1);
            for (int k = 0; k < probabilities.length; k++) {
                double difference =
                        probabilities[k] - (headlines.get(i).sentiment().ordinal() == k ? 1 : 0);
                sum += difference * difference;
            }
        }
        return sum / headlines.size();
    }

    /** Share of headlines whose likeliest class is theirs. */
    double accuracy(float[] logits) {
        int right = 0;
        for (int i = 0; i < headlines.size(); i++) {
            double[] probabilities = Softmax.of(logits, i * Member.CLASSES, shift, 1);
            double own = probabilities[headlines.get(i).sentiment().ordinal()];
            right += Arrays.stream(probabilities).allMatch(other -> other <= own) ? 1 : 0;
        }
        return (double) right / headlines.size();
    }

    /** The one with the smallest loss, from 0.2 to 5. */
    double temperature(float[] logits) {
        double best = 1;
        for (double candidate = 0.2; candidate <= 5; candidate += STEP) {
            if (loss(logits, candidate) < loss(logits, best)) {
                best = candidate;
            }
        }
        return best;
    }
}
