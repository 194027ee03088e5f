package ai.finai.operators;

import ai.finai.operators.matching.RuleMatcher;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.state.AmlState;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rule book in force: the configured one, until a control message brings another.
 *
 * <p>A book that came by control message stays in force over a restore, as long as the job is configured with the book
 * that it replaced: whoever changes the configuration means the new configuration. A book that is invalid, or has
 * another base currency, is refused with every error, and the present one stays.
 */
final class RulesInForce {

    private static final Logger LOG = LoggerFactory.getLogger(RulesInForce.class);

    /** Under which the state keeps the book's bytes, and the hash of the configured book that it replaced. */
    private static final String BOOK = "book";

    private static final String REPLACED = "replaced";

    private final RuleBook configured;
    private final BroadcastState<String, byte[]> state;
    private final Function<RuleBook, Alerts> findings;
    private RuleMatcher matcher;
    private Alerts out;
    private RuleBook book;

    /** @param findings makes, for a book that comes into force, what its matches are told to */
    RulesInForce(RuleBook configured, OperatorStateStore store, Function<RuleBook, Alerts> findings) throws Exception {
        this.configured = configured;
        this.findings = findings;
        state = store.getBroadcastState(new MapStateDescriptor<>(
                AmlState.RULE_BOOK.title(), Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        book = configured;
        matcher = matcher(configured);
        out = findings.apply(configured);
        byte[] kept = state.get(BOOK);
        byte[] replaced = state.get(REPLACED);
        if (kept != null && replaced != null) {
            if (new String(replaced, StandardCharsets.UTF_8).equals(configured.sha256())) {
                takeOver(kept);
            } else {
                LOG.info("the configured rule book is a new one, and comes into force before the one of the snapshot");
                state.clear();
            }
        }
    }

    /** The book in force. */
    RuleBook book() {
        return book;
    }

    private static RuleMatcher matcher(RuleBook book) {
        RuleMatcher made = new RuleMatcher(book);
        made.explanations().forEach((rule, runsOn) -> LOG.info("rule {} runs on: {}", rule, runsOn));
        return made;
    }

    RuleMatcher matcher() {
        return matcher;
    }

    /** What the matcher tells what it finds, and makes alerts of it. */
    Alerts out() {
        return out;
    }

    /**
     * Puts another book in force: what has not been released by the watermark yet is judged by it. Matches in progress go
     * on for rules that it has in the same version.
     *
     * @return false if it is refused
     */
    boolean replace(byte[] bytes) throws Exception {
        if (!takeOver(bytes)) {
            return false;
        }
        state.put(BOOK, bytes);
        state.put(REPLACED, configured.sha256().getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private boolean takeOver(byte[] bytes) {
        try {
            RuleBook next = RuleBookReader.read("control message", bytes);
            if (!next.baseCurrency().equals(configured.baseCurrency())) {
                throw new IllegalArgumentException("its base currency is " + next.baseCurrency() + ", and the job's is "
                        + configured.baseCurrency());
            }
            if (!next.sha256().equals(book.sha256())) {
                matcher = matcher(next);
                out = findings.apply(next);
                LOG.info(
                        "rule book {} with {} rules comes into force, after {}",
                        next.sha256(),
                        next.rules().size(),
                        book.sha256());
                book = next;
            }
            return true;
        } catch (RuntimeException e) { // whatever is wrong with a book, it must not end the job
            LOG.error("rule book refused, {} stays in force: {}", book.sha256(), e.getMessage());
            return false;
        }
    }
}
