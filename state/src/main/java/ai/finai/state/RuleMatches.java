package ai.finai.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The partial matches of one rule in one account, the oldest first. For a rule that runs on Flink's own automaton: what
 * that needs to go on, as bytes that {@code ai.finai.operators.matching.NfaProgram} writes, and one partial match that
 * holds its postings.
 */
public final class RuleMatches {

    private static final @Nullable PartialMatch[] NONE = {};

    private final RuleVersion rule;
    private @Nullable PartialMatch[] open;
    private int size;
    private byte @Nullable [] program;

    /** The rule's place in the book that the state was last advanced with. Not kept. */
    private int slot;

    public RuleMatches(RuleVersion rule, int slot) {
        this.rule = rule;
        this.slot = slot;
        this.open = NONE;
    }

    RuleMatches(RuleMatches other) {
        rule = other.rule;
        slot = other.slot;
        size = other.size;
        program = other.program;
        open = new @Nullable PartialMatch[size];
        for (int i = 0; i < size; i++) {
            open[i] = new PartialMatch(other.get(i));
        }
    }

    private RuleMatches(RuleVersion rule, int size, byte @Nullable [] program) {
        this.rule = rule;
        this.size = size;
        this.open = new @Nullable PartialMatch[size];
        this.program = program;
    }

    public RuleVersion rule() {
        return rule;
    }

    public int slot() {
        return slot;
    }

    public void slot(int place) {
        slot = place;
    }

    /** How many partial matches there are. */
    public int size() {
        return size;
    }

    /** A partial match by age, the oldest first. */
    public PartialMatch get(int age) {
        PartialMatch match = open[age];
        if (match == null) {
            throw new IndexOutOfBoundsException(age);
        }
        return match;
    }

    public void add(PartialMatch match) {
        if (size == open.length) {
            open = Arrays.copyOf(open, size == 0 ? 1 : size + (size >> 1) + 1);
        }
        open[size++] = match;
    }

    /** Puts a partial match to an age at which another stood that is no longer needed. */
    public void set(int age, PartialMatch match) {
        open[age] = match;
    }

    /** Leaves the first {@code count} and forgets the others. */
    public void truncate(int count) {
        if (count < size) {
            Arrays.fill(open, count, size, null);
            size = count;
        }
    }

    /** Forgets all, and what Flink's automaton needed to go on with them. */
    public void clear() {
        truncate(0);
        program = null;
    }

    /** Forgets the oldest. */
    public void removeOldest(int count) {
        System.arraycopy(open, count, open, 0, size - count);
        truncate(size - count);
    }

    /** What Flink's automaton needs to go on; null for a rule that does not run on it. */
    public byte @Nullable [] program() {
        return program;
    }

    /** Replaces what Flink's automaton needs, and the postings it holds. The bytes are taken over. */
    public void program(byte[] bytes, PartialMatch holder) {
        program = bytes;
        truncate(0);
        add(holder);
    }

    private static final int AS_BEFORE = 1;
    private static final int PROGRAM = 2;

    /** @param before the rule written before this one: rules much alike hold the same, and that is said in a byte */
    void write(CompactWriter out, @Nullable RuleMatches before) {
        if (before != null && sameAs(before)) {
            out.writeInt(AS_BEFORE);
            return;
        }
        byte[] bytes = program;
        out.writeInt(size << 2 | (bytes == null ? 0 : PROGRAM));
        for (int i = 0; i < size; i++) {
            get(i).write(out);
        }
        if (bytes != null) {
            out.writeInt(bytes.length);
            out.writeBytes(bytes, 0, bytes.length);
        }
    }

    static RuleMatches read(RuleVersion rule, CompactReader in, HeldPostings held, @Nullable RuleMatches before) {
        int head = in.readInt();
        if (head == AS_BEFORE && before != null) {
            RuleMatches matches = new RuleMatches(rule, before.size, before.program);
            for (int i = 0; i < before.size; i++) {
                matches.open[i] = new PartialMatch(before.get(i));
            }
            return matches;
        }
        RuleMatches matches = new RuleMatches(rule, head >>> 2, null);
        for (int i = 0; i < matches.size; i++) {
            matches.open[i] = PartialMatch.read(in, held);
        }
        if ((head & PROGRAM) != 0) {
            int length = in.readInt();
            matches.program = Arrays.copyOfRange(in.bytes, in.position, in.position + length);
            in.position += length;
        }
        return matches;
    }

    private boolean sameAs(RuleMatches other) {
        if (size != other.size || !Arrays.equals(program, other.program)) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!get(i).sameAs(other.get(i))) {
                return false;
            }
        }
        return true;
    }
}
