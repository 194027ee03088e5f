package ai.finai.events;

import java.time.DateTimeException;
import java.time.OffsetDateTime;

/**
 * ISO 8601 instants to and from milliseconds since 1970-01-01T00:00:00Z, exact, in the proleptic Gregorian calendar.
 *
 * <p>The forms that feeds use, {@code 2026-01-05T10:15:30Z} with one to nine decimals of a second and {@code Z} or an
 * offset ({@code +02:00}, {@code +0200}, {@code +02}), are read by hand; the rarer ones of
 * {@link java.time.format.DateTimeFormatter#ISO_OFFSET_DATE_TIME} (no seconds, years beyond 9999) by java.time. Digits
 * finer than a millisecond are cut, towards the past.
 */
public final class Instants {

    /** What {@link #parse} answers for text that is no instant. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int DAYS_PER_CYCLE = 146_097;
    private static final int MAX_LENGTH = 48;

    private Instants() {}

    /** @return milliseconds since 1970-01-01T00:00:00Z, or {@link #INVALID} */
    public static long parse(CharSequence text) {
        char[] chars = text.toString().toCharArray();
        return parse(chars, 0, chars.length);
    }

    /** Parses {@code length} characters from {@code from}, without allocating for the common forms. */
    static long parse(char[] c, int from, int length) {
        if (length >= 20 && length <= MAX_LENGTH && dateAndTime(c, from)) {
            long millis = common(c, from, from + length);
            if (millis != NOT_COMMON) {
                return millis;
            }
        }
        return rare(c, from, length);
    }

    /** Whether the characters are shaped {@code dddd-dd-ddTdd:dd:dd}. */
    private static boolean dateAndTime(char[] c, int i) {
        return c[i + 4] == '-'
                && c[i + 7] == '-'
                && c[i + 10] == 'T'
                && c[i + 13] == ':'
                && c[i + 16] == ':'
                && (digits2(c, i) | digits2(c, i + 2) | digits2(c, i + 5) | digits2(c, i + 8)) >= 0
                && (digits2(c, i + 11) | digits2(c, i + 14) | digits2(c, i + 17)) >= 0;
    }

    private static final long NOT_COMMON = Long.MIN_VALUE + 1;

    private static long common(char[] c, int i, int end) {
        int year = digits2(c, i) * 100 + digits2(c, i + 2);
        int month = digits2(c, i + 5);
        int day = digits2(c, i + 8);
        int hour = digits2(c, i + 11);
        int minute = digits2(c, i + 14);
        int second = digits2(c, i + 17);
        if (month < 1 || month > 12 || day < 1 || day > 28 && day > daysIn(year, month)) {
            return INVALID;
        }
        if (hour > 23 || minute > 59 || second > 59) {
            return INVALID;
        }
        int at = i + 19;
        int millis = 0;
        if (c[at] == '.') {
            int start = ++at;
            int unit = 100;
            while (at < end && c[at] >= '0' && c[at] <= '9') {
                millis += (c[at] - '0') * unit;
                unit /= 10;
                at++;
            }
            if (at == start || at - start > 9) {
                return INVALID;
            }
        }
        int offsetMinutes = 0;
        if (at >= end) {
            return INVALID;
        }
        if (c[at] != 'Z' || at + 1 != end) {
            offsetMinutes = offset(c, at, end);
            if (offsetMinutes == NO_OFFSET) {
                return NOT_COMMON;
            }
        }
        long seconds = hour * 3600L + (minute - offsetMinutes) * 60L + second;
        return daysFromEpoch(year, month, day) * MILLIS_PER_DAY + seconds * 1000 + millis;
    }

    private static final int NO_OFFSET = Integer.MIN_VALUE;

