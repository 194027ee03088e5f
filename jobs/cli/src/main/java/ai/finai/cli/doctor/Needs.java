package ai.finai.cli.doctor;

import ai.finai.cli.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What no configuration says: what the jobs have to survive. */
public final class Needs {

    @Option(
            names = "--replay",
            paramLabel = "DURATION",
            defaultValue = "7d",
            converter = DurationConverter.class,
            description =
                    "How far back a job may have to read again, after a return to an old savepoint: topics of events"
                            + " must keep that much. Default: ${DEFAULT-VALUE}.")
    private Duration replay = Duration.ofDays(7);

    @Option(
            names = "--outage",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "The longest outage of Kafka or S3 after which no alert may be lost. Default: not looked at.")
    private @Nullable Duration outage;

    public Duration replay() {
        return replay;
    }

    /** Null where nobody said. */
    public @Nullable Duration outage() {
        return outage;
    }
}
