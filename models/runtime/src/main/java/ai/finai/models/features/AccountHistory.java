package ai.finai.models.features;

import ai.finai.events.Direction;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is remembered of an account to compute the features of its next posting: of one size, however long the account
 * lives. Changed in place by {@link AccountFeatures}; not thread-safe.
 *
 * <p>Sums "of a day" halve each day that passes, so they need no list of postings: what came in yesterday counts half.
 */
public final class AccountHistory {

    /** Counterparties remembered; the one not seen for longest makes room. */
    static final int COUNTERPARTIES = 24;

    /** Of a time: never. */
    static final long NEVER = Long.MIN_VALUE;

    /** Of a minute: never. */
    static final int NEVER_MINUTE = Integer.MIN_VALUE;

    long firstTime = NEVER;
    final long[] lastTime = {NEVER, NEVER};

    /** By direction: mean and variance of log2 of the amounts, and how many there were. */
    final double[] mean = new double[2];

    final double[] variance = new double[2];
    final int[] count = new int[2];

    /** By direction, in base currency units, as of the last posting. */
    final double[] day = new double[2];

    final double[] week = new double[2];
    double month;
    double cashWeek;
    double countDay;
    double countWeek;
    double roundShare;

    /** Hashes of the counterparties, and the minute since 1970 when each last paid and was paid. */
    final int[] counterparty = new int[COUNTERPARTIES];

    final int[] paidIn = new int[COUNTERPARTIES];
    final int[] paidOut = new int[COUNTERPARTIES];
    int counterparties;

    /** Of an account without postings. */
    public AccountHistory() {}

    /** Of the account's first posting, milliseconds since 1970-01-01T00:00:00Z; {@link Long#MIN_VALUE} without any. */
    public long firstTime() {
        return firstTime;
    }

    /** Of the account's latest posting, milliseconds since 1970-01-01T00:00:00Z; {@link Long#MIN_VALUE} without any. */
    public long lastTime() {
        return Math.max(lastTime[0], lastTime[1]);
    }

    /** How many postings of a direction there were. */
    public int count(Direction direction) {
        return count[direction.ordinal()];
    }

    /** Units of the base currency of a direction, halved each day, as of {@link #lastTime}. */
    public double day(Direction direction) {
        return day[direction.ordinal()];
    }

    /** Units of the base currency of a direction, halved each week, as of {@link #lastTime}. */
    public double week(Direction direction) {
        return week[direction.ordinal()];
    }

    /** Counterparties remembered: at most 24. */
    public int counterparties() {
        return counterparties;
    }

    /** One that changes by itself. */
    public AccountHistory copy() {
        AccountHistory copy = new AccountHistory();
        copy.firstTime = firstTime;
        for (int i = 0; i < 2; i++) {
            copy.lastTime[i] = lastTime[i];
            copy.mean[i] = mean[i];
            copy.variance[i] = variance[i];
            copy.count[i] = count[i];
            copy.day[i] = day[i];
            copy.week[i] = week[i];
        }
        copy.month = month;
        copy.cashWeek = cashWeek;
        copy.countDay = countDay;
        copy.countWeek = countWeek;
        copy.roundShare = roundShare;
        System.arraycopy(counterparty, 0, copy.counterparty, 0, counterparties);
        System.arraycopy(paidIn, 0, copy.paidIn, 0, counterparties);
        System.arraycopy(paidOut, 0, copy.paidOut, 0, counterparties);
        copy.counterparties = counterparties;
        return copy;
    }

    /** Writes 137 bytes and 12 for each counterparty. */
    public void write(DataOutput out) throws IOException {
        out.writeLong(firstTime);
        for (int i = 0; i < 2; i++) {
            out.writeLong(lastTime[i]);
            out.writeDouble(mean[i]);
            out.writeDouble(variance[i]);
            out.writeInt(count[i]);
            out.writeDouble(day[i]);
            out.writeDouble(week[i]);
        }
        out.writeDouble(month);
        out.writeDouble(cashWeek);
        out.writeDouble(countDay);
        out.writeDouble(countWeek);
        out.writeDouble(roundShare);
        out.writeByte(counterparties);
        for (int i = 0; i < counterparties; i++) {
            out.writeInt(counterparty[i]);
            out.writeInt(paidIn[i]);
            out.writeInt(paidOut[i]);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static AccountHistory read(DataInput in) throws IOException {
        AccountHistory history = new AccountHistory();
        history.firstTime = in.readLong();
        for (int i = 0; i < 2; i++) {
            history.lastTime[i] = in.readLong();
            history.mean[i] = in.readDouble();
            history.variance[i] = in.readDouble();
            history.count[i] = in.readInt();
            history.day[i] = in.readDouble();
            history.week[i] = in.readDouble();
        }
        history.month = in.readDouble();
        history.cashWeek = in.readDouble();
        history.countDay = in.readDouble();
        history.countWeek = in.readDouble();
        history.roundShare = in.readDouble();
        int counterparties = in.readByte();
        if (counterparties < 0 || counterparties > COUNTERPARTIES) {
            throw new IOException("not an account's history: " + counterparties + " counterparties");
        }
        history.counterparties = counterparties;
        for (int i = 0; i < counterparties; i++) {
            history.counterparty[i] = in.readInt();
            history.paidIn[i] = in.readInt();
            history.paidOut[i] = in.readInt();
        }
        return history;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountHistory that
                && firstTime == that.firstTime
                && Arrays.equals(lastTime, that.lastTime)
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(variance, that.variance)
                && Arrays.equals(count, that.count)
                && Arrays.equals(day, that.day)
                && Arrays.equals(week, that.week)
                && Double.compare(month, that.month) == 0
                && Double.compare(cashWeek, that.cashWeek) == 0
                && Double.compare(countDay, that.countDay) == 0
                && Double.compare(countWeek, that.countWeek) == 0
                && Double.compare(roundShare, that.roundShare) == 0
                && counterparties == that.counterparties
                && Arrays.equals(counterparty, that.counterparty)
                && Arrays.equals(paidIn, that.paidIn)
                && Arrays.equals(paidOut, that.paidOut);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lastTime) * 31 + Arrays.hashCode(count);
    }
}
