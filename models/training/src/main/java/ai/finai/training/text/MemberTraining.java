package ai.finai.training.text;

import ai.finai.models.text.WordPiece;
import ai.finai.training.headlines.Headline;
import ai.finai.training.lstm.DivergedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Fits one network epoch by epoch, and leaves it as it was when the validation part was judged best. */
final class MemberTraining {

    private final int number;
    private final Member member;
    private final TextNetwork network;
    private final List<Headline> headlines;
    private final Validation validation;
    private final Augmentation augmentation;
    private final Shares shares;
    private final Progress progress;
    private final TextSettings settings;
    private long steps;

    MemberTraining(
            int number,
            Member member,
            TextNetwork network,
            WordPiece tokenizer,
            List<Headline> headlines,
            Shares shares,
            Validation validation,
            Progress progress) {
        this.number = number;
        this.member = member;
        this.network = network;
        this.headlines = headlines;
        this.shares = shares;
        this.validation = validation;
        this.progress = progress;
        settings = member.settings();
        augmentation = new Augmentation(tokenizer, tokenizer.vocabulary().unknown(), settings, headlines);
    }

    void run(SplittableRandom random) {
        long begin = System.nanoTime();
        List<float[]> best = member.weights();
        double lowest = Double.MAX_VALUE;
        int bestEpoch = 0;
        for (int epoch = 1; epoch <= settings.epochs() && epoch - bestEpoch <= settings.patience(); epoch++) {
            double loss = epoch(random.split());
            float[] logits = validation.logits(member);
            double brier = validation.brier(logits);
            boolean better = brier < lowest;
            if (better) {
                lowest = brier;
                bestEpoch = epoch;
                best = member.weights();
            }
            long each = (System.nanoTime() - begin) / epoch;
            int left = Math.min(settings.epochs(), bestEpoch + settings.patience())
                    - epoch
                    + (settings.members() - number) * settings.epochs();
            progress.epoch(new Progress.Epoch(
                    number,
                    settings.members(),
                    epoch,
                    settings.epochs(),
                    loss,
                    brier,
                    validation.accuracy(logits),
                    better,
                    Duration.ofNanos(each * Math.max(0, left))));
        }
        member.restore(best);
    }

    /** Mean loss of a headline. */
    private double epoch(SplittableRandom random) {
        List<Headline> order = new ArrayList<>(headlines);
        Collections.shuffle(order, new Random(random.nextLong()));
        double sum = 0;
        for (int from = 0; from < order.size(); from += settings.batch()) {
            sum += step(order.subList(from, Math.min(from + settings.batch(), order.size())), random);
        }
        return sum / order.size();
    }

    private double step(List<Headline> some, SplittableRandom random) {
        Batch batch = Batch.of(
                some.stream().map(headline -> augmentation.of(headline, random)).toList());
        double[] loss = {0};
        TextNetwork.Gradients gradients =
                network.backward(member, batch, kept(batch.rows(), random), logits -> slopes(logits, some, loss));
        requireFinite(gradients);
        member.step(batch.distinct(), gradients, rate());
        return loss[0];
    }

    private float[] slopes(float[] logits, List<Headline> some, double[] loss) {
        float[] slopes = new float[logits.length];
        for (int row = 0; row < some.size(); row++) {
            double[] probabilities = Softmax.of(
                    logits, row * Member.CLASSES, shares.of(some.get(row).source()), 1);
            float[] target = augmentation.target(some.get(row).sentiment());
            for (int k = 0; k < Member.CLASSES; k++) {
                slopes[row * Member.CLASSES + k] = (float) ((probabilities[k] - target[k]) / some.size());
                loss[0] -= target[k] * Math.log(Math.max(probabilities[k], Double.MIN_NORMAL));
            }
        }
        return slopes;
    }

    private float[] kept(int rows, SplittableRandom random) {
        float[] kept = new float[rows * settings.features()];
        float raised = (float) (1 / (1 - settings.dropout()));
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < settings.dropout() ? 0 : raised;
        }
        return kept;
    }

    /** Falls evenly to 0 until the last epoch there can be. */
    private double rate() {
        long all = (long) settings.epochs() * ((headlines.size() + settings.batch() - 1) / settings.batch());
        return settings.learningRate() * (1 - (double) steps++ / all);
    }

    private void requireFinite(TextNetwork.Gradients gradients) {
        for (float logit : gradients.logits()) {
            if (!Float.isFinite(logit)) {
                throw new DivergedException("training diverged after " + steps + " steps: a logit is not finite; lower"
                        + " learningRate " + settings.learningRate());
            }
        }
    }
}
