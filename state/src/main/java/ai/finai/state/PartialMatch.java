package ai.finai.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A match that has begun: which postings each step has taken so far, by their places in {@link HeldPostings}, and the
 * running total of each step. Steps are in sequence, so the places ascend, the first ones being the first step's. They
 * are kept as runs of neighbours: a credit with a thousand debits after it is one or two runs, not a thousand numbers.
 */
public final class PartialMatch {

    private static final int[] NO_MORE = {};

    private long startTime;
    private int step;

    /** For each step up to the current: how many postings it has taken, and their total. */
    private long[] tally;

    /** The first run: places from here ... */
    private int from;

    /** ... up to here, exclusive. */
    private int to;

    /** The other runs, each from and to, ascending. */
    private int[] more = NO_MORE;

    private int moreLength;

    /** Begins a match: the first step takes a posting. */
    public PartialMatch(int place, long eventTime, long amount) {
        startTime = eventTime;
        tally = new long[] {1, amount};
        from = place;
        to = place + 1;
    }

    PartialMatch(PartialMatch other) {
        startTime = other.startTime;
        step = other.step;
        tally = other.tally.clone();
        from = other.from;
        to = other.to;
        moreLength = other.moreLength;
        more = moreLength == 0 ? NO_MORE : Arrays.copyOf(other.more, moreLength);
    }

    private PartialMatch() {
        tally = new long[0];
    }

    /** One that holds postings without steps, for a rule that runs on Flink's automaton. Places ascend. */
    public static PartialMatch holding(int[] places, long startTime) {
        PartialMatch holder = new PartialMatch(places[0], startTime, 0);
        for (int i = 1; i < places.length; i++) {
            holder.take(0, places[i], 0);
        }
        return holder;
    }

    /** The event time of the first posting. */
    public long startTime() {
        return startTime;
    }

    /** The last step that has taken a posting, from 0. */
    public int step() {
        return step;
    }

    /** How many postings a step has taken. */
    public int taken(int ofStep) {
        return ofStep > step ? 0 : (int) tally[2 * ofStep];
    }

    /** How many postings all steps have taken. */
    public int taken() {
        long count = 0;
        for (int i = 0; i <= step; i++) {
            count += tally[2 * i];
        }
        return (int) count;
    }

    /** The total of what a step has taken; a sum that no long can hold is {@link Long#MAX_VALUE}. */
    public long total(int ofStep) {
        return ofStep > step ? 0 : tally[2 * ofStep + 1];
    }

    /**
     * A step, the current or a later one, takes a posting.
     *
     * @param place later than those taken before
     * @param amount not negative
     */
    public void take(int byStep, int place, long amount) {
        if (byStep > step) {
            step = byStep;
            if (tally.length < 2 * byStep + 2) {
                tally = Arrays.copyOf(tally, 2 * byStep + 2);
            }
        }
        tally[2 * byStep]++;
        long total = tally[2 * byStep + 1] + amount;
        tally[2 * byStep + 1] = total < 0 ? Long.MAX_VALUE : total;
        if (moreLength == 0) {
            if (place == to) {
                to++;
                return;
            }
        } else if (place == more[moreLength - 1]) {
            more[moreLength - 1]++;
            return;
        }
        addRun(place, place + 1);
    }

    private void addRun(int runFrom, int runTo) {
        if (moreLength + 2 > more.length) {
            more = Arrays.copyOf(more, Math.max(4, 2 * more.length));
        }
        more[moreLength++] = runFrom;
        more[moreLength++] = runTo;
    }

    /** How many runs of neighbouring places there are. */
    public int runs() {
        return 1 + moreLength / 2;
    }

    /** The first place of a run. */
    public int runFrom(int run) {
        return run == 0 ? from : more[2 * run - 2];
    }

    /** The place after the last of a run. */
    public int runTo(int run) {
        return run == 0 ? to : more[2 * run - 1];
    }

    /** The place of the posting taken last. */
    public int lastPlace() {
        return (moreLength == 0 ? to : more[moreLength - 1]) - 1;
    }

    /** Whether the two hold a posting in common. */
    public boolean shares(PartialMatch other) {
        int mine = 0;
        int theirs = 0;
        int runs = runs();
        int otherRuns = other.runs();
        while (mine < runs && theirs < otherRuns) {
            if (runTo(mine) <= other.runFrom(theirs)) {
                mine++;
            } else if (other.runTo(theirs) <= runFrom(mine)) {
                theirs++;
            } else {
                return true;
            }
        }
        return false;
    }

    /** Whether the two have taken the same postings by the same steps. */
    boolean sameAs(PartialMatch other) {
        return step == other.step
                && from == other.from
                && to == other.to
                && Arrays.equals(tally, 0, 2 * step + 2, other.tally, 0, 2 * other.step + 2)
                && Arrays.equals(more, 0, moreLength, other.more, 0, other.moreLength);
    }

    /** Marks the places that are held. */
    public void mark(long[] places) {
        mark(places, from, to);
        for (int i = 0; i < moreLength; i += 2) {
            mark(places, more[i], more[i + 1]);
        }
    }

    private static void mark(long[] places, int runFrom, int runTo) {
        int firstWord = runFrom >> 6;
        int lastWord = runTo - 1 >> 6;
        long head = -1L << runFrom;
        long tail = -1L >>> -runTo;
        if (firstWord == lastWord) {
            places[firstWord] |= head & tail;
            return;
        }
        places[firstWord] |= head;
        for (int word = firstWord + 1; word < lastWord; word++) {
            places[word] = -1L;
        }
        places[lastWord] |= tail;
    }

    /** Follows the postings to their new places; a run stays one, and neighbours become one. */
    void move(int[] places) {
        int length = to - from;
        from = places[from];
        to = from + length;
        int kept = 0;
        int end = to;
        for (int i = 0; i < moreLength; i += 2) {
            length = more[i + 1] - more[i];
            int moved = places[more[i]];
            if (moved == end) {
                end += length;
                if (kept == 0) {
                    to = end;
                } else {
                    more[kept - 1] = end;
                }
            } else {
                end = moved + length;
                more[kept++] = moved;
                more[kept++] = end;
            }
        }
        moreLength = kept;
    }

    void write(CompactWriter out) {
        out.writeInt(step);
        for (int i = 0; i <= step; i++) {
            out.writeLong(tally[2 * i]);
            out.writeLong(tally[2 * i + 1]);
        }
        out.writeInt(moreLength / 2);
        out.writeInt(from);
        out.writeInt(to - from);
        int end = to;
        for (int i = 0; i < moreLength; i += 2) {
            out.writeInt(more[i] - end);
            out.writeInt(more[i + 1] - more[i]);
            end = more[i + 1];
        }
    }

    static PartialMatch read(CompactReader in, HeldPostings held) {
        PartialMatch match = new PartialMatch();
        match.step = in.readInt();
        match.tally = new long[2 * match.step + 2];
        for (int i = 0; i < match.tally.length; i++) {
            match.tally[i] = in.readLong();
        }
        match.moreLength = 2 * in.readInt();
        match.from = in.readInt();
        match.to = match.from + in.readInt();
        if (match.moreLength > 0) {
            match.more = new int[match.moreLength];
            int end = match.to;
            for (int i = 0; i < match.moreLength; i += 2) {
                match.more[i] = end + in.readInt();
                end = match.more[i] + in.readInt();
                match.more[i + 1] = end;
            }
        }
        match.startTime = held.eventTime(match.from);
        return match;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartialMatch match && startTime == match.startTime && sameAs(match);
    }

    @Override
    public int hashCode() {
        return 31 * from + to;
    }
}
