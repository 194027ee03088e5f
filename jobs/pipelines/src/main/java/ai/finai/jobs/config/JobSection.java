package ai.finai.jobs.config;

import static ai.finai.events.yaml.InvalidValues.throwIfAny;
import static ai.finai.events.yaml.InvalidValues.unless;

import java.util.regex.Pattern;

/** The section {@code job}. */
public record JobSection(
        @Key(
                "Stands on every alert (`provenance.job`), names the job in Flink, and is part of the Kafka transactions' ids: two jobs on the same brokers need two names, or they fence each other off.")
        String name) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    public JobSection {
        throwIfAny(unless(
                NAME.matcher(name).matches(),
                "name",
                "'" + name + "': allowed are 1 to 64 lower-case letters, digits and hyphens, no hyphen at either end"));
    }
}
