package ai.finai.laboratory.data;

import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.training.data.LabelledPostings;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Scores of a step model as a job gives them: each account's postings in order from a state of zeros, many accounts side by
 * side. Not thread-safe.
 */
public final class ModelScores {

    private static final int LANES = StepModel.LARGEST_BATCH;
    private static final int PROGRESS_EVERY = 100_000;

    private final StepModel model;
    private final LabelledPostings postings;
    private final IntConsumer progress;
    private final float[] scores;
    private final int[] account = new int[LANES];
    private final int[] next = new int[LANES];
    private final float[][] states;
    private final float[] scratch;
    private int nextAccount;

    private ModelScores(StepModel model, LabelledPostings postings, IntConsumer progress) {
        this.model = model;
        this.postings = postings;
        this.progress = progress;
        this.scores = new float[postings.size()];
        this.states = new float[LANES][model.stateSize()];
        this.scratch = new float[model.stateSize()];
    }

    /**
     * @param progress is told how many rows have their score, now and then
     * @return one score a row, NaN where the model gives none
     */
    public static float[] of(StepModel model, LabelledPostings postings, IntConsumer progress) {
        ModelScores run = new ModelScores(model, postings, progress);
        run.run();
        return run.scores;
    }

    private void run() {
        int lanes = Math.min(LANES, postings.accounts());
        for (int lane = 0; lane < lanes; lane++) {
            takeAccount(lane);
        }
        int done = 0;
        while (lanes > 0) {
            step(lanes);
            if ((done + lanes) / PROGRESS_EVERY > done / PROGRESS_EVERY) {
                progress.accept(done + lanes);
            }
            done += lanes;
            for (int lane = lanes - 1; lane >= 0; lane--) {
                next[lane]++;
                if (next[lane] < postings.rows(account[lane]).length) {
                    continue;
                }
                if (nextAccount < postings.accounts()) {
                    takeAccount(lane);
                } else {
                    lanes--;
                    moveLane(lanes, lane);
                }
            }
        }
    }

    private void takeAccount(int lane) {
        account[lane] = nextAccount++;
        next[lane] = 0;
        Arrays.fill(states[lane], 0);
    }

    private void moveLane(int from, int to) {
        account[to] = account[from];
        next[to] = next[from];
        float[] state = states[to];
        states[to] = states[from];
        states[from] = state;
    }

    /** One posting of each lane's account. */
    private void step(int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            if (!model.put(lane, postings.features(), row(lane) * Feature.COUNT, states[lane])) {
                throw new IllegalStateException("row " + row(lane) + " has a feature that is not finite");
            }
        }
        model.run(lanes);
        for (int lane = 0; lane < lanes; lane++) {
            scores[row(lane)] = model.state(lane, states[lane], scratch) ? model.score(lane) : Float.NaN;
        }
    }

    private int row(int lane) {
        return postings.rows(account[lane])[next[lane]];
    }
}
