package ai.finai.cli;

import ai.finai.events.yaml.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** As in configuration files: {@code 60s}, {@code 5min}, {@code PT60S}. */
public final class DurationConverter implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        Duration duration = Durations.parse(text);
        if (duration.isZero()) {
            throw new IllegalArgumentException("'" + text + "' is no time at all");
        }
        return duration;
    }
}
