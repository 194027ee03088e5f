package ai.finai.cli.input.rows;

import static ai.finai.events.yaml.InvalidValues.unless;

import ai.finai.events.yaml.InvalidValues;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where a time comes from. Without {@code format} and {@code unit} the column holds ISO 8601 instants.
 *
 * @param format a pattern of java.time, such as {@code yyyy/MM/dd HH:mm}
 * @param zone of times that name none; UTC where null
 * @param unit {@code seconds}, {@code millis}, {@code minutes}, {@code hours} or {@code days}: the column counts them
 * @param from the day at which the count is 0 (its start in UTC); 1970-01-01 where null
 */
public record MappedTime(
        String column,
        @Nullable String format,
        @Nullable String zone,
        @Nullable ChronoUnit unit,
        @Nullable String from) {

    public MappedTime {
        InvalidValues.throwIfAny(
                unless(format == null || unit == null, "unit", "stands beside format; name one of them"),
                unless(from == null || unit != null, "from", "is of use only with unit"),
                unless(zone == null || format != null, "zone", "is of use only with format"),
                unless(formatProblem(format).isEmpty(), "format", formatProblem(format)),
                unless(zone == null || isZone(zone), "zone", "'" + zone + "' is unknown; for example Europe/Paris"),
                unless(from == null || isDay(from), "from", "'" + from + "' is not a day such as 2024-01-01"),
                unless(
                        unit == null || unit.compareTo(ChronoUnit.MILLIS) >= 0 && unit.compareTo(ChronoUnit.DAYS) <= 0,
                        "unit",
                        "must be millis, seconds, minutes, hours or days"));
    }

    public static MappedTime ofColumn(String column) {
        return new MappedTime(column, null, null, null, null);
    }

    ZoneId zoneId() {
        return ZoneId.of(zone == null ? "UTC" : zone);
    }

    private static String formatProblem(@Nullable String format) {
        return format == null ? "" : TimePattern.problem(format);
    }

    private static boolean isZone(String zone) {
        try {
            return ZoneId.of(zone) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isDay(String day) {
        try {
            return LocalDate.parse(day) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
