package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.RuleBook;
import ai.finai.state.MatchState;
import org.jspecify.annotations.Nullable;

/**
 * Advances the open matches of one account over its postings, for every rule of a book at once. It holds no account's
 * state itself: the caller reads the account's {@link MatchState}, gives it to {@link #advance} with each posting in
 * {@link Posting#ORDER}, and writes it back where {@link #changed()} says so. Not thread-safe; one an operator.
 *
 * <p>Late and unrated postings must not be given to it.
 */
public final class RuleMatcher {

    /** Partial matches a rule and account: when one more begins, the oldest is dropped and reported. */
    public static final int MAX_PARTIAL_MATCHES = 256;

    /** Different postings that a rule's partial matches hold in an account: while there are more, the oldest partial match is dropped and reported. */
    public static final int MAX_POSTINGS = 1_000;

    /** @throws IllegalArgumentException naming the rule, what its pattern has that cannot be matched, and what to write instead */
    public RuleMatcher(RuleBook book) {}

    /** Whether the posting can matter to a rule of the book at all. Where not, nothing needs to be read or advanced. Cheap, without allocation. */
    public boolean concerns(Posting posting) {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes the account's next posting.
     *
     * @param state of the account, or null where it has none; it is changed in place and must not be used afterwards,
     *     only what is returned
     * @param posting of that account, rated, not before the one given last in {@link Posting#ORDER}
     * @param out told of matches and of dropped partial matches during the call
     * @return what is to be kept, or null where nothing is
     */
    public @Nullable MatchState advance(@Nullable MatchState state, Posting posting, Matches out) {
        throw new UnsupportedOperationException();
    }

    /** Whether the last call of {@link #advance} or {@link #expire} changed the state, so that it must be written (or cleared, if null was returned). */
    public boolean changed() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes away what can match no more once event time has reached {@code watermark}, and the entries of rules that
     * are no longer in the book. For the clean-up timer, see {@link MatchState#expiry()}.
     *
     * @return what is to be kept, or null where nothing is
     */
    public @Nullable MatchState expire(MatchState state, long watermark) {
        throw new UnsupportedOperationException();
    }
}
