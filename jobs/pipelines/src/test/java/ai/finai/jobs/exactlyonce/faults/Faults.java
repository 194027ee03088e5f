package ai.finai.jobs.exactlyonce.faults;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is to go wrong next, and what has. For the one job of this JVM whose ports {@link Faulty} is in: its tasks are
 * threads of this JVM, and their operators travel as bytes, so this is static.
 */
public final class Faults {

    private static final AtomicInteger COMPLETED = new AtomicInteger();
    private static final List<Struck> STRUCK = new CopyOnWriteArrayList<>();
    private static long latestCheckpoint;
    private static Fault nextFault;
    private static Place nextPlace;
    private static int countdown;

    /** @param checkpointsBefore how many checkpoints were complete when it happened */
    public record Struck(Fault fault, Place place, int checkpointsBefore) {}

    public static final class InjectedFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InjectedFailure(Fault fault, Place place) {
            super("injected: " + fault + " at " + place);
        }
    }

    private Faults() {}

    public static synchronized void reset() {
        COMPLETED.set(0);
        STRUCK.clear();
        latestCheckpoint = 0;
        nextFault = null;
        nextPlace = null;
    }

    /** @param occasion fails on this one from now, from 1: record, snapshot, notice or commit, of all subtasks together */
    public static synchronized void arm(Fault fault, Place place, int occasion) {
        nextFault = fault;
        nextPlace = place;
        countdown = occasion;
    }

    /** Whether now is the time; if so, the caller must fail. */
    static synchronized boolean strikes(Fault fault, Place place) {
        if (fault != nextFault || place != nextPlace || --countdown > 0) {
            return false;
        }
        nextFault = null;
        nextPlace = null;
        STRUCK.add(new Struck(fault, place, COMPLETED.get()));
        return true;
    }

    static void maybeFail(Fault fault, Place place) {
        if (strikes(fault, place)) {
            throw new InjectedFailure(fault, place);
        }
    }

    static synchronized void completed(long checkpoint) {
        if (checkpoint > latestCheckpoint) {
            latestCheckpoint = checkpoint;
            COMPLETED.incrementAndGet();
        }
    }

    /** Checkpoints and savepoints that a task was told to be complete. */
    public static int checkpoints() {
        return COMPLETED.get();
    }

    public static List<Struck> struck() {
        return STRUCK;
    }
}
