package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;

import java.time.Duration;

/** The section {@code deduplication}. */
public record DeduplicationSection(
        @Key(
                "Switch it off only where producers are known to write each event once: every event is then accepted. It costs two or three reads and a write of state an event. Switched on or off, it begins without memory.")
        boolean enabled,

        @Key(
                "The same id within this much event time is the same event. State grows with it. It cannot be another one for a job that goes on from a snapshot.")
        Duration window) {

    public DeduplicationSection {
        throwIfAny(unless(!window.isZero(), "window", "must be longer than 0"));
    }
}
