package ai.finai.models.features;

import static ai.finai.models.features.AccountHistory.COUNTERPARTIES;
import static ai.finai.models.features.AccountHistory.NEVER;
import static ai.finai.models.features.AccountHistory.NEVER_MINUTE;

import ai.finai.events.Direction;
import ai.finai.events.Money;
import ai.finai.events.Posting;

/**
 * Computes every {@link Feature} of an account's postings, one after the other: the one class that training and serving
 * share. The same postings in the same order give the same bits, on every machine.
 *
 * <p>Each value is finite and within its feature's bounds, whatever the posting. Holds nothing of an account and no
 * scratch space: one may serve many threads.
 */
public final class AccountFeatures {

    private static final double DAY = 86_400_000;
    private static final double WEEK = 7 * DAY;
    private static final double MONTH = 30 * DAY;
    private static final double MINUTE = 60_000;
    private static final long HOUR = 3_600_000;
    private static final double LONGEST_GAP = 90 * DAY;
    private static final int MINUTES_OF_WEEK = 7 * 24 * 60;

    /** Means of an account's amounts follow its last 32 or so; a deviation is measured in at least half a doubling. */
    private static final double LEAST_WEIGHT = 1.0 / 32;

    private static final double LEAST_DEVIATION = 0.5;
    private static final double ROUND_WEIGHT = 1.0 / 16;

    private static final float[] HOUR_SIN = circle(24, true);
    private static final float[] HOUR_COS = circle(24, false);
    private static final float[] WEEKDAY_SIN = circle(7, true);
    private static final float[] WEEKDAY_COS = circle(7, false);

    private final double minorUnits;

    /** @param baseCurrency ISO 4217, of the postings' base amounts */
    public AccountFeatures(String baseCurrency) {
        double units = 1;
        for (int i = 0; i < Money.decimals(baseCurrency); i++) {
            units *= 10;
        }
        this.minorUnits = units;
    }

    private static float[] circle(int parts, boolean sine) {
        float[] points = new float[parts];
        for (int i = 0; i < parts; i++) {
            double angle = 2 * Math.PI * i / parts;
            points[i] = (float) (sine ? StrictMath.sin(angle) : StrictMath.cos(angle));
        }
        return points;
    }

    /**
     * Takes an account's next posting.
     *
     * @param history of the account; it takes the posting in
     * @param posting rated, not before the one given last in {@link Posting#ORDER}
     * @param out gets {@link Feature#COUNT} values in the order of {@link Feature}
     * @param offset where in {@code out} they begin
     */
    public void next(AccountHistory history, Posting posting, float[] out, int offset) {
        boolean credit = posting.direction() == Direction.CREDIT;
        int direction = posting.direction().ordinal();
        long time = posting.eventTime();
        double amount = posting.baseAmount() / minorUnits;
        double log = Exact.log2Plus1(amount);
        boolean round = isRound(posting.amount());
        String channel = posting.channel() == null ? "" : posting.channel();
        boolean cash = channel.equals("CASH");

        forget(history, time);
        double inBefore = history.day[Direction.CREDIT.ordinal()];
        set(out, offset, Feature.GAP, gap(history.lastTime(), time));
        set(out, offset, Feature.GAP_OPPOSITE, gap(history.lastTime[1 - direction], time));
        set(out, offset, Feature.AMOUNT, log);
        set(out, offset, Feature.AMOUNT_DEVIATION, deviation(history, direction, log));
        set(out, offset, Feature.PASSED_ON, credit ? 0 : Math.min(amount / (inBefore + 1), 4));
        boolean known = posting.counterparty() == null || meet(history, posting.counterparty(), credit, minute(time));
        take(history, posting, log, amount, round, cash);

        set(out, offset, Feature.HEADROOM, headroom(amount));
        set(out, offset, Feature.ROUND, round);
        set(out, offset, Feature.ROUND_SHARE, history.roundShare);
        set(out, offset, Feature.CREDIT, credit);
        set(out, offset, Feature.CASH, cash);
        set(out, offset, Feature.CARD, channel.equals("CARD"));
        set(out, offset, Feature.WIRE, channel.equals("WIRE"));
        set(out, offset, Feature.AUTOMATIC, channel.equals("STANDING_ORDER") || channel.equals("DIRECT_DEBIT"));
        set(out, offset, Feature.CROSS_BORDER, crossesBorder(posting));
        set(out, offset, Feature.NEW_COUNTERPARTY, !known);
        setPayersAndPayees(history, minute(time), out, offset);
        int hour = (int) Math.floorMod(Math.floorDiv(time, HOUR), 24L);
        int weekday = (int) Math.floorMod(Math.floorDiv(time, 24 * HOUR), 7L);
        out[offset + Feature.HOUR_SIN.ordinal()] = HOUR_SIN[hour];
        out[offset + Feature.HOUR_COS.ordinal()] = HOUR_COS[hour];
        out[offset + Feature.WEEKDAY_SIN.ordinal()] = WEEKDAY_SIN[weekday];
        out[offset + Feature.WEEKDAY_COS.ordinal()] = WEEKDAY_COS[weekday];
        double volume = history.day[0] + history.day[1];
        double typical = history.month / 30;
        set(out, offset, Feature.BALANCE_DAY, balance(history.day));
        set(out, offset, Feature.BALANCE_WEEK, balance(history.week));
        set(out, offset, Feature.VOLUME_DAY, Math.min(Exact.log2Plus1(volume), 64));
        set(out, offset, Feature.VOLUME_TO_TYPICAL, within(Exact.log2((volume + 1) / (typical + 1)), 10));
        set(out, offset, Feature.CASH_WEEK, Math.min(Exact.log2Plus1(history.cashWeek), 64));
        set(out, offset, Feature.COUNT_DAY, Exact.log2Plus1(history.countDay));
        set(out, offset, Feature.COUNT_WEEK, Exact.log2Plus1(history.countWeek));
        set(out, offset, Feature.AGE, Math.min(Exact.log2Plus1(Math.max(0, time - history.firstTime) / DAY), 16));
    }

