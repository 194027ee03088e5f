package ai.finai.operators.scoring;

import ai.finai.events.Unscored;
import ai.finai.models.StepModel;
import ai.finai.models.features.Feature;
import ai.finai.state.AccountSequence;
import ai.finai.state.ModelState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Steps one model, champion or challenger, over a batch. What it says of each posting is in {@link #scores}. */
final class ModelRun {

    private static final Logger LOG = LoggerFactory.getLogger(ModelRun.class);

    final StepModel model;

    /** By posting of the batch: from 0 to 1, or NaN. */
    final float[] scores = new float[Batch.SIZE];

    /** By posting of the batch: why there is no score; null where there is one. */
    final @Nullable Unscored[] unscored = new @Nullable Unscored[Batch.SIZE];

    private final boolean champion;
    private final long schema;
    private final float[] scratch;
    private final int[] posting = new int[StepModel.LARGEST_BATCH];
    private final float[][] rows = new float[StepModel.LARGEST_BATCH][];
    private int failures;

    ModelRun(StepModel model, boolean champion) {
        this.model = model;
        this.champion = champion;
        this.schema = model.contract().stateSchemaHash();
        this.scratch = new float[model.stateSize()];
    }

    /**
     * Gives every account of the batch a state row of this model's schema. One that has none, or one of another schema, gets
     * zeros, stepped through the features of its latest postings.
     *
     * @return how many were warmed up by postings
     */
    int prepare(Batch batch) {
        int cold = 0;
        int longest = 0;
        AccountSequence[] coldOnes = null;
        for (int place = 0; place < batch.accounts; place++) {
            AccountSequence sequence = batch.sequences[place];
            ModelState state = champion ? sequence.champion() : sequence.challenger();
            if (state != null && state.schema() == schema && state.row().length == model.stateSize()) {
                continue;
            }
            if (state != null && champion) {
                sequence.raised(false); // under another model's threshold
            }
            ModelState fresh = new ModelState(schema, new float[model.stateSize()]);
            if (champion) {
                sequence.champion(fresh);
            } else {
                sequence.challenger(fresh);
            }
            if (sequence.recentCount() > 0) {
                if (coldOnes == null) {
                    coldOnes = new AccountSequence[batch.accounts];
                }
                coldOnes[cold++] = sequence;
                longest = Math.max(longest, sequence.recentCount());
            }
        }
        for (int place = 0; place < longest; place++) {
            warmUp(coldOnes, cold, place);
        }
        return cold;
    }

    private void warmUp(AccountSequence @Nullable [] sequences, int count, int place) {
        if (sequences == null) {
            return;
        }
        int filled = 0;
        for (int i = 0; i < count; i++) {
            AccountSequence sequence = sequences[i];
            if (place < sequence.recentCount()
                    && model.put(filled, sequence.recent(), sequence.recentOffset(place), row(sequence))) {
                rows[filled++] = row(sequence);
            }
            if (filled == StepModel.LARGEST_BATCH || (filled > 0 && i == count - 1)) {
                if (run(filled)) {
                    for (int r = 0; r < filled; r++) {
                        model.state(r, rows[r], scratch);
                    }
                }
                filled = 0;
            }
        }
    }

    private float[] row(AccountSequence sequence) {
        ModelState state = champion ? sequence.champion() : sequence.challenger();
        if (state == null) {
            throw new IllegalStateException("prepare comes first");
        }
        return state.row();
    }

    /** Steps the postings at {@code byWave[from]} to before {@code byWave[to]}, at most a batch of the model. */
    void step(Batch batch, int from, int to) {
        int filled = 0;
        for (int p = from; p < to; p++) {
            int i = batch.byWave[p];
            scores[i] = Float.NaN;
            float[] row = row(batch.sequences[batch.account[i]]);
            if (model.put(filled, batch.features, i * Feature.COUNT, row)) {
                posting[filled] = i;
                rows[filled++] = row;
            } else {
                unscored[i] = Unscored.NOT_FINITE;
            }
        }
        if (filled == 0) {
            return;
        }
        boolean ran = run(filled);
        for (int r = 0; r < filled; r++) {
            int i = posting[r];
            if (!ran) {
                unscored[i] = Unscored.MODEL_FAILED;
                continue;
            }
            float score = model.score(r);
            if (score >= 0 && model.state(r, rows[r], scratch)) {
                scores[i] = score;
                unscored[i] = null;
            } else {
                unscored[i] = Unscored.NOT_FINITE;
            }
        }
        Arrays.fill(rows, 0, filled, null);
    }

    /** A model that fails costs scores, never the job. */
    private boolean run(int filled) {
        try {
            model.run(filled);
            return true;
        } catch (IllegalStateException e) {
            if (failures++ == 0) {
                LOG.error("{}; its postings have no score. Said once for this model", e.getMessage(), e);
            }
            return false;
        }
    }
}
