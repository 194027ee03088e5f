package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.Match;
import ai.finai.patterns.Rule;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.state.MatchState;
import ai.finai.state.MatchStateSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** Does what the account operator does with a matcher, without Flink: a state an account, written where it changed. */
final class WatchedAccounts {

    private final Map<String, MatchState> states = new TreeMap<>();
    private final List<Oracle.Found> found = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);
    private final MatchStateSerializer serializer = new MatchStateSerializer();
    private RuleMatcher matcher;
    private UnaryOperator<MatchState> betweenPostings = UnaryOperator.identity();
    private boolean cleansUp;
    private BiConsumer<Rule, Match> listener = (rule, match) -> {};
    int writes;

    private final Matches matches = new Matches() {
        @Override
        public void matched(Rule rule, Match match) {
            listener.accept(rule, match);
            found.add(Oracle.Found.of(rule.id(), match.postings()));
            steps.add(rule.id() + " " + match);
        }

        @Override
        public void dropped(Rule rule, DropReason reason, int partialMatches) {
            dropped.merge(reason, partialMatches, Integer::sum);
        }
    };

    WatchedAccounts(RuleMatcher matcher) {
        this.matcher = matcher;
    }

    WatchedAccounts listening(BiConsumer<Rule, Match> alsoTo) {
        listener = alsoTo;
        return this;
    }

    /** Writes and reads each state after each posting, as RocksDB does. */
    WatchedAccounts throughBytes() {
        betweenPostings = this::throughBytes;
        return this;
    }

    /** Copies each state after each posting, and spoils the original. */
    WatchedAccounts throughCopies() {
        betweenPostings = state -> {
            MatchState copy = serializer.copy(state);
            while (state.ruleCount() > 0) {
                state.rule(0).truncate(0);
                state.sweep();
            }
            return copy;
        };
        return this;
    }

    /** Cleans up at the expiry of each state, as a timer does. */
    WatchedAccounts cleaningUp() {
        cleansUp = true;
        return this;
    }

    MatchState throughBytes(MatchState state) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            serializer.serialize(state, out);
            return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void changeTo(RuleMatcher other) {
        matcher = other;
    }

    WatchedAccounts watch(Collection<Posting> postings) {
        postings.stream().filter(Posting::rated).sorted(Posting.ORDER).forEach(this::watch);
        return this;
    }

    private void watch(Posting posting) {
        if (cleansUp) {
            cleanUp(posting.eventTime() - 1);
        }
        if (!matcher.concerns(posting)) {
            return;
        }
        String account = posting.account();
        MatchState before = states.get(account);
        Object written = before == null ? null : contents(before);
        MatchState after = matcher.advance(before, posting, matches);
        if (matcher.changed()) {
            writes++;
        } else if (!Objects.equals(written, after == null ? null : contents(after))) {
            throw new AssertionError("the state changed, and was not said to have");
        }
        keep(account, after);
    }

    /** What counts: the order of rules is that of the book at hand. */
    private static Object contents(MatchState state) {
        return List.of(Set.copyOf(state.openMatches()), state.expiry(), state.cleanUpTimer());
    }

    private void keep(String account, @Nullable MatchState state) {
        if (state == null) {
            states.remove(account);
        } else {
            states.put(account, betweenPostings.apply(state));
        }
    }

    /** As a watermark would. */
    void cleanUp(long watermark) {
        for (String account : List.copyOf(states.keySet())) {
            MatchState state = states.get(account);
            if (state.expiry() <= watermark) {
                keep(account, matcher.expire(state, watermark));
            }
        }
    }

    private byte[] bytes(MatchState state) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(64);
            serializer.serialize(state, out);
            return out.getCopyOfBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int bytesOf(MatchState state) {
        return bytes(state).length;
    }

    @Nullable
    MatchState stateOf(String account) {
        return states.get(account);
    }

    int accounts() {
        return states.size();
    }

    /** Sorted. */
    List<Oracle.Found> found() {
        return found.stream().sorted().toList();
    }

    /** In the order in which they were found, with what each step took. */
    List<String> steps() {
        return steps;
    }

    Map<DropReason, Integer> dropped() {
        return dropped;
    }
}
