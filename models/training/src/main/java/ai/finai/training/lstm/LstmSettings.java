package ai.finai.training.lstm;

import ai.finai.events.Hashes;
import ai.finai.models.contract.StepContract;
import ai.finai.models.features.Feature;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/**
 * How an account LSTM is trained. {@link #defaults} are those that did best when tried; {@link #toBuilder} changes some.
 *
 * @param features the model's inputs, in order, each once
 * @param hidden units of the one LSTM layer, 1 to 2,048; an account's state is twice as many numbers
 * @param head rectified units between the LSTM and the score, 0 for none
 * @param steps postings through which gradients flow back; states are carried on from one such chunk to the next
 * @param lanes accounts that are stepped side by side
 * @param longest postings of one account that train in an epoch, at most: a merchant with 50,000 is one account too
 * @param learningRate of AdamW, at the first step
 * @param weightDecay of AdamW, on matrices
 * @param dropout share of the LSTM's outputs set to 0 while training, from 0 to below 1
 * @param clip largest norm of a step's gradients over all weights together
 * @param objective what is made small
 * @param epochs at most
 * @param patience epochs without a better validation after which training ends
 * @param alertShare of the validation's postings that reach the threshold: what officers have time to look at, over 0 to 1
 * @param seed of everything that is drawn at random
 * @param threads of PyTorch; other numbers of them can change last digits
 */
public record LstmSettings(
        List<Feature> features,
        int hidden,
        int head,
        int steps,
        int lanes,
        int longest,
        double learningRate,
        double weightDecay,
        double dropout,
        double clip,
        Objective objective,
        int epochs,
        int patience,
        double alertShare,
        long seed,
        int threads) {

    /** @throws IllegalArgumentException that names the first setting out of its range, its value and the range */
    public LstmSettings {
        features = List.copyOf(features);
        if (features.isEmpty() || new HashSet<>(features).size() != features.size()) {
            throw new IllegalArgumentException(
                    "features " + features.stream().map(Feature::title).toList() + ": name at least one, each once");
        }
        whole("hidden", hidden, 1, StepContract.LARGEST_STATE / 2);
        whole("head", head, 0, 4_096);
        whole("steps", steps, 1, 4_096);
        whole("lanes", lanes, 1, 65_536);
        whole("longest", longest, 1, Integer.MAX_VALUE);
        between("learningRate", learningRate, Double.MIN_VALUE, 1);
        between("weightDecay", weightDecay, 0, 1);
        between("dropout", dropout, 0, 0.95);
        between("clip", clip, Double.MIN_VALUE, Double.MAX_VALUE);
        whole("epochs", epochs, 1, 100_000);
        whole("patience", patience, 1, 100_000);
        between("alertShare", alertShare, Double.MIN_VALUE, 1);
        whole("threads", threads, 1, 1_024);
    }

    private static void whole(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ' ' + value + ": must be from " + least + " to " + most);
        }
    }

    private static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + ' ' + value + ": must be " + (least == Double.MIN_VALUE ? "over 0" : "from " + least)
                            + (most == Double.MAX_VALUE ? "" : " to " + most));
        }
    }

    /**
     * Every feature; other values as they did best on the validation part of generated data (1.1 million postings, 0.12 %
     * of them laundering). Positives that count more, or a focus, made it no better there; {@link Tuning} looks again.
     */
    public static LstmSettings defaults() {
        return new LstmSettings(
                Feature.all(), 32, 32, 64, 32, 512, 3e-3, 0.01, 0, 1, new Objective(1, 0), 40, 8, 0.002, 1, 1);
    }

    /** Numbers in an account's state row. */
    public int stateSize() {
        return 2 * hidden;
    }

    /** @param inputs of the network, for each posting */
    Layout layout(int inputs) {
        return new Layout(inputs, hidden, head);
    }

    /** Of all that decides what the weights are after an epoch: not of when to stop. Lower-case hex. */
    String fingerprint() {
        LstmSettings always = toBuilder().epochs(1).patience(1).alertShare(1).build();
        return Hashes.sha256(always.toString().getBytes(StandardCharsets.UTF_8));
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Settings like others, but for those that are set. */
    public static final class Builder {

        private List<Feature> features;
        private int hidden;
        private int head;
        private int steps;
        private int lanes;
        private int longest;
        private double learningRate;
        private double weightDecay;
        private double dropout;
        private double clip;
        private Objective objective;
        private int epochs;
        private int patience;
        private double alertShare;
        private long seed;
        private int threads;

        private Builder(LstmSettings like) {
            features = like.features;
            hidden = like.hidden;
            head = like.head;
            steps = like.steps;
            lanes = like.lanes;
            longest = like.longest;
            learningRate = like.learningRate;
            weightDecay = like.weightDecay;
            dropout = like.dropout;
            clip = like.clip;
            objective = like.objective;
            epochs = like.epochs;
            patience = like.patience;
            alertShare = like.alertShare;
            seed = like.seed;
            threads = like.threads;
        }

        public Builder features(List<Feature> value) {
            features = value;
            return this;
        }

        public Builder hidden(int value) {
            hidden = value;
            return this;
        }

        public Builder head(int value) {
            head = value;
            return this;
        }

        public Builder steps(int value) {
            steps = value;
            return this;
        }

        public Builder lanes(int value) {
            lanes = value;
            return this;
        }

        public Builder longest(int value) {
            longest = value;
            return this;
        }

        public Builder learningRate(double value) {
            learningRate = value;
            return this;
        }

        public Builder weightDecay(double value) {
            weightDecay = value;
            return this;
        }

        public Builder dropout(double value) {
            dropout = value;
            return this;
        }

        public Builder clip(double value) {
            clip = value;
            return this;
        }

        public Builder objective(Objective value) {
            objective = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder patience(int value) {
            patience = value;
            return this;
        }

        public Builder alertShare(double value) {
            alertShare = value;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder threads(int value) {
            threads = value;
            return this;
        }

        /** @throws IllegalArgumentException if a setting is out of its range */
        public LstmSettings build() {
            return new LstmSettings(
                    features,
                    hidden,
                    head,
                    steps,
                    lanes,
                    longest,
                    learningRate,
                    weightDecay,
                    dropout,
                    clip,
                    objective,
                    epochs,
                    patience,
                    alertShare,
                    seed,
                    threads);
        }
    }
}
