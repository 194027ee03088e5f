package ai.finai.training.lstm;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network epoch by epoch, until the validation part no longer gets better. What an epoch draws at random depends
 * on the seed and its number alone, so a training that goes on is one that never stopped.
 */
final class LstmTrainer {

    private final LabelledPostings data;
    private final TimeSplit split;
    private final LstmSettings settings;
    private final Scaling scaling;
    private final Validation validation;

    /** @throws IllegalArgumentException if training or validation part lack one of the kinds of postings */
    LstmTrainer(LabelledPostings data, TimeSplit split, LstmSettings settings) {
        this.data = data;
        this.split = split;
        this.settings = settings;
        scaling = Scaling.of(data, settings.features(), split.train());
        validation = new Validation(data, split, settings, scaling);
    }

    Scaling scaling() {
        return scaling;
    }

    Validation validation() {
        return validation;
    }

    /**
     * @param folder of the checkpoint, null for none
     * @throws OtherTrainingException if the checkpoint is of other data or settings
     * @throws IOException if the checkpoint cannot be read or written
     */
    TrainingState run(@Nullable Path folder, Progress progress) throws IOException {
        SplittableRandom random = new SplittableRandom(settings.seed());
        TrainingState state = new TrainingState(
                Weights.initial(settings.layout(scaling.width()), share(), random), settings.weightDecay());
        Checkpoint checkpoint = folder == null ? null : Checkpoint.in(folder, settings, data, split);
        if (checkpoint != null && checkpoint.read(state)) {
            progress.resumed(state.epochs());
        }
        long begin = System.nanoTime();
        int before = state.epochs();
        try (Network network = new Network(settings.threads())) {
            while (!ended(state)) {
                double loss = epoch(network, state);
                double area = validation.area(validation.logits(state.mean()));
                boolean best = state.ended(area);
                if (checkpoint != null) {
                    checkpoint.write(state);
                }
                long each = (System.nanoTime() - begin) / (state.epochs() - before);
                progress.epoch(new Progress.Epoch(
                        state.epochs(),
                        settings.epochs(),
                        loss,
                        area,
                        best,
                        ended(state) ? Duration.ZERO : Duration.ofNanos(each * left(state))));
            }
        }
        return state;
    }

    private boolean ended(TrainingState state) {
        return left(state) <= 0;
    }

    /** Epochs, if none is better from here on. */
    private int left(TrainingState state) {
        int untilPatienceEnds = state.bestEpoch() + settings.patience() - state.epochs();
        return Math.min(settings.epochs() - state.epochs(), untilPatienceEnds);
    }

    /** Mean loss of a posting. */
    private double epoch(Network network, TrainingState state) {
        SplittableRandom random = new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L + state.epochs() + 1);
        List<Stretch> stretches =
                Stretch.ofEpoch(data, split.train(), settings.longest(), settings.steps(), random.split());
        Lanes lanes = new Lanes(data, scaling, settings.hidden(), settings.lanes(), settings.steps(), stretches);
        Losses losses = new Losses(settings);
        SplittableRandom dropping = random.split();
        for (Chunk chunk = lanes.next(); chunk != null; chunk = lanes.next()) {
            Chunk current = chunk;
            Network.Gradients gradients = network.backward(
                    state.weights(), chunk, kept(chunk, dropping), logits -> losses.slopes(logits, current.targets()));
            lanes.carry(chunk, gradients.pass().hiddenState(), gradients.pass().cellState());
            clip(gradients.values(), state.epochs() + 1);
            state.step(gradients.values(), settings.learningRate());
        }
        return losses.mean();
    }

    private float @Nullable [] kept(Chunk chunk, SplittableRandom random) {
        if (settings.dropout() == 0) {
            return null;
        }
        float[] kept = new float[chunk.steps() * chunk.lanes() * settings.hidden()];
        float raised = (float) (1 / (1 - settings.dropout()));
        for (int i = 0; i < kept.length; i++) {
            kept[i] = random.nextDouble() < settings.dropout() ? 0 : raised;
        }
        return kept;
    }

    private void clip(float[] gradients, int epoch) {
        double squares = 0;
        for (float gradient : gradients) {
            squares += (double) gradient * gradient;
        }
        double norm = Math.sqrt(squares);
        if (!Double.isFinite(norm)) {
            throw new DivergedException("training diverged in epoch " + epoch + ": a gradient is not finite; lower"
                    + " learningRate " + settings.learningRate() + " or clip " + settings.clip());
        }
        if (norm > settings.clip()) {
            float factor = (float) (settings.clip() / norm);
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] *= factor;
            }
        }
    }

    /** Of laundering in the training part. */
    private double share() {
        int count = 0;
        for (int row = 0; row < split.train(); row++) {
            count += data.laundering(row) ? 1 : 0;
        }
        if (count == 0 || count == split.train()) {
            throw new IllegalArgumentException("of the " + split.train() + " postings of the training part " + count
                    + " are laundering; it needs some of both kinds");
        }
        return (double) count / split.train();
    }
}
