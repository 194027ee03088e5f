package ai.finai.operators.scoring;

import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.StepModel;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads and checks ordered models, beside the task's thread, which goes on with the present ones. */
public final class ModelLoader implements AutoCloseable {

    private static final int PATIENCE = 3;
    private static final long SECONDS_BETWEEN = 2;
    private static final long SECONDS_BETWEEN_LATER = 30;

    /** Is told what became of it, on the loader's thread: a model, which it must close one day, or why there is none. */
    public interface Arrival {
        void arrived(@Nullable StepModel model, @Nullable Exception problem);
    }

    private final String baseCurrency;
    private @Nullable ScheduledExecutorService thread;

    /** @param baseCurrency of the job; a model of another one is refused */
    public ModelLoader(String baseCurrency) {
        this.baseCurrency = baseCurrency;
    }

    /** @throws InvalidModelException if the model takes amounts in another currency than the job gives */
    public void requireBaseCurrency(ModelFile file) throws InvalidModelException {
        String currency = file.contract().baseCurrency();
        if (!currency.equals(baseCurrency)) {
            throw new InvalidModelException(
                    "the model takes amounts in " + currency + ", and the job's base currency is " + baseCurrency);
        }
    }

    /** Loads once. */
    public void load(ModelOrder order, Arrival arrival) {
        thread().execute(() -> deliver(order, arrival));
    }

    /** Loads again and again while the registry cannot be read. */
    public void loadUntilItCan(ModelOrder order, Arrival arrival) {
        thread().schedule(
                        () -> {
                            try {
                                hand(open(order), arrival);
                            } catch (IOException e) {
                                loadUntilItCan(order, arrival);
                            } catch (Exception e) {
                                arrival.arrived(null, e);
                            }
                        },
                        SECONDS_BETWEEN_LATER,
                        TimeUnit.SECONDS);
    }

    private void deliver(ModelOrder order, Arrival arrival) {
        StepModel model;
        try {
            model = open(order);
        } catch (Exception e) {
            arrival.arrived(null, e);
            return;
        }
        hand(model, arrival);
    }

    /** A task that has ended takes nothing any more. */
    private static void hand(StepModel model, Arrival arrival) {
        try {
            arrival.arrived(model, null);
        } catch (RejectedExecutionException e) {
            model.close();
        }
    }

    private StepModel open(ModelOrder order) throws IOException, InvalidModelException {
        ModelReference reference = Objects.requireNonNull(order.model(), "an order without a model loads none");
        StepModel model = new ModelRegistry(order.registry()).open(reference);
        try {
            requireBaseCurrency(model.file());
            return model;
        } catch (InvalidModelException e) {
            model.close();
            throw e;
        }
    }

    /**
     * Loads at once, on the caller's thread, trying a few times.
     *
     * @throws IOException if the registry cannot be read
     * @throws InvalidModelException if the model is not what it should be
     */
    public StepModel openWithPatience(ModelOrder order)
            throws IOException, InvalidModelException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return open(order);
            } catch (IOException e) {
                if (attempt == PATIENCE) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(SECONDS_BETWEEN);
            }
        }
    }

    private ScheduledExecutorService thread() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread made = new Thread(work, "finai-model-loader");
                made.setDaemon(true);
                return made;
            });
        }
        return thread;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
    }
}
