package ai.finai.operators;

import ai.finai.events.ModelName;
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
import ai.finai.operators.scoring.SequenceScorer;
import ai.finai.state.AmlState;
import ai.finai.state.SnapshotNote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * answers. One that is not what it should be is refused with the reason; one that cannot be read is tried again.
 *
 * <p>An order stays in force over a restore, as long as the job is configured with the model that it replaced; then the
 * ordered model is in force again before the first posting. One that had not been carried out is begun anew. A model that
 * can no longer be read does not stop the job: postings have no score until it can, which is tried again and again.
 *
 * <p>The state holds, by role, the order that was carried out last and the one that is to be carried out. Subtasks can
 * differ in that at a snapshot; they come to the same, since only what the file is can end an order.
 */
final class ModelsInForce implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsInForce.class);

    /** Under which the state keeps the hash of the configured model that the orders replaced. */
    private static final String REPLACED = "replaced";

    private static final String PENDING = "-pending";
    private static final String NO_MODEL = "none";

    /** How long a restore waits for all models that were in force. */
    private static final long PATIENCE_AT_RESTORE_SECONDS = 20;

    /** A load that was begun. Another one of its role and purpose makes it void. */
    private record Load(ModelOrder order, boolean recovery) {}

    private final SequenceScorer scorer;
    private final ModelLoader loader;
    private final MailboxExecutor mailbox;
    private final ModelReports reports;
    private final BroadcastState<String, byte[]> state;
    private final @Nullable ModelFile configured;

    /** By role: the order that is to be carried out, and the one in force that could not be loaded at the restore. */
    private final Map<ModelRole, Load> ordered = new ConcurrentHashMap<>();

    private final Map<ModelRole, Load> recovering = new ConcurrentHashMap<>();

    private boolean ended;
    private String champion = "";
    private String challenger = "";
    private boolean shadowed;

    /** Nothing is in force before {@link #start}. */
    ModelsInForce(
            WatchAccounts.Config config,
            SequenceScorer scorer,
            OperatorStateStore store,
            MailboxExecutor mailbox,
            ModelReports reports)
            throws Exception {
        this.scorer = scorer;
        this.loader = new ModelLoader(config.ruleBook().baseCurrency());
        this.mailbox = mailbox;
        this.reports = reports;
        this.state = store.getBroadcastState(new MapStateDescriptor<>(
                AmlState.MODELS.title(), Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        this.configured = config.scoring().file();
    }

    /** Puts in force what the state says, or the configured model. */
    void start() throws Exception {
        byte[] replaced = state.get(REPLACED);
        if (replaced != null && !new String(replaced, StandardCharsets.UTF_8).equals(configuredSha256())) {
            LOG.info("the configured model is a new one, and comes into force before the one of the snapshot");
            state.clear();
        }
        CountDownLatch loaded = new CountDownLatch(ModelRole.values().length);
        for (ModelRole role : ModelRole.values()) {
            byte[] kept = state.get(role.code());
            if (kept == null) {
                useConfigured(role);
                loaded.countDown();
            } else {
                recover(new Load(ModelOrder.read(kept), true), loaded);
            }
        }
        awaitRecovery(loaded);
        for (ModelRole role : ModelRole.values()) {
            byte[] pending = state.get(role.code() + PENDING);
            if (pending != null) {
                begin(new Load(ModelOrder.read(pending), false));
            }
        }
    }

    private String configuredSha256() {
        return configured == null ? NO_MODEL : configured.sha256();
    }

    private void recover(Load load, CountDownLatch loaded) {
        ModelRole role = load.order().role();
        recovering.put(role, load);
        if (role == ModelRole.CHAMPION) {
            scorer.useNone(Unscored.MODEL_UNAVAILABLE);
        }
        loader.loadAgain(load.order(), () -> recovering.get(role) == load, new ModelLoader.Arrival() {
            @Override
            public void arrived(StepModel model) {
                mailbox.execute(() -> recovered(load, model), "model of the snapshot");
                loaded.countDown();
            }

            @Override
            public void failed(String reason) {
                delayed(reason);
            }

            @Override
            public void delayed(String reason) {
                mailbox.execute(() -> unavailable(load, reason), "model of the snapshot");
                loaded.countDown();
            }
        });
    }

    /** What has arrived by then is in force before the first posting: its mails are taken here. */
    private void awaitRecovery(CountDownLatch loaded) throws InterruptedException {
        if (recovering.isEmpty()) {
            return;
        }
        if (!loaded.await(PATIENCE_AT_RESTORE_SECONDS, TimeUnit.SECONDS)) {
            recovering
                    .values()
                    .forEach(load -> unavailable(load, "not loaded after " + PATIENCE_AT_RESTORE_SECONDS + " s"));
        }
        while (mailbox.tryYield()) {
            continue;
        }
    }

    private void recovered(Load load, StepModel model) {
        if (ended || !recovering.remove(load.order().role(), load)) {
            discard(model); // an order was carried out meanwhile
            return;
        }
        loader.handOver(model);
        use(load.order().role(), model);
        LOG.info(
                "model {} is the {} again",
                load.order().model(),
                load.order().role().code());
    }

    private void unavailable(Load load, String reason) {
        if (!ended && recovering.get(load.order().role()) == load) {
            LOG.error(
                    "model {} was in force and cannot be loaded: {}",
                    load.order().model(),
                    reason);
            answer(load.order(), ModelStatus.State.UNAVAILABLE, reason);
        }
    }

    private void useConfigured(ModelRole role) throws InvalidModelException {
        if (role == ModelRole.CHALLENGER || configured == null) {
            use(role, null);
        } else {
            loader.requireBaseCurrency(configured);
            use(role, StepModel.open(configured));
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
        begin(new Load(order, false));
    }

    private void begin(Load load) {
        ModelRole role = load.order().role();
        Load before = ordered.put(role, load);
        if (before != null && !before.order().orderId().equals(load.order().orderId())) {
            answer(before.order(), ModelStatus.State.REFUSED, "a later order came before it was carried out");
        }
        if (load.order().model() == null || isInForce(load.order())) {
            mailbox.execute(() -> carryOut(load, null), "swap model");
            return;
        }
        loader.load(load.order(), () -> ordered.get(role) == load, new ModelLoader.Arrival() {
            @Override
            public void arrived(StepModel model) {
                mailbox.execute(() -> carryOut(load, model), "swap model");
            }

            @Override
            public void failed(String reason) {
                mailbox.execute(() -> refuse(load, reason), "refuse model");
            }

            @Override
            public void delayed(String reason) {
                LOG.warn(
                        "model {} cannot be read, and is tried again: {}",
                        load.order().model(),
                        reason);
            }
        });
    }

    private boolean isInForce(ModelOrder order) {
        StepModel present = order.role() == ModelRole.CHAMPION ? scorer.champion() : scorer.challenger();
        return present != null && ModelReference.of(present.file()).equals(order.model());
    }

    private void carryOut(Load load, @Nullable StepModel model) throws Exception {
        ModelOrder order = load.order();
        ModelRole role = order.role();
        if (ended || !ordered.remove(role, load)) {
            discard(model);
            return;
        }
        try {
            if (model != null) {
                loader.handOver(model);
                use(role, model);
            } else if (order.model() == null) {
                useConfigured(role);
            }
        } catch (InvalidModelException e) {
            refused(order, String.valueOf(e.getMessage()));
            return;
        }
        recovering.remove(role);
        state.remove(role.code() + PENDING);
        if (order.model() == null) {
            state.remove(role.code());
        } else {
            state.put(role.code(), order.toJson());
        }
        LOG.info("model {} is the {} from now on", order.model(), role.code());
        answer(order, ModelStatus.State.ACTIVE, "");
    }

    /** A model that nobody takes. */
    private void discard(@Nullable StepModel model) {
        if (model != null) {
            loader.handOver(model);
            model.close();
        }
    }

    private void refuse(Load load, String reason) throws Exception {
        if (!ended && ordered.remove(load.order().role(), load)) {
            refused(load.order(), reason);
        }
    }

    private void refused(ModelOrder order, String reason) throws Exception {
        state.remove(order.role().code() + PENDING);
        LOG.error("model {} refused, what scores now goes on: {}", order.model(), reason);
        answer(order, ModelStatus.State.REFUSED, reason);
    }

    private void use(ModelRole role, @Nullable StepModel model) {
        StepModel before = role == ModelRole.CHAMPION ? scorer.champion() : scorer.challenger();
        String path = model == null ? "" : ModelReference.of(model.file()).path();
        if (role == ModelRole.CHALLENGER) {
            scorer.shadow(model);
            challenger = path;
            shadowed = model != null;
        } else {
            if (model == null) {
                scorer.useNone(Unscored.NO_MODEL);
            } else {
                scorer.use(model);
            }
            champion = path;
        }
        if (before != null) {
            before.close();
        }
    }

    /** {@code name/version} of the model in force; empty for none. */
    String champion() {
        return champion;
    }

    /** What a snapshot's reader is told of them. */
    List<SnapshotNote.Model> inForce() {
        List<SnapshotNote.Model> all = new ArrayList<>();
        for (ModelRole role : ModelRole.values()) {
            StepModel model = role == ModelRole.CHAMPION ? scorer.champion() : scorer.challenger();
            if (model != null) {
                ModelReference reference = ModelReference.of(model.file());
                all.add(new SnapshotNote.Model(
                        role.code(), new ModelName(reference.name(), reference.version(), reference.sha256())));
            }
        }
        return all;
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
        reports.say(order.orderId(), order.role(), order.model(), became, reason);
    }

    /** After the last posting: nothing is carried out any more; what is open stays open in the last snapshot. */
    void finish() {
        ended = true;
    }

    /** On the task's thread, when nothing runs on the models any more. */
    @Override
    public void close() throws InterruptedException {
        ended = true;
        try {
            loader.close();
        } finally {
            use(ModelRole.CHALLENGER, null);
            use(ModelRole.CHAMPION, null);
        }
    }
}
