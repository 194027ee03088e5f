package ai.finai.operators.scoring;

import ai.finai.events.Posting;
import ai.finai.events.Unscored;
import ai.finai.models.StepModel;
import ai.finai.models.features.AccountFeatures;
import ai.finai.models.features.Feature;
import ai.finai.state.AccountSequence;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Scores postings with the model in force, and with a challenger beside it if there is one. What it is given is a batch
 * across accounts, in order; it reads each account's state once, computes the features of its postings, steps the models in
 * waves (never two postings of an account in one), and writes each state once. A score depends on the account's own
 * postings and nothing else: not on how they were batched.
 *
 * <p>Between calls nothing is in flight. Not thread-safe; one an operator. It does not own its models: who opened them
 * closes them.
 */
public final class SequenceScorer {

    /** Postings in a batch, at most. */
    public static final int BATCH = Batch.SIZE;

    /** The accounts' states, as Flink keeps them. */
    public interface Sequences {

        /** Of an account; null where there is none. May be changed in place, and is then written. */
        @Nullable
        AccountSequence read(String account) throws Exception;

        void write(String account, AccountSequence sequence) throws Exception;
    }

    private final AccountFeatures features;
    private final AlertPolicy policy;
    private final long quietMillis;
    private final ScoringOutcomes outcomes;
    private final Batch batch = new Batch();
    private final @Nullable ModelFinding[] findings = new @Nullable ModelFinding[Batch.SIZE];
    private Unscored withoutModel = Unscored.NO_MODEL;
    private @Nullable ModelRun champion;
    private @Nullable ModelRun challenger;
    private @Nullable Occlusion occlusion;
    private double threshold;

    /** @param baseCurrency of the postings' base amounts */
    public SequenceScorer(String baseCurrency, AlertPolicy policy, ScoringOutcomes outcomes) {
        this.features = new AccountFeatures(baseCurrency);
        this.policy = policy;
        this.quietMillis = policy.quietPeriod().toMillis();
        this.outcomes = outcomes;
    }

    /** Puts a model in force. Accounts with a state of another schema are warmed up when their next posting comes. */
    public void use(StepModel model) {
        outcomes.champion(model.file());
        champion = new ModelRun(model, true);
        occlusion = new Occlusion(model);
        Double configured = policy.threshold();
        threshold = configured == null ? model.contract().threshold() : configured;
    }

    /** Puts no model in force. {@link Unscored#NO_MODEL}: states are left alone; else they are kept up for a later one. */
    public void useNone(Unscored reason) {
        outcomes.champion(null);
        champion = null;
        occlusion = null;
        withoutModel = reason;
    }

    /** Scores with another model beside the one in force; null for none. */
    public void shadow(@Nullable StepModel model) {
        challenger = model == null ? null : new ModelRun(model, false);
    }

    /** The model in force. */
    public @Nullable StepModel champion() {
        return champion == null ? null : champion.model;
    }

    public @Nullable StepModel challenger() {
        return challenger == null ? null : challenger.model;
    }

    /** Begins a batch. */
    public void clear() {
        Arrays.fill(findings, 0, batch.size, null);
        batch.clear();
    }

    /**
     * Adds to the batch.
     *
     * @param posting rated and not late, not before the one added last in {@link Posting#ORDER}
     */
    public void add(Posting posting) {
        batch.add(posting);
    }

    public boolean full() {
        return batch.size == Batch.SIZE;
    }

    /** Postings in the batch. */
    public int size() {
        return batch.size;
    }

    public Posting posting(int i) {
        return batch.postings[i];
    }

    /** Accounts in the batch. */
    public int accounts() {
        return batch.accounts;
    }

    /** Of the batch, by its place. */
    public String account(int place) {
        return batch.names[place];
    }

    /** The place of a posting's account. */
    public int accountOf(int i) {
        return batch.account[i];
    }

    /** Scores the batch. */
    public void score(Sequences sequences) throws Exception {
        if (batch.size == 0 || (champion == null && challenger == null && withoutModel == Unscored.NO_MODEL)) {
            return;
        }
        for (int place = 0; place < batch.accounts; place++) {
            AccountSequence known = sequences.read(batch.names[place]);
            batch.sequences[place] = known == null ? new AccountSequence() : known;
        }
        for (int i = 0; i < batch.size; i++) {
            AccountSequence sequence = batch.sequences[batch.account[i]];
            features.next(sequence.history(), batch.postings[i], batch.features, i * Feature.COUNT);
        }
        batch.sortIntoWaves();
        prepare(champion);
        prepare(challenger);
        for (int wave = 0; wave < batch.waves; wave++) {
            int end = batch.waveStart[wave + 1];
            for (int from = batch.waveStart[wave]; from < end; from += StepModel.LARGEST_BATCH) {
                step(from, Math.min(end, from + StepModel.LARGEST_BATCH));
            }
        }
        for (int place = 0; place < batch.accounts; place++) {
            sequences.write(batch.names[place], batch.sequences[place]);
        }
        for (int i = 0; champion != null && i < batch.size; i++) {
            float score = champion.scores[i];
            if (score >= 0) { // not NaN
                outcomes.scored(batch.postings[i].eventTime(), batch.features, i * Feature.COUNT, score);
            }
        }
    }

    private void prepare(@Nullable ModelRun run) {
        if (run != null) {
            int warmedUp = run.prepare(batch);
            if (warmedUp > 0) {
                outcomes.warmedUp(warmedUp);
            }
        }
    }

    private void step(int from, int to) {
        outcomes.wave(to - from);
        if (challenger != null) {
            challenger.step(batch, from, to);
        }
        if (champion != null) {
            champion.step(batch, from, to);
        }
        for (int p = from; p < to; p++) {
            int i = batch.byWave[p];
            AccountSequence sequence = batch.sequences[batch.account[i]];
            sequence.remember(batch.features, i * Feature.COUNT);
            // A row that was not stepped over a posting would go on with a hole: it is made anew when its model is
            // back.
            if (champion == null) {
                sequence.champion(null);
            } else {
                take(i, sequence, champion);
            }
            if (challenger == null) {
                sequence.challenger(null);
            }
        }
    }

    private void take(int i, AccountSequence sequence, ModelRun run) {
        float score = run.scores[i];
        if (Float.isNaN(score)) {
            return;
        }
        sequence.score(score);
        if (!policy.enabled()) {
            return;
        }
        if (score < threshold * policy.release()) {
            sequence.raised(false);
        }
        long time = batch.postings[i].eventTime();
        boolean quiet = sequence.lastAlert() != AccountSequence.NEVER && time - sequence.lastAlert() < quietMillis;
        if (score >= threshold && !sequence.raised() && !quiet) {
            sequence.raised(true);
            sequence.lastAlert(time);
            findings[i] =
                    new ModelFinding(batch.postings[i], score, threshold, run.model.file(), explanation(sequence));
        }
    }

    private Explanation explanation(AccountSequence sequence) {
        return occlusion == null ? Explanation.NONE : occlusion.explain(sequence);
    }

    /** Of a posting that was scored; NaN without a score. */
    public float score(int i) {
        return champion == null ? Float.NaN : champion.scores[i];
    }

    /** Why there is no score; null where there is one. */
    public @Nullable Unscored unscored(int i) {
        return champion == null ? withoutModel : champion.unscored[i];
    }

    /** Of the challenger; NaN without one, or without a score. */
    public float challengerScore(int i) {
        return challenger == null ? Float.NaN : challenger.scores[i];
    }

    /** What is worth an alert; nearly always null. */
    public @Nullable ModelFinding finding(int i) {
        return findings[i];
    }
}