    /** Lets sums halve over the time since the last posting. */
    private static void forget(AccountHistory history, long time) {
        long last = history.lastTime();
        if (last == NEVER) {
            history.firstTime = time;
            return;
        }
        double passed = Math.max(0, time - last);
        double day = Exact.halved(passed / DAY);
        double week = Exact.halved(passed / WEEK);
        for (int i = 0; i < 2; i++) {
            history.day[i] *= day;
            history.week[i] *= week;
        }
        history.month *= Exact.halved(passed / MONTH);
        history.cashWeek *= week;
        history.countDay *= day;
        history.countWeek *= week;
    }

    private static void take(
            AccountHistory history, Posting posting, double log, double amount, boolean round, boolean cash) {
        int direction = posting.direction().ordinal();
        history.lastTime[direction] = posting.eventTime();
        int count = history.count[direction];
        double weight = Math.max(1.0 / (count + 1), LEAST_WEIGHT);
        double difference = log - history.mean[direction];
        history.mean[direction] += weight * difference;
        history.variance[direction] = (1 - weight) * (history.variance[direction] + weight * difference * difference);
        history.count[direction] = count == Integer.MAX_VALUE ? count : count + 1;
        history.day[direction] += amount;
        history.week[direction] += amount;
        history.month += amount;
        if (cash && posting.direction() == Direction.CREDIT) {
            history.cashWeek += amount;
        }
        history.countDay++;
        history.countWeek++;
        history.roundShare += ROUND_WEIGHT * ((round ? 1 : 0) - history.roundShare);
    }

    private static double deviation(AccountHistory history, int direction, double log) {
        if (history.count[direction] == 0) {
            return 0;
        }
        double deviation = Math.max(Math.sqrt(history.variance[direction]), LEAST_DEVIATION);
        return within((log - history.mean[direction]) / deviation, 8);
    }

    private static double within(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    private static double gap(long last, long time) {
        double passed = last == NEVER ? LONGEST_GAP : Math.min(Math.max(0, time - last), LONGEST_GAP);
        return Exact.log2Plus1(passed / MINUTE);
    }

    private static double balance(double[] sums) {
        double in = sums[Direction.CREDIT.ordinal()];
        double out = sums[Direction.DEBIT.ordinal()];
        return in + out > 0 ? (in - out) / (in + out) : 0;
    }

    /** At most two digits, and zeros after them. */
    private static boolean isRound(long minorUnits) {
        long rest = minorUnits;
        while (rest >= 100 && rest % 10 == 0) {
            rest /= 10;
        }
        return rest < 100;
    }

    private static double headroom(double amount) {
        double limit = 1;
        while (limit < amount) {
            limit *= 10;
        }
        return amount / limit;
    }

    private static boolean crossesBorder(Posting posting) {
        return posting.country() != null
                && posting.counterpartyCountry() != null
                && !posting.country().equals(posting.counterpartyCountry());
    }

    private static int minute(long time) {
        return (int) Math.floorDiv(time, (long) MINUTE);
    }

    /** Remembers a counterparty, and says whether it was known. */
    private static boolean meet(AccountHistory history, String counterparty, boolean paidIn, int minute) {
        int hash = counterparty.hashCode();
        int place = -1;
        for (int i = 0; i < history.counterparties; i++) {
            if (history.counterparty[i] == hash) {
                place = i;
                break;
            }
        }
        boolean known = place >= 0;
        if (!known) {
            place = history.counterparties < COUNTERPARTIES ? history.counterparties++ : longestUnseen(history);
            history.counterparty[place] = hash;
            history.paidIn[place] = NEVER_MINUTE;
            history.paidOut[place] = NEVER_MINUTE;
        }
        (paidIn ? history.paidIn : history.paidOut)[place] = minute;
        return known;
    }

    private static int longestUnseen(AccountHistory history) {
        int place = 0;
        int oldest = Integer.MAX_VALUE;
        for (int i = 0; i < COUNTERPARTIES; i++) {
            int seen = Math.max(history.paidIn[i], history.paidOut[i]);
            if (seen < oldest) {
                oldest = seen;
                place = i;
            }
        }
        return place;
    }

    private static void setPayersAndPayees(AccountHistory history, int minute, float[] out, int offset) {
        long weekAgo = (long) minute - MINUTES_OF_WEEK;
        int payers = 0;
        int payees = 0;
        for (int i = 0; i < history.counterparties; i++) {
            if (history.paidIn[i] > weekAgo) {
                payers++;
            }
            if (history.paidOut[i] > weekAgo) {
                payees++;
            }
        }
        set(out, offset, Feature.PAYERS, Exact.log2Plus1(payers));
        set(out, offset, Feature.PAYEES, Exact.log2Plus1(payees));
    }

    private static void set(float[] out, int offset, Feature feature, double value) {
        out[offset + feature.ordinal()] = (float) value;
    }

    private static void set(float[] out, int offset, Feature feature, boolean value) {
        out[offset + feature.ordinal()] = value ? 1 : 0;
    }
}
