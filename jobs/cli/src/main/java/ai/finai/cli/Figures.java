package ai.finai.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. */
public final class Figures {

    private Figures() {}

    /** With separators: {@code 1,234,567}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1 alert}, {@code 1,200 alerts}. */
    public static String count(long number, String singular) {
        return grouped(number) + ' ' + (number == 1 ? singular : plural(singular));
    }

    private static String plural(String singular) {
        if (singular.endsWith("y") && !singular.endsWith("ey")) {
            return singular.substring(0, singular.length() - 1) + "ies";
        }
        return singular + (singular.endsWith("s") ? "es" : "s");
    }

    /** {@code 45.2 MB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    /** {@code 1.3 s}, {@code 2 min 5 s}. */
    public static String elapsed(Duration duration) {
        long millis = duration.toMillis();
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : millis / 60_000 + " min " + millis / 1000 % 60 + " s";
    }

    /** {@code 154,000 a second}. */
    public static String rate(long number, Duration duration) {
        return grouped(Math.round(number * 1000.0 / Math.max(1, duration.toMillis()))) + " a second";
    }
}
