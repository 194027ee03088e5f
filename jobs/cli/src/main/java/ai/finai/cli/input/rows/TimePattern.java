package ai.finai.cli.input.rows;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as a pattern of java.time says they are written. Strict: 30 February is an error, not 28 February. */
final class TimePattern {

    private static final Pattern QUOTED = Pattern.compile("'[^']*'");
    private static final Pattern YEAR = Pattern.compile(QUOTED + "|y");
    private static final Pattern TIME_OF_DAY = Pattern.compile("[HhKkmsSAnNaB]");
    private static final Pattern HALF_DAY = Pattern.compile("h+|K+");
    private static final ZonedDateTime SAMPLE =
            ZonedDateTime.of(LocalDate.of(2026, 11, 23), LocalTime.of(14, 35, 52), ZoneId.of("Europe/Paris"));

    private final DateTimeFormatter formatter;
    private final boolean tellsTimeOfDay;

    /** @throws IllegalArgumentException if java.time does not know the pattern */
    TimePattern(String pattern) {
        this.formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                // With y a strict formatter asks for an era as well.
                .appendPattern(YEAR.matcher(pattern)
                        .replaceAll(found -> "y".equals(found.group()) ? "u" : Matcher.quoteReplacement(found.group())))
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        this.tellsTimeOfDay = TIME_OF_DAY.matcher(unquoted(pattern)).find();
    }

    /** What is wrong with a pattern; empty where it reads again what it writes. */
    static String problem(String pattern) {
        Matcher half = HALF_DAY.matcher(unquoted(pattern));
        if (half.find() && !unquoted(pattern).contains("a")) {
            return "'" + half.group() + "' counts to 12 and needs a; did you mean "
                    + "H".repeat(half.group().length()) + "?";
        }
        String example = "for example yyyy-MM-dd HH:mm:ss";
        try {
            TimePattern times = new TimePattern(pattern);
            return pattern.equals(pattern.strip()) && times.readsWhatItWrites()
                    ? ""
                    : "'" + pattern + "' leaves the day or the time of day open; " + example;
        } catch (IllegalArgumentException e) {
            return "'" + pattern + "' is no pattern; " + example;
        }
    }

    private static String unquoted(String pattern) {
        return QUOTED.matcher(pattern).replaceAll("");
    }

    private boolean readsWhatItWrites() {
        try {
            ZonedDateTime read =
                    read(formatter.format(SAMPLE), SAMPLE.getZone()).atZone(SAMPLE.getZone());
            return read.toLocalDate().equals(SAMPLE.toLocalDate())
                    && read.getHour() == (tellsTimeOfDay ? SAMPLE.getHour() : 0);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * @param zone of a time that names none
     * @throws DateTimeException if it is not written so
     */
    Instant read(String written, ZoneId zone) {
        TemporalAccessor time = formatter.parse(written);
        if (time.isSupported(ChronoField.INSTANT_SECONDS)) {
            return Instant.from(time);
        }
        ZoneId named = time.query(TemporalQueries.zone());
        LocalTime timeOfDay = tellsTimeOfDay ? LocalTime.from(time) : LocalTime.MIDNIGHT;
        return ZonedDateTime.of(LocalDate.from(time), timeOfDay, named == null ? zone : named)
                .toInstant();
    }
}
