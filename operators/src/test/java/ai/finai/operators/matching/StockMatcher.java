package ai.finai.operators.matching;

import ai.finai.events.Posting;
import ai.finai.patterns.Rule;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.configuration.SharedBufferCacheConfig;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;

/** A rule's pattern on Flink's own automaton over maps in memory, without skipping: every match there is, of one account. */
final class StockMatcher {

    private static final AfterMatchSkipStrategy NO_SKIP = AfterMatchSkipStrategy.noSkip();

    private final NFA<Posting> nfa;
    private final NFAState state;
    private final SharedBuffer<Posting> buffer;

    StockMatcher(Rule rule) {
        nfa = NFACompiler.<Posting>compileFactory(cast(rule), false).createNFA();
        state = nfa.createInitialNFAState();
        KeyedStateStore store = (KeyedStateStore) Proxy.newProxyInstance(
                StockMatcher.class.getClassLoader(),
                new Class<?>[] {KeyedStateStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getMapState")) {
                        return new MapInMemory<>(new HashMap<>());
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
        buffer = new SharedBuffer<>(
                store,
                TypeInformation.of(Posting.class).createSerializer(new SerializerConfigImpl()),
                new SharedBufferCacheConfig(1_024, 1_024, Duration.ofDays(1)));
        buffer.releaseCacheStatisticsTimer();
    }

    @SuppressWarnings("unchecked")
    private static org.apache.flink.cep.pattern.Pattern<Posting, Posting> cast(Rule rule) {
        return (org.apache.flink.cep.pattern.Pattern<Posting, Posting>)
                rule.kind().pattern();
    }

    /** Every match that a posting completes, each as its postings in order. Postings come in order. */
    List<List<Posting>> advance(Posting posting) throws Exception {
        List<List<Posting>> matches = new ArrayList<>();
        try (SharedBufferAccessor<Posting> accessor = buffer.getAccessor()) {
            nfa.advanceTime(accessor, state, posting.eventTime(), NO_SKIP);
            for (Map<String, List<Posting>> match :
                    nfa.process(accessor, state, posting, posting.eventTime(), NO_SKIP, () -> 0L)) {
                List<Posting> postings = new ArrayList<>();
                match.values().forEach(postings::addAll);
                postings.sort(Posting.ORDER);
                matches.add(postings);
            }
        }
        return matches;
    }
}
