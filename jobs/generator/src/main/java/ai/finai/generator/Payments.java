package ai.finai.generator;

import ai.finai.events.Transaction;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The payments of a bank, in the order of event time and transaction id. Days are generated as they are reached: memory
 * grows with accounts, not with days. Not for several threads at once.
 */
public final class Payments implements Iterator<Transaction> {

    private Payments(GeneratorSettings settings, boolean endless) {
        throw new UnsupportedOperationException("comes with the next commit");
    }

    /** As many days as the settings say. */
    public static Payments of(GeneratorSettings settings) {
        return new Payments(settings, false);
    }

    /** Without end, for a live feed: the days of the settings, then on and on, with new scenarios every that many days. */
    public static Payments endless(GeneratorSettings settings) {
        return new Payments(settings, true);
    }

    @Override
    public boolean hasNext() {
        return false;
    }

    /** A transaction whose origin is {@code generator-0@n}, n from 1. */
    @Override
    public Transaction next() {
        throw new NoSuchElementException();
    }

    /** How many have been given. */
    public long count() {
        return 0;
    }

    /**
     * The episodes and near misses all of whose transactions have been given, by scenario and id; all of them once {@link #hasNext}
     * is false. In an endless stream those of the last two rounds.
     */
    public List<Label> labels() {
        return List.of();
    }
}
