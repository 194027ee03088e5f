package ai.finai.state.account;

import ai.finai.events.Direction;
import ai.finai.events.Posting;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import ai.finai.state.Forgettable;
import java.io.IOException;
import java.util.List;

/**
 * What was seen of an account, for people who query snapshots; no rule or model reads it. Postings that were late, or had no
 * rate into the base currency, are not in it. Amounts are in minor units of the job's base currency; sums stop at
 * {@link Long#MAX_VALUE}. Times are event times in milliseconds since 1970-01-01T00:00:00Z.
 *
 * <p>An account without postings for {@link #RETENTION_MILLIS} is forgotten: what comes after so long begins anew.
 *
 * <p>Of a bounded size: at most about 2.5 KB, usually some 300 bytes. Changed in place; not thread-safe.
 */
public final class AccountProfile implements Forgettable {

    /** Days of which the turnover is kept day by day. */
    public static final int DAYS = 30;

    private static final String CASH = "CASH";

    private long firstSeen = NEVER;
    private long lastSeen = NEVER;
    private long forgetTimer = NEVER;
    private long countIn;
    private long countOut;
    private long sumIn;
    private long sumOut;
    private long cashCount;
    private long cashSum;
    private float score = Float.NaN;
    private long scoreTime = NEVER;
    private float highestScore = Float.NaN;
    private long highestScoreTime = NEVER;
    private long alerts;
    private RecentDays days;
    private Counterparties counterparties;
    private Countries countries;

    /** Of an account without postings. */
    public AccountProfile() {
        this(new RecentDays(), new Counterparties(), new Countries());
    }

    private AccountProfile(RecentDays days, Counterparties counterparties, Countries countries) {
        this.days = days;
        this.counterparties = counterparties;
        this.countries = countries;
    }

    /** A copy that changes by itself. */
    AccountProfile copy() {
        AccountProfile copy = new AccountProfile(days.copy(), counterparties.copy(), countries.copy());
        copy.forgetTimer = forgetTimer;
        copy.takeFigures(this);
        return copy;
    }

    private void takeFigures(AccountProfile other) {
        firstSeen = other.firstSeen;
        lastSeen = other.lastSeen;
        countIn = other.countIn;
        countOut = other.countOut;
        sumIn = other.sumIn;
        sumOut = other.sumOut;
        cashCount = other.cashCount;
        cashSum = other.cashSum;
        score = other.score;
        scoreTime = other.scoreTime;
        highestScore = other.highestScore;
        highestScoreTime = other.highestScoreTime;
        alerts = other.alerts;
    }

    /**
     * Counts a posting.
     *
     * @param posting rated, of this account; not before those that were added
     * @param score of the posting; NaN without one
     * @return whether the account had been silent for so long that everything before has been forgotten
     */
    public boolean add(Posting posting, float score) {
        long time = posting.eventTime();
        boolean anew = lastSeen != NEVER && time - lastSeen > RETENTION_MILLIS;
        if (anew) {
            days = new RecentDays();
            counterparties = new Counterparties();
            countries = new Countries();
            takeFigures(new AccountProfile());
        }
        firstSeen = firstSeen == NEVER ? time : Math.min(firstSeen, time);
        lastSeen = Math.max(lastSeen, time);
        count(posting);
        if (!Float.isNaN(score)) {
            takeScore(score, time);
        }
        return anew;
    }

    private void count(Posting posting) {
        long amount = posting.baseAmount();
        boolean in = posting.direction() == Direction.CREDIT;
        if (in) {
            countIn++;
            sumIn = Turnover.add(sumIn, amount);
        } else {
            countOut++;
            sumOut = Turnover.add(sumOut, amount);
        }
        days.add(posting.eventTime(), in, amount);
        if (CASH.equals(posting.channel())) {
            cashCount++;
            cashSum = Turnover.add(cashSum, amount);
        }
        String counterparty = posting.counterparty();
        if (counterparty != null) {
            counterparties.add(counterparty);
        }
        String country = posting.counterpartyCountry();
        if (country != null) {
            countries.add(country);
        }
    }

    private void takeScore(float latest, long time) {
        score = latest;
        scoreTime = time;
        if (!(latest <= highestScore)) { // the first one too
            highestScore = latest;
            highestScoreTime = time;
        }
    }

    /** Counts an alert. */
    public void alerted() {
        alerts++;
    }

    /** Event time of the account's first posting; {@link #NEVER} without one. */
    public long firstSeen() {
        return firstSeen;
    }

    /** Event time of the account's last posting; {@link #NEVER} without one. */
    public long lastSeen() {
        return lastSeen;
    }

