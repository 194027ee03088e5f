package ai.finai.events.yaml;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 7d}, {@code 24h}, {@code 15min}, {@code 30s}, {@code 50ms}, or ISO 8601. */
public final class Durations {

    private static final Pattern SHORT = Pattern.compile("(\\d{1,12}) ?(ms|s|min|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(365_250);
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "min", Duration.ofMinutes(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    /**
     * Reads a duration; a day is 24 hours.
     *
     * @throws IllegalArgumentException with a sentence that shows the forms, if it is none of them, is negative or has
     *     parts finer than a millisecond
     */
    public static Duration parse(String text) {
        Duration duration = parseAny(text);
        if (duration.isNegative() || duration.getNano() % 1_000_000 != 0) {
            throw new IllegalArgumentException("'" + text + "' is negative or finer than a millisecond");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("'" + text + "' is longer than a thousand years");
        }
        return duration;
    }

    private static Duration parseAny(String text) {
        Matcher matcher = SHORT.matcher(text);
        try {
            if (matcher.matches()) {
                return Objects.requireNonNull(UNITS.get(matcher.group(2)))
                        .multipliedBy(Long.parseLong(matcher.group(1)));
            }
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration: write for example 7d, 24h, 15min, 30s, 50ms or PT1H30M", e);
        }
    }

    /**
     * A duration for a person, down to the second, in at most the units it needs: {@code 31 h 12 min}, {@code 7 d},
     * {@code 45 s}, {@code 0 s}. From 48 hours on with days; parts below a second are cut.
     */
    public static String text(Duration duration) {
        long seconds = duration.toSeconds();
        boolean days = seconds >= 48 * 3_600;
        StringBuilder text = new StringBuilder();
        if (days) {
            part(text, seconds / 86_400, "d");
            seconds %= 86_400;
        }
        part(text, seconds / 3_600, "h");
        part(text, seconds % 3_600 / 60, "min");
        part(text, seconds % 60, "s");
        return text.isEmpty() ? "0 s" : text.toString();
    }

    private static void part(StringBuilder text, long value, String unit) {
        if (value > 0) {
            text.append(text.isEmpty() ? "" : " ").append(value).append(' ').append(unit);
        }
    }
}
