package ai.finai.operators;

import ai.finai.events.DeadLetter;
import ai.finai.events.Transaction;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.AmlOperator;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Lets each transaction pass once, by its id and event time.
 *
 * <p>A transaction is a duplicate if the same id was accepted with an event time less than the window away, earlier or
 * later. With the same content (every field but its origin) it is dropped and counted; with other content it is a dead
 * letter {@code conflicting-duplicate}. At exactly the window's distance it is a new transaction.
 *
 * <p>The comparison is by event time alone: the outcome for a transaction that is not late does not depend on when
 * watermarks arrive. An id is forgotten when the watermark has
 * passed its time by one window, at two windows at the latest; so a transaction that is late by more than a window may
 * pass again, and rules never see it, as it is late.
 *
 * @param accepted every transaction once
 * @param conflicts dead letters; the bytes as they came are gone after parsing, so their value is the transaction written
 *     again in the canonical form of the {@code transactions} topic
 */
public record Deduplicate(DataStream<Transaction> accepted, DataStream<DeadLetter> conflicts) {

    static final OutputTag<DeadLetter> CONFLICTS = new OutputTag<>("conflicts", EventTypes.DEAD_LETTER);

    /**
     * @param enabled switch it off only where the producer is known to write each transaction once: ids are then not
     *     remembered, every transaction is accepted, and switching it on later starts with an empty memory
     * @param window positive; state grows with it
     */
    public record Config(boolean enabled, Duration window) implements Serializable {

        public static final Config DEFAULT = new Config(true, Duration.ofHours(24));

        public Config {
            if (window.isNegative() || window.toMillis() < 1) {
                throw new IllegalArgumentException("deduplication window " + window + ": must be at least PT0.001S");
            }
        }
    }

    public static Deduplicate of(DataStream<Transaction> valid, Config config) {
        SingleOutputStreamOperator<Transaction> accepted = config.enabled()
                ? valid.keyBy(DeduplicateFunction::shard, Types.INT)
                        .process(new DeduplicateFunction(config.window().toMillis()))
                : valid.process(new AcceptAll());
        Named.as(AmlOperator.DEDUPLICATION, EventTypes.TRANSACTION, accepted);
        return new Deduplicate(accepted, accepted.getSideOutput(CONFLICTS));
    }
}
