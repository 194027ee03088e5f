package ai.finai.operators.intake;

import ai.finai.events.Event;
import ai.finai.events.Received;
import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;
import org.jspecify.annotations.Nullable;

/**
 * How event time advances: to be given to {@code fromSource}, so that it runs per split. Assigned later, a replay that
 * reads one partition faster than another would make the slower one's events late.
 *
 * <p>A rejected record carries no time and never moves a watermark; an event too far ahead of its record's own
 * timestamp is rejected by the reader, so it does not move one either.
 */
public final class EventWatermarks {

    /** How often a source compares its splits: with the limit itself, this bounds how fast event time can pass. */
    static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(100);

    private EventWatermarks() {}

    /**
     * @param outOfOrderness how far behind the latest event time an event of the same split may come and still be
     *     seen by rules; every alert waits that long
     * @param idleness after how long without records a split no longer holds event time back; when it has records again
     *     they may be late. Zero: never
     * @param alignment how far a split may run ahead of the slowest one before it is paused, so that a catch-up does not
     *     pile up events in memory; null: without limit. Event time can then not pass faster than this much per
     *     {@link #ALIGNMENT_INTERVAL}: five minutes allow a replay at 3,000 times the speed of life
     */
    public record Config(
            Duration outOfOrderness,
            Duration idleness,
            @Nullable Duration alignment) implements Serializable {

        public static final Config DEFAULT =
                new Config(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5));

        public Config {
            if (outOfOrderness.isNegative()) {
                throw new IllegalArgumentException("outOfOrderness " + outOfOrderness + ": must not be negative");
            }
            if (idleness.isNegative()) {
                throw new IllegalArgumentException(
                        "idleness " + idleness + ": must not be negative; PT0S is never idle");
            }
            if (alignment != null && (alignment.isNegative() || alignment.isZero())) {
                throw new IllegalArgumentException(
                        "alignment " + alignment + ": must be positive; leave it out for no limit");
            }
        }
    }

    /**
     * The strategy.
     *
     * @param group sources of one job with the same one are aligned with each other
     */
    public static <T extends Event> WatermarkStrategy<Received<T>> of(Config config, String group) {
        WatermarkStrategy<Received<T>> strategy = WatermarkStrategy.<Received<T>>forGenerator(
                        context -> new OfValid<>(generator(config, context)))
                .withTimestampAssigner(context -> EventWatermarks::time);
        Duration alignment = config.alignment();
        return alignment == null ? strategy : strategy.withWatermarkAlignment(group, alignment, ALIGNMENT_INTERVAL);
    }

    /** Of a source that never holds event time back: its splits are idle from the start. Timestamps are as in {@link #of}. */
    public static <T extends Event> WatermarkStrategy<Received<T>> idle() {
        return WatermarkStrategy.<Received<T>>forGenerator(context -> new Idle<>())
                .withTimestampAssigner(context -> EventWatermarks::time);
    }

    private record Idle<T>() implements WatermarkGenerator<Received<T>> {

        @Override
        public void onEvent(Received<T> received, long time, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }

    /** Of a rejected record: as early as can be, and no watermark looks at it. */
    private static <T extends Event> long time(Received<T> received, long sourceTimestamp) {
        T event = received.event();
        return event == null ? Long.MIN_VALUE : event.eventTime();
    }

    private static <T> WatermarkGenerator<Received<T>> generator(
            Config config, WatermarkGeneratorSupplier.Context context) {
        WatermarkGenerator<Received<T>> bounded = new BoundedOutOfOrdernessWatermarks<>(config.outOfOrderness());
        return config.idleness().isZero()
                ? bounded
                : new WatermarksWithIdleness<>(bounded, config.idleness(), context.getInputActivityClock());
    }

    /**
     * Hides rejected records from the generator. They are hidden from the idleness timer too: a split that brings
     * nothing but rejected records becomes idle, else it would hold back every other split for as long as it does.
     */
    private record OfValid<T>(WatermarkGenerator<Received<T>> generator) implements WatermarkGenerator<Received<T>> {

        @Override
        public void onEvent(Received<T> received, long time, WatermarkOutput output) {
            if (received.isAccepted()) {
                generator.onEvent(received, time, output);
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            generator.onPeriodicEmit(output);
        }
    }
}
