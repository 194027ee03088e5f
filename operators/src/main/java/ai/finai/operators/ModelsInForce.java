package ai.finai.operators;

import ai.finai.events.ModelScore;
import ai.finai.events.Posting;
import ai.finai.events.Unscored;
import ai.finai.models.ModelRole;
import ai.finai.models.StepModel;
import ai.finai.operators.models.ModelPost;
import ai.finai.operators.models.ModelReports;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.models.OrderedModels;
import ai.finai.operators.scoring.AccountScoring;
import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.AmlState;
import ai.finai.state.SnapshotNote;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The models of the scorer: the champion, and the challenger beside it. {@link OrderedModels} carries orders out. While a
 * champion that was in force cannot be loaded after a restore, postings have no score.
 */
final class ModelsInForce implements AutoCloseable {

    /** How long a restore waits for all models that were in force. */
    private static final Duration PATIENCE_AT_RESTORE = Duration.ofSeconds(20);

    private final SequenceScorer scorer;
    private final @Nullable ModelSource<StepModel> configured;
    private final OrderedModels<StepModel> ordered;
    private String champion = "";
    private String challenger = "";

    /** Nothing is in force before {@link #start}. */
    ModelsInForce(
            WatchAccounts.Config config,
            SequenceScorer scorer,
            OperatorStateStore store,
            MailboxExecutor mailbox,
            ModelReports reports)
            throws Exception {
        this.scorer = scorer;
        AccountScoring use = new AccountScoring(config.ruleBook().baseCurrency());
        byte[] model = config.scoring().model();
        configured = model == null ? null : new ModelSource.Carried<>(model, use);
        Map<ModelRole, ModelPost<StepModel>> posts = new EnumMap<>(ModelRole.class);
        posts.put(ModelRole.CHAMPION, new Champion());
        posts.put(ModelRole.CHALLENGER, new Challenger());
        ordered =
                new OrderedModels<>(use, posts, PATIENCE_AT_RESTORE, store, AmlState.MODELS.title(), mailbox, reports);
    }

    private final class Champion implements ModelPost<StepModel> {

        @Override
        public @Nullable ModelSource<StepModel> configured() {
            return configured;
        }

        @Override
        public @Nullable StepModel present() {
            return scorer.champion();
        }

        @Override
        public void use(@Nullable StepModel model) {
            if (model == null) {
                scorer.useNone(Unscored.NO_MODEL);
            } else {
                scorer.use(model);
            }
            champion = path(model);
        }

        @Override
        public void useNoneYet() {
            scorer.useNone(Unscored.MODEL_UNAVAILABLE);
        }
    }

    private final class Challenger implements ModelPost<StepModel> {

        @Override
        public @Nullable StepModel present() {
            return scorer.challenger();
        }

        @Override
        public void use(@Nullable StepModel model) {
            scorer.shadow(model);
            challenger = path(model);
        }

        @Override
        public void useNoneYet() {
            scorer.shadow(null);
        }
    }

    private static String path(@Nullable StepModel model) {
        return model == null ? "" : model.file().name().path();
    }

    /** Puts in force what the state says, or the configured model. */
    void start() throws Exception {
        ordered.start();
    }

    /** Takes an order. */
    void order(ControlMessage message) throws Exception {
        ordered.order(message);
    }

    /** {@code name/version} of the model in force; empty for none. */
    String champion() {
        return champion;
    }

    /** What a snapshot's reader is told of them. */
    List<SnapshotNote.Model> inForce() {
        List<SnapshotNote.Model> all = new ArrayList<>();
        note(ModelRole.CHAMPION, scorer.champion(), all);
        note(ModelRole.CHALLENGER, scorer.challenger(), all);
        return all;
    }

    private static void note(ModelRole role, @Nullable StepModel model, List<SnapshotNote.Model> all) {
        if (model != null) {
            all.add(new SnapshotNote.Model(role.code(), model.file().name()));
        }
    }

    /** Whether a challenger scores beside it. */
    boolean isShadowed() {
        return !challenger.isEmpty();
    }

    ModelScore comparison(Posting posting, float championScore, float challengerScore) {
        return new ModelScore(
                posting.transactionId(),
                posting.direction(),
                posting.account(),
                posting.eventTime(),
                champion,
                championScore,
                challenger,
                challengerScore);
    }

    /** After the last posting: nothing is carried out any more. */
    void finish() {
        ordered.finish();
    }

    /** On the task's thread, when nothing runs on the models any more. */
    @Override
    public void close() throws InterruptedException {
        ordered.close();
    }
}
