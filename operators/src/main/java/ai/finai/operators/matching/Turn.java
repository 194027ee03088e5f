package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.state.MatchState;
import ai.finai.state.PartialMatch;
import org.jspecify.annotations.Nullable;

/** One posting's turn: what the programs of all rules share while an account is advanced over it. Reused. */
final class Turn {

    private static final int NOT_HELD = -1;

    private final Object owner;
    private @Nullable Posting posting;
    private @Nullable MatchState state;
    private int place = NOT_HELD;
    private boolean released;

    /** Whether the state is no longer what was given. */
    boolean changed;

    /** @param owner whose slots the rules of a new state have */
    Turn(Object owner) {
        this.owner = owner;
    }

    /** @param next null where only time passes */
    void begin(@Nullable MatchState ofAccount, @Nullable Posting next) {
        state = ofAccount;
        posting = next;
        place = NOT_HELD;
        changed = false;
        released = false;
    }

    /** Forgets what nothing holds any more, and returns what is to be kept. */
    @Nullable
    MatchState end() {
        MatchState kept = state;
        state = null;
        posting = null;
        if (released && kept != null) {
            kept.sweep();
        }
        return kept == null || kept.ruleCount() == 0 ? null : kept;
    }

    Posting posting() {
        Posting current = posting;
        if (current == null) {
            throw new IllegalStateException("no posting has its turn");
        }
        return current;
    }

    /** The account's state; made if there was none. */
    MatchState state() {
        MatchState current = state;
        if (current == null) {
            current = new MatchState(posting().account());
            current.own(owner);
            state = current;
        }
        return current;
    }

    /** The posting's place among those held: it is held from now on. */
    int place() {
        if (place == NOT_HELD) {
            place = state().postings().add(posting());
            changed = true;
        }
        return place;
    }

    /** Whether some rule holds the posting. */
    boolean holds() {
        return place != NOT_HELD;
    }

    /** Whether a partial match holds the posting. */
    boolean heldBy(PartialMatch match) {
        return place != NOT_HELD && match.lastPlace() == place;
    }

    /** Something was let go: there may be postings and rules to forget. */
    void release() {
        released = true;
        changed = true;
    }

    /** Something of the account lives until then, or longer. */
    void until(long time) {
        MatchState current = state();
        if (time > current.expiry()) {
            current.expiry(time);
        }
    }
}
