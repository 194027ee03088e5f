package ai.finai.jobs.config;

import ai.finai.operators.intake.EventWatermarks;
import java.time.Duration;

/** The section {@code events}. */
public record EventsSection(
        @Key(
                "How far behind the latest event time of its partition an event may come and still be seen by rules. Every alert waits that long.")
        Duration outOfOrderness,

        @Key(
                "After how long without records a partition no longer holds event time back; `0s`: never, and no topic may have fewer partitions than the parallelism. Events that it brings afterwards may be late.")
        Duration idleness,

        @Key(
                "How far a partition may run ahead of the slowest one in event time before it is paused, so that a catch-up does not pile up events in memory; `0s`: without limit.")
        Duration alignment,

        @Key(
                "How far an event's time may be ahead of its record's timestamp; beyond it the record is a dead letter `event-time-in-future`.")
        Duration maxFuture) {

    /** The same for the sources. */
    public EventWatermarks.Config watermarks() {
        return watermarks(outOfOrderness, outOfOrderness);
    }

    /**
     * For a source of its own out-of-orderness beside another source. Being behind by the difference is not running ahead.
     *
     * @param own of the source
     * @param other of the other one
     */
    public EventWatermarks.Config watermarks(Duration own, Duration other) {
        return new EventWatermarks.Config(
                own,
                idleness,
                alignment.isZero() ? null : alignment.plus(own.minus(other).abs()));
    }
}