    @Override
    public long lastPosting() {
        return lastSeen;
    }

    /** Since {@link #firstSeen}. */
    public Turnover total() {
        return new Turnover(countIn, countOut, sumIn, sumOut);
    }

    /**
     * Of the UTC calendar days that end with the day of a time. Days since the last posting count as empty; days after
     * that time do not count.
     *
     * @param count of the days, from 1 to {@link #DAYS}
     * @param asOf the snapshot's event time. As of a day before that of {@link #lastSeen}, the earliest of the days may be
     *     missing: they are no longer kept
     */
    public Turnover over(int count, long asOf) {
        if (count < 1 || count > DAYS) {
            throw new IllegalArgumentException(count + " days: must be from 1 to " + DAYS);
        }
        return days.over(count, asOf);
    }

    /** Different accounts on the other side; an estimate unless {@link #counterpartiesExact}. Cash has no counterparty. */
    public long counterparties() {
        return counterparties.count();
    }

    /** True up to 64 of them; beyond, the number is within 13 % of the true one in two cases of three. */
    public boolean counterpartiesExact() {
        return counterparties.exact();
    }

    /** Codes of two capital letters of the other sides, in alphabetical order. Unknown countries are not in it. */
    public List<String> countries() {
        return countries.codes();
    }

    /** Whether a country of another side was written otherwise than in two capital letters. */
    public boolean otherCountries() {
        return countries.others();
    }

    /** Postings in cash, in both directions. */
    public long cashCount() {
        return cashCount;
    }

    /** Of the postings in cash, in both directions. */
    public long cashSum() {
        return cashSum;
    }

    /** What share of all that the account was paid and paid was in cash, from 0 to 1; NaN of nothing. */
    public double cashShare() {
        long sum = total().sum();
        return sum == 0 ? Double.NaN : (double) cashSum / sum;
    }

    /** The latest score, from 0 to 1; NaN where there was none. */
    public float score() {
        return score;
    }

    /** Event time of the posting that has the latest score; {@link #NEVER} without one. */
    public long scoreTime() {
        return scoreTime;
    }

    /** The highest score since {@link #firstSeen}; NaN where there was none. */
    public float highestScore() {
        return highestScore;
    }

    /** Event time of the first posting that has the highest score; {@link #NEVER} without one. */
    public long highestScoreTime() {
        return highestScoreTime;
    }

    /** How many alerts there were about the account since {@link #firstSeen}, those about scores included. */
    public long alerts() {
        return alerts;
    }

    @Override
    public long forgetTimer() {
        return forgetTimer;
    }

    @Override
    public void forgetTimer(long eventTime) {
        forgetTimer = eventTime;
    }

    void write(CompactWriter out) {
        out.writeSigned(lastSeen);
        writeTime(out, firstSeen);
        writeTime(out, forgetTimer);
        out.writeLong(countIn);
        out.writeLong(countOut);
        out.writeLong(sumIn);
        out.writeLong(sumOut);
        out.writeLong(cashCount);
        out.writeLong(cashSum);
        out.writeLong(alerts);
        out.writeFloat(score);
        writeTime(out, scoreTime);
        out.writeFloat(highestScore);
        writeTime(out, highestScoreTime);
        days.write(out);
        counterparties.write(out);
        countries.write(out);
    }

    static AccountProfile read(CompactReader in) throws IOException {
        AccountProfile read = new AccountProfile();
        read.lastSeen = in.readSigned();
        read.firstSeen = read.readTime(in);
        read.forgetTimer = read.readTime(in);
        read.countIn = in.readLong();
        read.countOut = in.readLong();
        read.sumIn = in.readLong();
        read.sumOut = in.readLong();
        read.cashCount = in.readLong();
        read.cashSum = in.readLong();
        read.alerts = in.readLong();
        read.score = in.readFloat();
        read.scoreTime = read.readTime(in);
        read.highestScore = in.readFloat();
        read.highestScoreTime = read.readTime(in);
        read.days = RecentDays.read(in);
        read.counterparties = Counterparties.read(in);
        read.countries = Countries.read(in);
        return read;
    }

    /** Most times are the last one, or near it: whether there is one, and its distance. */
    private void writeTime(CompactWriter out, long time) {
        out.writeByte(time == NEVER ? 0 : 1);
        if (time != NEVER) {
            out.writeSigned(time - lastSeen);
        }
    }

    private long readTime(CompactReader in) {
        return in.readByte() == 0 ? NEVER : lastSeen + in.readSigned();
    }
}
