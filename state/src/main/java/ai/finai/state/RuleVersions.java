package ai.finai.state;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rule ids and versions in bytes. An id is written as what differs from the id before it: {@code structuring-02} after
 * {@code structuring-01} is a few bytes. What was read is remembered by its bytes and by what it followed, because the
 * same few rules are read with every entry. Not thread-safe.
 */
final class RuleVersions {

    /** Beyond it everything remembered is forgotten; books have far fewer rules. */
    private static final int MOST = 10_000;

    private final Map<RuleVersion, Known> known = new HashMap<>();
    private Known none = new Known(new RuleVersion("", 0));
    private int remembered;

    /** A rule, and which rules were seen to follow it in an entry, with the bytes they had there. */
    static final class Known {

        private static final byte[][] NO_BYTES = {};
        private static final Known[] NOBODY = {};

        final RuleVersion rule;
        private byte[][] bytes = NO_BYTES;
        private Known[] followers = NOBODY;

        Known(RuleVersion rule) {
            this.rule = rule;
        }
    }

    /** What stands before the first rule of an entry. */
    Known none() {
        return none;
    }

    static void write(CompactWriter out, RuleVersion rule, String before) {
        String id = rule.ruleId();
        int most = Math.min(id.length(), before.length());
        int shared = 0;
        while (shared < most && id.charAt(shared) == before.charAt(shared)) {
            shared++;
        }
        out.writeInt(shared);
        out.writeString(shared == 0 ? id : id.substring(shared));
        out.writeSigned(rule.version());
    }

    Known read(CompactReader in, Known before) {
        byte[][] bytes = before.bytes;
        for (int i = 0; i < bytes.length; i++) {
            byte[] candidate = bytes[i];
            int end = in.position + candidate.length;
            if (end <= in.bytes.length && Arrays.equals(candidate, 0, candidate.length, in.bytes, in.position, end)) {
                in.position = end;
                return before.followers[i];
            }
        }
        return readNew(in, before);
    }

    private Known readNew(CompactReader in, Known before) {
        int start = in.position;
        int shared = in.readInt();
        String id = before.rule.ruleId().substring(0, shared) + in.readText();
        RuleVersion rule = new RuleVersion(id, (int) in.readSigned());
        if (++remembered > MOST) {
            remembered = 0;
            known.clear();
            none = new Known(none.rule);
        }
        Known follower = known.computeIfAbsent(rule, Known::new);
        int count = before.bytes.length;
        before.bytes = Arrays.copyOf(before.bytes, count + 1);
        before.followers = Arrays.copyOf(before.followers, count + 1);
        before.bytes[count] = Arrays.copyOfRange(in.bytes, start, in.position);
        before.followers[count] = follower;
        return follower;
    }
}
