package ai.finai.training.lstm;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Trains the account LSTM. {@link ModelFolder} writes what comes out of it.
 *
 * <p>The same data, split, settings and number of threads give the same weights, bit for bit on one machine. One training
 * at a time in a JVM.
 */
public final class LstmTraining {

    private LstmTraining() {}

    /**
     * Trains until the validation part no longer gets better; then makes scores into probabilities and chooses the
     * threshold, both on the validation part. The test part is not looked at.
     *
     * <p>After each epoch {@code checkpoint.bin} in the output folder says where it stands. Called again with the same data
     * and settings it goes on from there, and comes to the same weights as without the interruption; more epochs or
     * patience may be given then.
     *
     * @param output folder; made where it is missing
     * @param progress called on this thread, after each epoch
     * @throws IllegalArgumentException if training or validation part lack laundering, or anything else
     * @throws OtherTrainingException if the folder's checkpoint is of other data or settings; {@link #forget} it, or go elsewhere
     * @throws DivergedException if a gradient is not finite
     * @throws IllegalStateException if nothing was learnt
     * @throws IOException if the checkpoint cannot be read or written
     */
    public static TrainedLstm train(
            LabelledPostings data, TimeSplit split, LstmSettings settings, Path output, Progress progress)
            throws IOException {
        LstmTrainer trainer = new LstmTrainer(data, split, settings);
        TrainingState state = trainer.run(output, progress);
        Validation validation = trainer.validation();
        Calibration calibration = Calibration.fit(validation.logits(state.best()), validation.positives());
        float[] scores = validation.scores(state.best(), calibration);
        return new TrainedLstm(
                settings,
                state,
                trainer.scaling(),
                calibration,
                threshold(scores, settings.alertShare()),
                Distributions.of(data, settings.features(), split.train(), scores));
    }

    /**
     * Looks whether {@link #train} would find another training's checkpoint.
     *
     * @param tuned whether settings that {@link Tuning} draws are not known yet: they may differ
     * @throws OtherTrainingException if it would
     * @throws IOException if the checkpoint cannot be read
     */
    public static void check(LabelledPostings data, TimeSplit split, LstmSettings settings, Path output, boolean tuned)
            throws IOException {
        Checkpoint.in(output, settings, data, split).requireSame(tuned ? Tuning.DRAWN : Set.of());
    }

    /** Deletes the folder's checkpoint, if there is one: training begins anew. */
    public static void forget(Path output) throws IOException {
        Checkpoint.delete(output);
    }

    /**
     * The lowest score that no more than the share of all scores reach; where equal scores make that impossible, the
     * highest score.
     */
    static double threshold(float[] scores, double share) {
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        int most = (int) (share * sorted.length);
        int at = sorted.length - Math.max(1, most);
        if (at > 0 && sorted[at - 1] == sorted[at]) {
            while (at < sorted.length - 1 && sorted[at] == sorted[at - 1]) {
                at++;
            }
        }
        return sorted[at];
    }
}
