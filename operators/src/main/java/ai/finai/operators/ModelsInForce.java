package ai.finai.operators;

import ai.finai.events.ModelScore;
import ai.finai.events.Posting;
import ai.finai.events.Unscored;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.StepModel;
import ai.finai.operators.scoring.ModelLoader;
import ai.finai.operators.scoring.Scoring;
import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.AmlState;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models in force: the configured one, until an order brings another. An ordered model is read and checked on a thread
 * of its own while the old one goes on, and takes its place on the task's thread between two batches; then the subtask
 * answers. One that cannot be read, or is not what it should be, is refused with the reason.
 *
 * <p>An order stays in force over a restore, as long as the job is configured with the model that it replaced; then the
 * ordered model is in force again before the first posting. One that had not been carried out is begun anew. A model that
 * can no longer be read does not stop the job: postings have no score until it can, which is tried again and again.
 */
final class ModelsInForce implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsInForce.class);

    /** Under which the state keeps the hash of the configured model that the orders replaced. */
    private static final String REPLACED = "replaced";

    private static final String PENDING = "-pending";
    private static final String NO_MODEL = "none";

    private final Scoring scoring;
    private final SequenceScorer scorer;
    private final ModelLoader loader;
    private final MailboxExecutor mailbox;
    private final Consumer<ModelStatus> answers;
    private final String job;
    private final TaskInfo task;
    private final BroadcastState<String, byte[]> state;
    private final Map<ModelRole, String> awaited = new EnumMap<>(ModelRole.class);
    private final @Nullable ModelFile configured;
    private boolean closed;
    private String champion = "";
    private String challenger = "";
    private boolean shadowed;

    ModelsInForce(
            WatchAccounts.Config config,
            SequenceScorer scorer,
            OperatorStateStore store,
            MailboxExecutor mailbox,
            TaskInfo task,
            Consumer<ModelStatus> answers)
            throws Exception {
        this.scoring = config.scoring();
        this.scorer = scorer;
        this.loader = new ModelLoader(config.ruleBook().baseCurrency());
        this.mailbox = mailbox;
        this.answers = answers;
        this.job = config.job();
        this.task = task;
        this.state = store.getBroadcastState(new MapStateDescriptor<>(
                AmlState.MODELS.title(), Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        this.configured = scoring.file();
        restore();
    }

    private void restore() throws Exception {
        byte[] replaced = state.get(REPLACED);
        if (replaced != null && !new String(replaced, StandardCharsets.UTF_8).equals(configuredSha256())) {
            LOG.info("the configured model is a new one, and comes into force before the one of the snapshot");
            state.clear();
        }
        for (ModelRole role : ModelRole.values()) {
            byte[] kept = state.get(role.code());
            if (kept == null) {
                useConfigured(role);
            } else {
                restore(ModelOrder.read(kept));
            }
            byte[] pending = state.get(role.code() + PENDING);
            if (pending != null) {
                load(ModelOrder.read(pending));
            }
        }
    }

    private String configuredSha256() {
        return configured == null ? NO_MODEL : configured.sha256();
    }

    private void restore(ModelOrder order) {
        try {
            use(order.role(), loader.openWithPatience(order));
        } catch (Exception e) {
            LOG.error("model {} was in force and cannot be loaded: {}", order.model(), e.getMessage(), e);
            if (order.role() == ModelRole.CHAMPION) {
                scorer.useNone(Unscored.MODEL_UNAVAILABLE);
            }
            answer(order, ModelStatus.State.UNAVAILABLE, String.valueOf(e.getMessage()));
            if (!(e instanceof InvalidModelException)) {
                awaited.put(order.role(), order.orderId());
                loader.loadUntilItCan(order, (model, problem) -> arrive(order, model, problem));
            }
        }
    }

    private void useConfigured(ModelRole role) throws InvalidModelException {
        if (role == ModelRole.CHALLENGER) {
            use(role, null);
        } else if (configured != null) {
            loader.requireBaseCurrency(configured);
            use(role, StepModel.open(configured));
        } else {
            use(role, null);
        }
    }

    /** Takes an order. Bytes that are none are refused. */
    void order(byte[] json) throws Exception {
        ModelOrder order;
        try {
            order = ModelOrder.read(json);
        } catch (IllegalArgumentException e) {
            LOG.error("order refused: {}", e.getMessage());
            return;
        }
        state.put(REPLACED, configuredSha256().getBytes(StandardCharsets.UTF_8));
        state.put(order.role().code() + PENDING, json);
        load(order);
    }

    private void load(ModelOrder order) {
        awaited.put(order.role(), order.orderId());
        if (order.model() == null || isInForce(order)) {
            arrive(order, null, null);
        } else {
            loader.load(order, (model, problem) -> arrive(order, model, problem));
        }
    }

    private boolean isInForce(ModelOrder order) {
        StepModel present = order.role() == ModelRole.CHAMPION ? scorer.champion() : scorer.challenger();
        return present != null && ModelReference.of(present.file()).equals(order.model());
    }

    /** From the loader's thread or the task's: goes on between two batches. */
    private void arrive(ModelOrder order, @Nullable StepModel model, @Nullable Exception problem) {
        mailbox.execute(() -> carryOut(order, model, problem), "swap model");
    }

    private void carryOut(ModelOrder order, @Nullable StepModel model, @Nullable Exception problem) throws Exception {
        boolean latest = Objects.equals(awaited.get(order.role()), order.orderId());
        if (closed || !latest) {
            if (model != null) {
                model.close();
            }
            if (!closed) {
                answer(order, ModelStatus.State.REFUSED, "a later order came before it was carried out");
            }
            return;
        }
        awaited.remove(order.role());
        state.remove(order.role().code() + PENDING);
        if (problem != null) {
            LOG.error("model {} refused, what scores now goes on: {}", order.model(), problem.getMessage());
            answer(order, ModelStatus.State.REFUSED, String.valueOf(problem.getMessage()));
            return;
        }
        if (order.model() == null) {
            useConfigured(order.role());
            state.remove(order.role().code());
        } else {
            if (model != null) {
                use(order.role(), model);
            }
            state.put(order.role().code(), order.toJson());
        }
        LOG.info("model {} is the {} from now on", order.model(), order.role().code());
        answer(order, ModelStatus.State.ACTIVE, "");
    }

    private void use(ModelRole role, @Nullable StepModel model) {
        StepModel before = role == ModelRole.CHAMPION ? scorer.champion() : scorer.challenger();
        if (role == ModelRole.CHALLENGER) {
            scorer.shadow(model);
        } else if (model == null) {
            scorer.useNone(Unscored.NO_MODEL);
        } else {
            scorer.use(model);
        }
        if (before != null) {
            before.close();
        }
        String path = model == null ? "" : ModelReference.of(model.file()).path();
        if (role == ModelRole.CHALLENGER) {
            challenger = path;
            shadowed = model != null;
        } else {
            champion = path;
        }
    }

    /** {@code name/version} of the model in force; empty for none. */
    String champion() {
        return champion;
    }

    /** Whether a challenger scores beside it. */
    boolean isShadowed() {
        return shadowed;
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

    private void answer(ModelOrder order, ModelStatus.State became, String reason) {
        answers.accept(new ModelStatus(
                job,
                task.getIndexOfThisSubtask(),
                task.getNumberOfParallelSubtasks(),
                order.orderId(),
                order.role(),
                order.model(),
                became,
                reason));
    }

    /** On the task's thread, when nothing runs on the models any more. */
    @Override
    public void close() {
        closed = true;
        loader.close();
        use(ModelRole.CHALLENGER, null);
        use(ModelRole.CHAMPION, null);
    }
}
