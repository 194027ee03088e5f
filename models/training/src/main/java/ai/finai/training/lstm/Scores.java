package ai.finai.training.lstm;

import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.Arrays;
import java.util.function.IntConsumer;

/** Scores postings as the job does: each account's in order, its state carried on, accounts side by side in a batch. */
public final class Scores {

    private static final int PROGRESS_EVERY = 100_000;

    private final StepModel model;
    private final LabelledPostings data;
    private final int until;
    private final IntConsumer progress;
    private final float[] scores;
    private final int[][] rows = new int[StepModel.LARGEST_BATCH][];
    private final int[] at = new int[StepModel.LARGEST_BATCH];
    private final int[] end = new int[StepModel.LARGEST_BATCH];
    private final float[][] states;
    private int nextAccount;

    private Scores(StepModel model, LabelledPostings data, int until, IntConsumer progress) {
        this.model = model;
        this.data = data;
        this.until = until;
        this.progress = progress;
        scores = new float[until];
        states = new float[StepModel.LARGEST_BATCH][model.stateSize()];
    }

    /** Of every row of the data; NaN where the model gives none. */
    public static float[] of(StepModel model, LabelledPostings data) {
        return of(model, data, rows -> {});
    }

    /** @param progress is told how many rows have their score, now and then */
    public static float[] of(StepModel model, LabelledPostings data, IntConsumer progress) {
        return new Scores(model, data, data.size(), progress).compute();
    }

    /**
     * Of the first rows: what follows them is not looked at.
     *
     * @param until rows from this one on get no score
     */
    public static float[] ofFirst(StepModel model, LabelledPostings data, int until) {
        return new Scores(model, data, until, rows -> {}).compute();
    }

    private float[] compute() {
        float[] scratch = new float[model.stateSize()];
        int done = 0;
        int active = fill(0);
        while (active > 0) {
            for (int i = 0; i < active; i++) {
                int row = rows[i][at[i]];
                if (!model.put(i, data.features(), row * Feature.COUNT, states[i])) {
                    throw new IllegalStateException("row " + row + " has features that are not finite");
                }
            }
            model.run(active);
            if ((done + active) / PROGRESS_EVERY > done / PROGRESS_EVERY) {
                progress.accept(done + active);
            }
            done += active;
            for (int i = active - 1; i >= 0; i--) {
                scores[rows[i][at[i]]] = model.state(i, states[i], scratch) ? model.score(i) : Float.NaN;
                if (++at[i] == end[i]) {
                    active = remove(i, active);
                }
            }
            active = fill(active);
        }
        return scores;
    }

    /** Begins accounts until the batch is full. */
    private int fill(int active) {
        int filled = active;
        while (filled < rows.length && nextAccount < data.accounts()) {
            int[] ofAccount = data.rows(nextAccount++);
            int known = Stretch.below(ofAccount, until);
            if (known > 0) {
                rows[filled] = ofAccount;
                at[filled] = 0;
                end[filled] = known;
                Arrays.fill(states[filled], 0);
                filled++;
            }
        }
        return filled;
    }

    /** Puts the last one in the place of one that has ended. */
    private int remove(int place, int active) {
        int last = active - 1;
        rows[place] = rows[last];
        at[place] = at[last];
        end[place] = end[last];
        float[] state = states[place];
        states[place] = states[last];
        states[last] = state;
        return last;
    }
}
