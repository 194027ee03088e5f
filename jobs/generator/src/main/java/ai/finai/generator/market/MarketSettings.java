package ai.finai.generator.market;

import java.time.Duration;
import java.time.LocalDate;

/**
 * What to generate. Equal settings give equal bars and news, byte for byte, on every machine.
 *
 * @param symbols besides the index, 1 to {@value #MAX_SYMBOLS}
 * @param days of event time, weekends included, 1 to {@value #MAX_DAYS}
 * @param start the first day, in UTC
 * @param interval of a bar: {@code P1D}, the day from midnight to midnight in UTC, or a part of the trading hours, from a
 *     second to all 6.5 hours, that fits into them a whole number of times
 * @param jumps how many to expect a symbol and trading day, 0 to 1
 * @param jumpNews share of the jumps that headlines go with, 0 to 1
 * @param headlines that go with nothing, how many to expect a symbol and trading day, 0 to 8
 */
public record MarketSettings(
        int symbols,
        int days,
        long seed,
        LocalDate start,
        Duration interval,
        double jumps,
        double jumpNews,
        double headlines) {

    public static final int MAX_SYMBOLS = 10_000;
    public static final int MAX_DAYS = 3660;
    public static final int MAX_HEADLINES = 8;

    /** A Monday. */
    public static final LocalDate DEFAULT_START = LocalDate.of(2026, 1, 5);

    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
    public static final double DEFAULT_JUMPS = 0.05;
    public static final double DEFAULT_JUMP_NEWS = 0.6;
    public static final double DEFAULT_HEADLINES = 1;

    /** @throws IllegalArgumentException if a value is out of its range; the message says which, and what would do */
    public MarketSettings {
        inRange("symbols", symbols, 1, MAX_SYMBOLS);
        inRange("days", days, 1, MAX_DAYS);
        inRange("jumps", jumps, 1);
        inRange("jump-news", jumpNews, 1);
        inRange("headlines", headlines, MAX_HEADLINES);
        if (start.getYear() < 1971 || start.getYear() > 9900) {
            throw new IllegalArgumentException("start is " + start + "; it must lie in the years 1971 to 9900");
        }
        if (!Session.fits(interval)) {
            throw new IllegalArgumentException(
                    "interval is " + interval
                            + "; it must be P1D, or fit into the 6.5 trading hours without a rest, as PT1S, PT1M, PT5M, PT30M do");
        }
    }

    /** From {@link #DEFAULT_START}, by the minute, with jumps and news as they come by default. */
    public static MarketSettings of(int symbols, int days, long seed) {
        return new MarketSettings(
                symbols,
                days,
                seed,
                DEFAULT_START,
                DEFAULT_INTERVAL,
                DEFAULT_JUMPS,
                DEFAULT_JUMP_NEWS,
                DEFAULT_HEADLINES);
    }

    public MarketSettings withStart(LocalDate first) {
        return new MarketSettings(symbols, days, seed, first, interval, jumps, jumpNews, headlines);
    }

    public MarketSettings withInterval(Duration length) {
        return new MarketSettings(symbols, days, seed, start, length, jumps, jumpNews, headlines);
    }

    public MarketSettings withJumps(double perDay, double shareWithNews) {
        return new MarketSettings(symbols, days, seed, start, interval, perDay, shareWithNews, headlines);
    }

    public MarketSettings withHeadlines(double perDay) {
        return new MarketSettings(symbols, days, seed, start, interval, jumps, jumpNews, perDay);
    }

    private static void inRange(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + from + " to " + to);
        }
    }

    private static void inRange(String name, double value, int to) {
        if (!(value >= 0 && value <= to)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from 0 to " + to);
        }
    }
}
