package ai.finai.training.lstm;

import ai.finai.training.data.LabelledPostings;
import ai.finai.training.data.TimeSplit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Looks for better settings at random (Bergstra and Bengio, Random Search for Hyper-Parameter Optimization, 2012). All
 * trials have the same split and are compared on its validation part; the test part is not looked at.
 */
public final class Tuning {

    /** What differs between trials, as {@link LstmSettings#decisive} names it. */
    static final Set<String> DRAWN =
            Set.of("hidden", "head", "steps", "learning rate", "dropout", "positive weight", "focus");

    private static final int[] HIDDEN = {16, 24, 32, 48, 64};
    private static final int[] HEAD = {0, 16, 32};
    private static final int[] STEPS = {16, 32, 64, 128};
    private static final double[] WEIGHTS = {1, 2, 5, 10, 20};
    private static final double[] FOCUS = {0, 0, 1, 2};
    private static final double[] DROPOUT = {0, 0.1, 0.2, 0.3};
    private static final double LOWEST_RATE = 5e-4;
    private static final double HIGHEST_RATE = 1e-2;

    private Tuning() {}

    /**
     * One training.
     *
     * @param area under precision and recall of the validation part; NaN if the training diverged
     * @param bestEpoch after which it was that large, from 1; 0 if the training diverged
     */
    public record Trial(LstmSettings settings, double area, int bestEpoch) {}

    /**
     * Tries settings.
     *
     * @param base tried first; the others differ from it in size, steps, learning rate, dropout and objective
     * @param trials how many, the base among them
     * @param seed of what is drawn: the same one tries the same settings
     * @param done called on this thread after each trial
     * @return best first
     */
    public static List<Trial> search(
            LabelledPostings data, TimeSplit split, LstmSettings base, int trials, long seed, Consumer<Trial> done) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Trial> found = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            Trial trial = attempt(data, split, i == 0 ? base : drawn(base, random));
            found.add(trial);
            done.accept(trial);
        }
        return sorted(found);
    }

    /** Best first, diverged ones last. */
    static List<Trial> sorted(List<Trial> trials) {
        return trials.stream()
                .sorted(Comparator.comparingDouble((Trial trial) -> Double.isNaN(trial.area()) ? -1 : trial.area())
                        .reversed())
                .toList();
    }

    private static LstmSettings drawn(LstmSettings base, SplittableRandom random) {
        double rate = LOWEST_RATE * Math.pow(HIGHEST_RATE / LOWEST_RATE, random.nextDouble());
        return base.toBuilder()
                .hidden(HIDDEN[random.nextInt(HIDDEN.length)])
                .head(HEAD[random.nextInt(HEAD.length)])
                .steps(STEPS[random.nextInt(STEPS.length)])
                .learningRate(rate)
                .dropout(DROPOUT[random.nextInt(DROPOUT.length)])
                .objective(new Objective(WEIGHTS[random.nextInt(WEIGHTS.length)], FOCUS[random.nextInt(FOCUS.length)]))
                .build();
    }

    static Trial attempt(LabelledPostings data, TimeSplit split, LstmSettings settings) {
        try {
            TrainingState state = new LstmTrainer(data, split, settings).run(null, Progress.NONE);
            return new Trial(settings, state.bestArea(), state.bestEpoch());
        } catch (DivergedException e) {
            return new Trial(settings, Double.NaN, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("no checkpoint is read or written here", e);
        }
    }

    /** The trials as a table in Markdown, in their order. */
    public static String table(List<Trial> trials) {
        StringBuilder table = new StringBuilder(
                "| validation PR-AUC | epoch | hidden | head | steps | learning rate | dropout | positive weight | focus |\n"
                        + "|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        for (Trial trial : trials) {
            LstmSettings settings = trial.settings();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %.5f | %.2f | %.0f | %.0f |%n",
                    Double.isNaN(trial.area()) ? "diverged" : String.format(Locale.ROOT, "%.4f", trial.area()),
                    trial.bestEpoch(),
                    settings.hidden(),
                    settings.head(),
                    settings.steps(),
                    settings.learningRate(),
                    settings.dropout(),
                    settings.objective().positiveWeight(),
                    settings.objective().focus()));
        }
        return table.toString();
    }
}
