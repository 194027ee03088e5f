package ai.finai.cli.chart.history;

import ai.finai.cli.CommandFailed;
import ai.finai.events.Instants;
import ai.finai.jobs.archive.ArchiveReader.Days;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, in milliseconds since 1970-01-01T00:00:00Z. A bar is in it that starts in it and does not end after it.
 *
 * @param from inclusive; {@link Long#MIN_VALUE} for the first there is
 * @param to exclusive; {@link Long#MAX_VALUE} for the last there is
 */
public record Period(long from, long to) {

    /**
     * From what a person wrote: a day (of which {@code to} means the end) or an instant with its zone.
     *
     * @param from null for the first there is
     * @param to null for the last there is
     * @throws CommandFailed if one is neither, or the period is empty
     */
    public static Period of(@Nullable String from, @Nullable String to) {
        Period period = new Period(
                from == null ? Long.MIN_VALUE : millis("--from", from, 0),
                to == null ? Long.MAX_VALUE : millis("--to", to, 1));
        if (period.from >= period.to) {
            throw CommandFailed.usage("--from " + from + " is not before --to " + to);
        }
        return period;
    }

    private static long millis(String option, String text, int daysMore) {
        try {
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text).plusDays(daysMore);
                return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            }
            return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw CommandFailed.usage(
                    option + " " + text + ": expected a day or a time, as 2026-01-05 or 2026-01-05T14:30Z", e);
        }
    }

    boolean holds(long start, long end) {
        return start >= from && end <= to;
    }

    /** The days of event times in it, with the one that begins when it ends. */
    Days days() {
        return new Days(
                from == Long.MIN_VALUE ? LocalDate.MIN : day(from), to == Long.MAX_VALUE ? LocalDate.MAX : day(to));
    }

    private static LocalDate day(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** {@code from 2026-01-05T00:00:00Z to 2026-01-06T00:00:00Z}. */
    @Override
    public String toString() {
        if (from == Long.MIN_VALUE) {
            return to == Long.MAX_VALUE ? "at any time" : "before " + Instants.format(to);
        }
        return "from " + Instants.format(from) + (to == Long.MAX_VALUE ? " on" : " to " + Instants.format(to));
    }
}
