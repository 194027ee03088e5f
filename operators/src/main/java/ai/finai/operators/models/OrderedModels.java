package ai.finai.operators.models;

import ai.finai.models.Model;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.operators.ControlMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the models in force are those that were ordered: the configured one, until an order brings another. An
 * ordered model is read and checked on a thread of its own while the old one goes on, and takes its place on the task's
 * thread between two batches; then the subtask answers. One that is not what it should be is refused with the reason; one that
 * cannot be read is tried again.
 *
 * <p>An order stays in force over a restore, as long as the job is configured with the model that it replaced; then the
 * ordered model is in force again before the first record. One that had not been carried out is begun anew. A model that
 * can no longer be read does not stop the job: its post is without one until it can, which is tried again and again.
 *
 * <p>Subtasks can differ in their state at a snapshot; they come to the same, since only what the file is can end an order.
 */
public final class OrderedModels<M extends Model> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OrderedModels.class);

    private static final String NO_MODEL = "none";

    private final ModelUse<M> use;
    private final Map<ModelRole, ? extends ModelPost<M>> posts;
    private final Duration patience;
    private final MailboxExecutor mailbox;
    private final ModelReports reports;
    private final OrderState state;
    private final ModelLoader<M> loader = new ModelLoader<>();

    /** By role, with a load that was begun, which another one makes void: the order that is to be carried out, and the one in force that could not be loaded at the restore. */
    private final Map<ModelRole, Ordered> ordered = new ConcurrentHashMap<>();

    private final Map<ModelRole, Ordered> recovering = new ConcurrentHashMap<>();

    private boolean ended;

    /**
     * Nothing is in force before {@link #start}.
     *
     * @param posts by role; orders for other roles are not for this operator, and passed over
     * @param patience how long a restore waits for all models that were in force
     * @param store the operator's
     * @param title of the state in it
     * @param mailbox of the task
     */
    public OrderedModels(
            ModelUse<M> use,
            Map<ModelRole, ? extends ModelPost<M>> posts,
            Duration patience,
            OperatorStateStore store,
            String title,
            MailboxExecutor mailbox,
            ModelReports reports)
            throws Exception {
        this.use = use;
        this.posts = posts;
        this.patience = patience;
        this.mailbox = mailbox;
        this.reports = reports;
        this.state = new OrderState(store, title);
    }

    /**
     * Puts in force what the state says, or the configured model. On the task's thread, before the first record.
     *
     * @throws Exception if the configured model cannot be opened
     */
    public void start() throws Exception {
        String replaced = state.replaced();
        if (replaced != null && !replaced.equals(configuredSha256())) {
            LOG.info("the configured model is a new one, and comes into force before the one of the snapshot");
            state.forget();
        }
        CountDownLatch loaded = new CountDownLatch(posts.size());
        for (ModelRole role : posts.keySet()) {
            Ordered kept = state.inForce(role);
            if (kept == null) {
                ModelSource<M> configured = post(role).configured();
                use(role, configured == null ? null : configured.open());
                loaded.countDown();
            } else {
                recover(kept, loaded);
            }
        }
        awaitRecovery(loaded);
        for (ModelRole role : posts.keySet()) {
            Ordered pending = state.pending(role);
            if (pending != null) {
                begin(pending);
            }
        }
    }

    private String configuredSha256() {
        for (ModelPost<M> post : posts.values()) {
            ModelSource<M> configured = post.configured();
            if (configured != null) {
                return configured.sha256();
            }
        }
        return NO_MODEL;
    }

    private ModelPost<M> post(ModelRole role) {
        return Objects.requireNonNull(posts.get(role), "another operator's order");
    }

    private void recover(Ordered load, CountDownLatch loaded) {
        recovering.put(load.role(), load);
        post(load.role()).useNoneYet();
        loader.loadAgain(opening(load.order()), () -> recovering.get(load.role()) == load, new ModelLoader.Arrival<>() {
            @Override
            public void arrived(M model) {
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

    /** What has arrived by then is in force before the first record: its mails are taken here. */
    private void awaitRecovery(CountDownLatch loaded) throws InterruptedException {
        if (recovering.isEmpty()) {
            return;
        }
        if (!loaded.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            recovering.values().forEach(load -> unavailable(load, "not loaded after " + patience.toSeconds() + " s"));
        }
        while (mailbox.tryYield()) {
            continue;
        }
    }

    private void recovered(Ordered load, M model) {
        if (ended || !recovering.remove(load.role(), load)) {
            discard(model); // an order was carried out meanwhile
            return;
        }
        loader.handOver(model);
        use(load.role(), model);
        LOG.info("model {} is the {} again", load.order().model(), load.role().code());
    }

    private void unavailable(Ordered load, String reason) {
        if (!ended && recovering.get(load.role()) == load) {
            LOG.error(
                    "model {} was in force and cannot be loaded: {}",
                    load.order().model(),
                    reason);
            reports.say(load, ModelStatus.State.UNAVAILABLE, reason);
        }
    }

    /** Takes an order. Bytes that are none are refused. */
    public void order(ControlMessage message) throws Exception {
        ModelOrder order;
        try {
            order = ModelOrder.read(message.body());
        } catch (IllegalArgumentException e) {
            LOG.error("order at {} refused: {}", message.source(), e.getMessage());
            return;
        }
        if (!posts.containsKey(order.role())) {
            return;
        }
        Ordered taken = new Ordered(order, message.source());
        state.ordered(taken, configuredSha256());
        begin(taken);
    }

    private void begin(Ordered load) {
        ModelRole role = load.role();
        Ordered before = ordered.put(role, load);
        if (before != null && !before.order().orderId().equals(load.order().orderId())) {
            reports.say(before, ModelStatus.State.REFUSED, "a later order came before it was carried out");
        }
        ModelSource<M> configured = post(role).configured();
        if (isInForce(load.order())) {
            mailbox.execute(() -> carryOut(load, post(role).present()), "swap model");
        } else if (load.order().model() != null) {
            load(load, opening(load.order()));
        } else if (configured != null) {
            load(load, configured::open);
        } else {
            mailbox.execute(() -> carryOut(load, null), "swap model");
        }
    }

    private void load(Ordered load, ModelLoader.Opening<M> opening) {
        loader.load(opening, () -> ordered.get(load.role()) == load, new ModelLoader.Arrival<>() {
            @Override
            public void arrived(M model) {
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

    private ModelLoader.Opening<M> opening(ModelOrder order) {
        ModelReference model = Objects.requireNonNull(order.model(), "an order without a model loads none");
        return () -> new ModelRegistry(order.registry()).open(model, use);
    }

    private boolean isInForce(ModelOrder order) {
        M present = post(order.role()).present();
        return present != null && ModelReference.of(present.file()).equals(order.model());
    }

    private void carryOut(Ordered load, @Nullable M model) throws Exception {
        ModelRole role = load.role();
        if (ended || !ordered.remove(role, load)) {
            discard(model);
            return;
        }
        if (model != null) {
            loader.handOver(model);
        }
        use(role, model);
        recovering.remove(role);
        state.carriedOut(load);
        LOG.info("model {} is the {} from now on", load.order().model(), role.code());
        reports.say(load, ModelStatus.State.ACTIVE, "");
    }

    private void refuse(Ordered load, String reason) throws Exception {
        if (!ended && ordered.remove(load.role(), load)) {
            state.refused(load);
            LOG.error(
                    "model {} refused, what is in force goes on: {}",
                    load.order().model(),
                    reason);
            reports.say(load, ModelStatus.State.REFUSED, reason);
        }
    }

    private void use(ModelRole role, @Nullable M model) {
        ModelPost<M> post = post(role);
        M before = post.present();
        if (model != null && model == before) {
            return;
        }
        post.use(model);
        if (before != null) {
            before.close();
        }
    }

    /** A model that nobody takes. */
    private void discard(@Nullable M model) {
        if (model != null && posts.values().stream().noneMatch(post -> post.present() == model)) {
            loader.handOver(model);
            model.close();
        }
    }

    /** After the last record: nothing is carried out any more; what is open stays open in the last snapshot. */
    public void finish() {
        ended = true;
    }

    /** On the task's thread, when nothing runs on the models any more. */
    @Override
    public void close() throws InterruptedException {
        ended = true;
        try {
            loader.close();
        } finally {
            posts.keySet().forEach(role -> use(role, null));
        }
    }
}
