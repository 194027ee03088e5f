package ai.finai.state;

import ai.finai.events.Posting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open matches of one account: a table of the postings that they hold, and the partial matches by rule id and
 * version. It can be read without the rules ({@link #openMatches}). One entry an account, written by
 * {@link MatchStateSerializer}. Changed in place, by {@code ai.finai.operators.matching.RuleMatcher} only.
 */
public final class MatchState {

    /** What {@link #cleanUpTimer()} says when there is none. */
    public static final long NO_TIMER = Long.MIN_VALUE;

    private final HeldPostings postings;
    private @Nullable RuleMatches[] rules;
    private int ruleCount;
    private long expiry = Long.MIN_VALUE;
    private long cleanUpTimer = NO_TIMER;

    /** Which matcher's book the rules' slots are of. Not kept. */
    private @Nullable Object owner;

    public MatchState(String account) {
        this(new HeldPostings(account, 4), 4);
    }

    MatchState(HeldPostings postings, int ruleCapacity) {
        this.postings = postings;
        this.rules = new @Nullable RuleMatches[ruleCapacity];
    }

    /** A deep copy; only postings, which never change, are shared. */
    public MatchState(MatchState other) {
        postings = new HeldPostings(other.postings);
        rules = new @Nullable RuleMatches[other.ruleCount];
        ruleCount = other.ruleCount;
        expiry = other.expiry;
        cleanUpTimer = other.cleanUpTimer;
        owner = other.owner;
        for (int i = 0; i < ruleCount; i++) {
            rules[i] = new RuleMatches(other.rule(i));
        }
    }

    public HeldPostings postings() {
        return postings;
    }

    /** How many rules have partial matches. */
    public int ruleCount() {
        return ruleCount;
    }

    public RuleMatches rule(int index) {
        RuleMatches matches = rules[index];
        if (matches == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return matches;
    }

    public void insert(int index, RuleMatches matches) {
        if (ruleCount == rules.length) {
            rules = Arrays.copyOf(rules, ruleCount + (ruleCount >> 1) + 2);
        }
        System.arraycopy(rules, index, rules, index + 1, ruleCount - index);
        rules[index] = matches;
        ruleCount++;
    }

    /** Whom the rules' slots were given by; null after the state was read. */
    public @Nullable Object owner() {
        return owner;
    }

    /** Leaves only rules whose slots are not negative, in the order of their slots. */
    public void own(Object newOwner) {
        owner = newOwner;
        int kept = 0;
        for (int i = 0; i < ruleCount; i++) {
            RuleMatches matches = rule(i);
            if (matches.slot() >= 0) {
                int at = kept++;
                for (; at > 0 && rule(at - 1).slot() > matches.slot(); at--) {
                    rules[at] = rules[at - 1];
                }
                rules[at] = matches;
            }
        }
        Arrays.fill(rules, kept, ruleCount, null);
        ruleCount = kept;
    }

    /**
     * Event time at which nothing in here can match any more: once the watermark has reached it, the entry can go.
     * Grows as new matches begin. Hold one timer an account: register it when {@link #cleanUpTimer()} is
     * {@link #NO_TIMER}, at this time, and note it by {@link #cleanUpTimer(long)}; when it fires, expire the state and
     * register the next one if something is left. Delete the timer when the entry goes before it.
     */
    public long expiry() {
        return expiry;
    }

    public void expiry(long time) {
        expiry = time;
    }

    /** The event time of the clean-up timer that is registered for this entry, or {@link #NO_TIMER}. Kept with it. */
    public long cleanUpTimer() {
        return cleanUpTimer;
    }

    public void cleanUpTimer(long time) {
        cleanUpTimer = time;
    }

    /** Forgets rules without partial matches and postings that none holds. */
    public void sweep() {
        int kept = 0;
        int size = postings.size();
        long[] used = new long[(size >> 6) + 1];
        for (int i = 0; i < ruleCount; i++) {
            RuleMatches matches = rule(i);
            if (matches.size() > 0) {
                rules[kept++] = matches;
                for (int age = 0; age < matches.size(); age++) {
                    matches.get(age).mark(used);
                }
            }
        }
        Arrays.fill(rules, kept, ruleCount, null);
        ruleCount = kept;
        int usedCount = 0;
        for (long word : used) {
            usedCount += Long.bitCount(word);
        }
        if (usedCount == size) {
            return;
        }
        int[] places = new int[size];
        postings.keep(used, places);
        for (int i = 0; i < ruleCount; i++) {
            RuleMatches matches = rule(i);
            for (int age = 0; age < matches.size(); age++) {
                matches.get(age).move(places);
            }
        }
    }

    /** Every partial match, for one who has no rules: a report, or a query of a snapshot. */
    public List<OpenMatch> openMatches() {
        List<OpenMatch> all = new ArrayList<>();
        for (int i = 0; i < ruleCount; i++) {
            RuleMatches matches = rule(i);
            for (int age = 0; age < matches.size(); age++) {
                PartialMatch match = matches.get(age);
                List<Posting> held = new ArrayList<>(match.taken());
                for (int run = 0; run < match.runs(); run++) {
                    for (int place = match.runFrom(run); place < match.runTo(run); place++) {
                        held.add(postings.get(place));
                    }
                }
                all.add(new OpenMatch(matches.rule(), match.step(), List.copyOf(held), matches.program() != null));
            }
        }
        return all;
    }

    void write(CompactWriter out) {
        out.writeString(postings.account());
        out.writeSigned(expiry);
        if (cleanUpTimer == NO_TIMER) {
            out.writeByte(0);
        } else {
            out.writeByte(1);
            out.writeSigned(expiry - cleanUpTimer);
        }
        postings.write(out);
        out.writeInt(ruleCount);
        RuleMatches before = null;
        for (int i = 0; i < ruleCount; i++) {
            RuleMatches matches = rule(i);
            RuleVersions.write(
                    out, matches.rule(), before == null ? "" : before.rule().ruleId());
            matches.write(out, before);
            before = matches;
        }
    }

    static MatchState read(CompactReader in, RuleVersions versions) {
        String account = in.readText();
        long expiry = in.readSigned();
        long cleanUpTimer = in.readByte() == 0 ? NO_TIMER : expiry - in.readSigned();
        HeldPostings held = HeldPostings.read(in, account);
        int count = in.readInt();
        MatchState state = new MatchState(held, count + 1);
        state.expiry = expiry;
        state.cleanUpTimer = cleanUpTimer;
        state.ruleCount = count;
        RuleMatches before = null;
        RuleVersions.Known known = versions.none();
        for (int i = 0; i < count; i++) {
            known = versions.read(in, known);
            before = RuleMatches.read(known.rule, in, held, before);
            state.rules[i] = before;
        }
        return state;
    }
}
