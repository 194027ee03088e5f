package ai.finai.patterns.market.kinds;

import ai.finai.events.Alert;
import ai.finai.events.Instants;
import ai.finai.events.Money;
import ai.finai.events.PlainText;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.yaml.Durations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/**
 * The figures of a narrative about a symbol, for a person and as facts. Rounded half to even; the same on every machine,
 * whatever its locale.
 */
final class MarketFigures {

    private static final long MINUTE = 60_000;
    private static final int MAX_QUOTED = 140;

    private MarketFigures() {}

    /** The simple return of a log return: -0.08 for a fall of 8 %. The same bits on every machine. */
    static double simple(double logReturn) {
        return StrictMath.expm1(logReturn);
    }

    /** Without a sign: {@code 8.4 %}; below one per cent with two decimals. */
    static String percent(double fraction) {
        double size = Math.abs(fraction) * 100;
        return decimal(size, size < 1 ? 2 : 1) + " %";
    }

    /** With a sign where it is negative: {@code -2.1 %}. */
    static String signedPercent(double fraction) {
        return (fraction < 0 ? "-" : "") + percent(fraction);
    }

    /** {@code 1,234.5}; {@code Infinity} where it is. */
    static String decimal(double value, int decimals) {
        return Double.isFinite(value) ? Money.grouped(rounded(value, decimals)) : String.valueOf(value);
    }

    /** {@code +0.83}, {@code -0.62}, {@code 0.00}. */
    static String balance(double value) {
        if (!Double.isFinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = rounded(value, 2);
        return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString();
    }

    static String count(long value) {
        return Money.grouped(BigDecimal.valueOf(value));
    }

    static String count(long value, String noun) {
        return count(value) + ' ' + noun + (value == 1 ? "" : "s");
    }

    /** {@code 2026-01-05 21:00Z}; with seconds where there are any. */
    static String moment(long eventTime) {
        String text = Instants.format(eventTime).replace('T', ' ');
        return eventTime % MINUTE == 0 && text.endsWith(":00Z") ? text.substring(0, text.length() - 4) + 'Z' : text;
    }

    /** What a bar's interval is called: {@code day}, {@code minute}, {@code 5 min}. */
    static String interval(long millis) {
        Duration interval = Duration.ofMillis(millis);
        if (interval.equals(Duration.ofDays(1))) {
            return "day";
        }
        if (interval.equals(Duration.ofHours(1))) {
            return "hour";
        }
        return interval.equals(Duration.ofMinutes(1)) ? "minute" : Durations.text(interval);
    }

    /** {@code "Apple cuts outlook" (Reuters, 2026-01-05 20:41Z, sentiment -0.83)}. */
    static String quote(MarketAlert.Headline news) {
        String text = PlainText.line(news.headline()).replaceAll("\\s+", " ").strip();
        if (text.length() > MAX_QUOTED) {
            int end = Character.isHighSurrogate(text.charAt(MAX_QUOTED - 1)) ? MAX_QUOTED - 1 : MAX_QUOTED;
            text = text.substring(0, end) + '…';
        }
        Double sentiment = news.sentiment();
        return '"' + text + "\" (" + (news.publisher() == null ? "" : news.publisher() + ", ")
                + moment(news.published()) + (sentiment == null ? "" : ", sentiment " + balance(sentiment)) + ')';
    }

    /** A figure of no use as a number is text: {@code NaN}. */
    static Alert.Fact number(String name, double value, int decimals) {
        return Double.isFinite(value)
                ? new Alert.Fact(name, rounded(value, decimals).toPlainString(), true)
                : new Alert.Fact(name, String.valueOf(value), false);
    }

    static Alert.Fact number(String name, long value) {
        return new Alert.Fact(name, Long.toString(value), true);
    }

    static Alert.Fact text(String name, String value) {
        return new Alert.Fact(name, value, false);
    }

    private static BigDecimal rounded(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
