package ai.finai.generator;

import java.util.Arrays;

/** Payments that are due, in columns; taken out in order of time, and of entry where times are equal. */
final class Agenda {

    /** No account: cash. */
    static final int NOBODY = -1;

    /** Marks a payment of a label; its detail is the label's place. */
    private static final int LABELLED = 1 << 16;

    private static final int INDEX_BITS = 31;

    private long[] times = new long[1024];
    private long[] amounts = new long[1024];
    private int[] debtors = new int[1024];
    private int[] creditors = new int[1024];
    private int[] meta = new int[1024];
    private int[] details = new int[1024];
    private int size;

    private long[] order = new long[0];
    private int taken;
    private int due;

    /** @param detail the label's place for a labelled payment, else any bits from which the purpose is made */
    void add(
            long time,
            int debtor,
            int creditor,
            long amount,
            Denomination currency,
            Kind kind,
            boolean labelled,
            int detail) {
        if (size == times.length) {
            grow();
        }
        times[size] = time;
        amounts[size] = amount;
        debtors[size] = debtor;
        creditors[size] = creditor;
        meta[size] = kind.ordinal() | currency.ordinal() << 8 | (labelled ? LABELLED : 0);
        details[size] = detail;
        size++;
    }

    /** Makes those before {@code bound} due, to be taken one by one; forgets those taken before. */
    void release(long bound) {
        keepUntaken();
        long first = Long.MAX_VALUE;
        for (int i = 0; i < size; i++) {
            first = Math.min(first, times[i]);
        }
        if (order.length < size) {
            order = new long[Math.max(size, order.length + order.length / 2)];
        }
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] < bound) {
                order[count++] = (times[i] - first) << INDEX_BITS | i;
            }
        }
        Arrays.sort(order, 0, count);
        taken = 0;
        due = count;
    }

    private void keepUntaken() {
        for (int i = 0; i < due; i++) {
            times[place(order[i])] = Long.MIN_VALUE;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (times[i] != Long.MIN_VALUE) {
                times[kept] = times[i];
                amounts[kept] = amounts[i];
                debtors[kept] = debtors[i];
                creditors[kept] = creditors[i];
                meta[kept] = meta[i];
                details[kept] = details[i];
                kept++;
            }
        }
        size = kept;
        due = 0;
    }

    /** @return the place of the next one due, or -1: release more */
    int take() {
        return taken < due ? place(order[taken++]) : -1;
    }

    private static int place(long key) {
        return (int) (key & (1L << INDEX_BITS) - 1);
    }

    private void grow() {
        int length = size * 2;
        times = Arrays.copyOf(times, length);
        amounts = Arrays.copyOf(amounts, length);
        debtors = Arrays.copyOf(debtors, length);
        creditors = Arrays.copyOf(creditors, length);
        meta = Arrays.copyOf(meta, length);
        details = Arrays.copyOf(details, length);
    }

    long time(int place) {
        return times[place];
    }

    long amount(int place) {
        return amounts[place];
    }

    int debtor(int place) {
        return debtors[place];
    }

    int creditor(int place) {
        return creditors[place];
    }

    Kind kind(int place) {
        return Kind.of(meta[place] & 0xFF);
    }

    Denomination currency(int place) {
        return Denomination.of(meta[place] >>> 8 & 0xFF);
    }

    boolean labelled(int place) {
        return (meta[place] & LABELLED) != 0;
    }

    int detail(int place) {
        return details[place];
    }
}
