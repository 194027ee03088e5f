package ai.finai.generator;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps ordinary life off an account while something labelled happens on it, as far as it could make or unmake the label:
 * without that, a near miss at 79.9 percent would become an episode when its owner buys a coffee.
 */
final class Reservations {

    /** Cents of USD; what a quiet account still pays. Twenty of them in a day do not reach 80 percent of a labelled deposit. */
    static final long SMALL = 300_00;

    /** A limit under which nothing is paid at all. */
    static final long NOTHING = -1;

    /** From {@code from} to {@code to} ordinary life pays no more than {@code most}. Both ends in; epoch milliseconds. */
    private record Reservation(long from, long to, long most, long until) {}

    private final byte[] reserved;
    private final Map<Integer, Reservation> reservations = new HashMap<>();

    Reservations(int customers) {
        this.reserved = new byte[customers];
    }

    /** Forgets those that ended before {@code time}. */
    void expire(long time) {
        reservations.entrySet().removeIf(entry -> {
            boolean over = entry.getValue().until < time;
            if (over) {
                reserved[entry.getKey()] = 0;
            }
            return over;
        });
    }

    /** Whether the account has none: it has at most one. */
    boolean free(int account) {
        return reserved[account] == 0;
    }

    /**
     * Takes an account until {@code until}, and keeps ordinary life down from {@code from} to {@code to}.
     *
     * @param most cents of USD that are still paid then, {@link #SMALL} or {@link #NOTHING}
     */
    void reserve(int account, long from, long to, long most, long until) {
        reserved[account] = 1;
        reservations.put(account, new Reservation(from, to, most, until));
    }

    /** Takes an account until {@code until}, where ordinary life goes on. */
    void occupy(int account, long until) {
        reserve(account, until, until - 1, NOTHING, until);
    }

    /** Whether ordinary life may touch the account. */
    boolean allows(int party, long time, long usdCents) {
        if (party < 0 || party >= reserved.length || reserved[party] == 0) {
            return true;
        }
        Reservation reservation = reservations.get(party);
        return reservation == null || time < reservation.from || time > reservation.to || usdCents <= reservation.most;
    }
}
