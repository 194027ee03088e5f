package ai.finai.operators.models;

import ai.finai.models.InvalidModelException;
import ai.finai.models.Model;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads and checks ordered models on a thread of its own, while the task's goes on with the present ones. What cannot be
 * read is tried again and again: an outage of the registry delays an order and never refuses it, so that all subtasks come
 * to the same model. What is there and is not what it should be is a problem, once and for all.
 */
final class ModelLoader<M extends Model> implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long PATIENCE_AT_CLOSE_SECONDS = 5;

    /** Tries after the first, 3.5 s in all, in which trouble passes that is no outage, such as a busy S3. */
    private static final int SHORT_TROUBLE = 3;

    /** How a model is read and opened. */
    interface Opening<M> {

        /**
         * On the loader's thread.
         *
         * @throws IOException if it cannot be read; trying again may help
         * @throws InvalidModelException if it is not what it should be
         */
        M open() throws IOException, InvalidModelException;
    }

    /** Is told of a load, on the loader's thread. */
    interface Arrival<M> {

        /** Has a model, which is the receiver's from {@link ModelLoader#handOver} on. */
        void arrived(M model);

        /** There is none, and trying again does not help. */
        void failed(String reason);

        /** It could not be read, and is tried again; said once, of a model that was in force before after some tries. */
        void delayed(String reason);
    }

    private final Set<M> delivered = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService thread;
    private volatile boolean ended;

    /**
     * Loads a model that was ordered.
     *
     * @param wanted asked before each try; once it is not, the load ends and nobody is told
     */
    void load(Opening<M> opening, BooleanSupplier wanted, Arrival<M> arrival) {
        thread().execute(() -> attempt(opening, true, wanted, arrival, 0));
    }

    /** As {@link #load}, of a model that was in force before: where it is absent, its registry is away, and it is tried again. */
    void loadAgain(Opening<M> opening, BooleanSupplier wanted, Arrival<M> arrival) {
        thread().execute(() -> attempt(opening, false, wanted, arrival, 0));
    }

    /** Takes a model that arrived: who takes it closes it. */
    void handOver(M model) {
        delivered.remove(model);
    }

    private void attempt(
            Opening<M> opening, boolean absenceIsFinal, BooleanSupplier wanted, Arrival<M> arrival, int before) {
        if (!wanted.getAsBoolean()) {
            return;
        }
        try {
            M model = opening.open();
            delivered.add(model);
            if (ended && delivered.remove(model)) { // close() did not wait for it
                model.close();
                return;
            }
            arrival.arrived(model);
        } catch (RejectedExecutionException e) {
            // The task has ended; close() closes what was delivered.
            return;
        } catch (InvalidModelException e) {
            tell(() -> arrival.failed(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            if (absenceIsFinal && e instanceof FileNotFoundException) {
                tell(() -> arrival.failed(String.valueOf(e.getMessage())));
                return;
            }
            if (before == (absenceIsFinal ? 0 : SHORT_TROUBLE)) {
                tell(() -> arrival.delayed(String.valueOf(e.getMessage())));
            }
            long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(before, 10), LONGEST_PAUSE_MILLIS);
            tell(() -> thread().schedule(
                            () -> attempt(opening, absenceIsFinal, wanted, arrival, before + 1),
                            pause,
                            TimeUnit.MILLISECONDS));
        } catch (Throwable e) { // a missing library, too little memory: the order fails, the job goes on
            tell(() -> arrival.failed(e.toString()));
        }
    }

    private static void tell(Runnable message) {
        try {
            message.run();
        } catch (RejectedExecutionException e) {
            // The task has ended, and with it whoever wanted to know.
            return;
        }
    }

    private synchronized ScheduledExecutorService thread() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread made = new Thread(work, "finai-model-loader");
                made.setDaemon(true);
                return made;
            });
        }
        return thread;
    }

    /** Ends the thread, and closes models that nobody took. */
    @Override
    public void close() throws InterruptedException {
        ended = true;
        ScheduledExecutorService running;
        synchronized (this) {
            running = thread;
        }
        if (running != null) {
            running.shutdownNow();
            running.awaitTermination(PATIENCE_AT_CLOSE_SECONDS, TimeUnit.SECONDS);
        }
        for (M model : delivered) {
            if (delivered.remove(model)) { // a load that comes to its end just now closes its own
                model.close();
            }
        }
    }
}