    /** {@code +hh}, {@code +hhmm} or {@code +hh:mm}, at most 18 hours, in minutes. */
    private static int offset(char[] c, int at, int end) {
        int length = end - at;
        if ((c[at] != '+' && c[at] != '-') || (length != 3 && length != 5 && length != 6)) {
            return NO_OFFSET;
        }
        if (length == 6 && c[at + 3] != ':') {
            return NO_OFFSET;
        }
        int hours = digits2(c, at + 1);
        int minutes = length == 3 ? 0 : digits2(c, end - 2);
        if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
            return NO_OFFSET;
        }
        int total = hours * 60 + minutes;
        return c[at] == '+' ? total : -total;
    }

    private static long rare(char[] c, int from, int length) {
        // Refuse ordinary slips (no T, no zone) without the price of an exception.
        if (length < 17 || length > MAX_LENGTH || !zoned(c, from, length)) {
            return INVALID;
        }
        try {
            return OffsetDateTime.parse(new String(c, from, length)).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return INVALID;
        }
    }

    private static boolean zoned(char[] c, int from, int length) {
        int end = from + length;
        int t = from;
        while (t < end && c[t] != 'T' && c[t] != 't') {
            t++;
        }
        for (int i = t + 1; i < end; i++) {
            if (c[i] == 'Z' || c[i] == 'z' || c[i] == '+' || c[i] == '-') {
                return true;
            }
        }
        return false;
    }

    /** The number of two digits, or negative where one is none. */
    private static int digits2(char[] c, int i) {
        int tens = c[i] - '0';
        int ones = c[i + 1] - '0';
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : tens * 10 + ones;
    }

    private static int daysIn(int year, int month) {
        return switch (month) {
            case 2 -> (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01, years from March: Howard Hinnant, "chrono-compatible low-level date algorithms". */
    private static long daysFromEpoch(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int cycle = Math.floorDiv(y, 400);
        int yearOfCycle = y - cycle * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear;
        return (long) cycle * DAYS_PER_CYCLE + dayOfCycle - 719_468;
    }

    /** {@code 2026-01-05T10:15:30Z}; with three decimals where there are milliseconds. */
    public static String format(long epochMillis) {
        byte[] text = new byte[24];
        int length = format(epochMillis, text, 0);
        return length == 0
                ? java.time.Instant.ofEpochMilli(epochMillis).toString()
                : new String(text, 0, length, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes at most 24 bytes of ASCII.
     *
     * @return how many, or 0 for a year outside 0 to 9999
     */
    static int format(long epochMillis, byte[] out, int at) {
        long day = Math.floorDiv(epochMillis, MILLIS_PER_DAY);
        int ofDay = (int) (epochMillis - day * MILLIS_PER_DAY);
        long z = day + 719_468;
        long cycle = Math.floorDiv(z, (long) DAYS_PER_CYCLE);
        int dayOfCycle = (int) (z - cycle * DAYS_PER_CYCLE);
        int yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        int dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        int m = (5 * dayOfYear + 2) / 153;
        int month = m < 10 ? m + 3 : m - 9;
        long year = yearOfCycle + cycle * 400 + (month <= 2 ? 1 : 0);
        if (year < 0 || year > 9999) {
            return 0;
        }
        two(out, at, (int) year / 100);
        two(out, at + 2, (int) year % 100);
        out[at + 4] = '-';
        two(out, at + 5, month);
        out[at + 7] = '-';
        two(out, at + 8, dayOfYear - (153 * m + 2) / 5 + 1);
        out[at + 10] = 'T';
        two(out, at + 11, ofDay / 3_600_000);
        out[at + 13] = ':';
        two(out, at + 14, ofDay / 60_000 % 60);
        out[at + 16] = ':';
        two(out, at + 17, ofDay / 1000 % 60);
        int millis = ofDay % 1000;
        int end = at + 19;
        if (millis != 0) {
            out[end] = '.';
            out[end + 1] = (byte) ('0' + millis / 100);
            two(out, end + 2, millis % 100);
            end += 4;
        }
        out[end] = 'Z';
        return end + 1 - at;
    }

    private static void two(byte[] out, int at, int value) {
        out[at] = (byte) ('0' + value / 10);
        out[at + 1] = (byte) ('0' + value % 10);
    }
}
