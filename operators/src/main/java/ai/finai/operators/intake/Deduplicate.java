package ai.finai.operators.intake;

import ai.finai.events.DeadLetter;
import ai.finai.events.Event;
import ai.finai.operators.Named;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.OperatorName;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Lets each event pass once, by its id and event time.
 *
 * <p>An event is a duplicate if the same id was accepted with an event time less than the window away, earlier or
 * later. With the same content (every field but its origin) it is dropped and counted; with other content it is a dead
 * letter {@code conflicting-duplicate}. At exactly the window's distance it is a new event.
 *
 * <p>The comparison is by event time alone: the outcome for an event that is not late does not depend on when
 * watermarks arrive. An id is forgotten when the watermark has
 * passed its time by one window, at two windows at the latest; so an event that is late by more than a window may
 * pass again, and no rule sees it, as it is late.
 *
 * @param accepted every event once
 * @param conflicts dead letters; the bytes as they came are gone after parsing, so their value is the event written
 *     again in the canonical form of its topic
 */
public record Deduplicate<T extends Event>(DataStream<T> accepted, DataStream<DeadLetter> conflicts) {

    static final OutputTag<DeadLetter> CONFLICTS = new OutputTag<>("conflicts", EventTypes.DEAD_LETTER);

    /**
     * @param enabled switch it off only where the producer is known to write each event once: ids are then not
     *     remembered, every event is accepted, and switching it on later starts with an empty memory
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

    public static <T extends Event> Deduplicate<T> of(
            DataStream<T> valid, EventKind<T> kind, OperatorName operator, Config config) {
        SingleOutputStreamOperator<T> accepted = config.enabled()
                ? valid.keyBy(DeduplicateFunction::shard, Types.INT)
                        .process(new DeduplicateFunction<>(kind, config.window().toMillis()))
                : valid.process(new AcceptAll<>());
        Named.as(operator, kind.type(), accepted);
        return new Deduplicate<>(accepted, accepted.getSideOutput(CONFLICTS));
    }
}
