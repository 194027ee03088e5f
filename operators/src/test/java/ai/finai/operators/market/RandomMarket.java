package ai.finai.operators.market;

import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.market.Bars;
import ai.finai.patterns.market.MarketRuleBook;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A seeded market of one symbol: some hours of bars, many of them large moves, and news, part of which comes late. Times are on
 * a coarse grid, so that ties are frequent and ends of windows are met exactly.
 */
final class RandomMarket {

    static final Duration LATENESS = Duration.ofHours(1);

    private static final long MINUTE = 60_000;
    private static final long START = 1_767_600_000_000L;
    private static final int HOURS = 6;
    private static final float[] BALANCES = {-1, -0.75f, -0.5f, -0.25f, 0, 0.25f, 0.5f, 0.75f, 1};

    final long seed;
    final MarketRuleBook book;
    final List<WatchedBar> bars = new ArrayList<>();
    final List<ScoredNews> news = new ArrayList<>();

    /** How long after its publication each piece of news comes, by id. */
    final Map<String, Long> delays = new HashMap<>();

    private final SplittableRandom random;

    RandomMarket(long seed) {
        this(seed, -1);
    }

    /** @param newsCount how much news; negative for some, few enough that all of it is kept */
    RandomMarket(long seed, int newsCount) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.book = book();
        double large = random.nextInt(4) == 0 ? 0.9 : 0.25;
        int pause = random.nextInt(3) == 0 ? 1 : 8;
        for (long minute = 0; minute < HOURS * 60; minute += 1 + random.nextInt(pause)) {
            bars.add(bar(START + minute * MINUTE, large));
        }
        int some = random.nextInt(3) == 0 ? random.nextInt(8) : random.nextInt(64);
        int count = newsCount < 0 ? some : newsCount;
        for (int i = 0; i < count; i++) {
            long published = START + random.nextInt(HOURS * 30) * 2 * MINUTE;
            String id = "N" + (random.nextInt(900) + 100) + "-" + i;
            news.add(
                    random.nextInt(5) == 0
                            ? Bars.news(id, published)
                            : Bars.news(id, published, BALANCES[random.nextInt(BALANCES.length)]));
            delays.put(id, random.nextBoolean() ? 0 : random.nextInt(61) * MINUTE);
        }
    }

    /** The same without some of it. */
    private RandomMarket(RandomMarket other, Object without) {
        this.seed = other.seed;
        this.random = other.random;
        this.book = other.book;
        this.delays.putAll(other.delays);
        other.bars.stream().filter(bar -> bar != without).forEach(bars::add);
        other.news.stream().filter(each -> each != without).forEach(news::add);
    }

    /** The least of it for which this still holds. */
    RandomMarket shortest(Predicate<RandomMarket> fails) {
        List<Object> all = new ArrayList<>(bars);
        all.addAll(news);
        RandomMarket least = this;
        for (Object each : all) {
            RandomMarket less = new RandomMarket(least, each);
            if (fails.test(less)) {
                least = less;
            }
        }
        return least;
    }

    private WatchedBar bar(long end, double large) {
        Bars bar = Bars.bar(MarketRun.SYMBOL, end);
        if (random.nextInt(20) == 0) {
            bar.of(Duration.ofMinutes(5 + random.nextInt(3) * 1_440L));
        }
        if (random.nextInt(10) != 0) {
            double z = random.nextDouble() < large ? 5 + random.nextInt(3) : random.nextInt(6);
            double sign = random.nextBoolean() ? 1 : -1;
            bar.logMoved(sign * (0.002 + random.nextInt(60) * 0.0011), sign * z);
            bar.expected(-0.02, 0.001, 0.01 + random.nextInt(3) * 0.01);
        }
        if (random.nextInt(10) != 0) {
            bar.volatility(0.01 * (20 + random.nextInt(200)), random.nextInt(30) == 0 ? 0 : 1);
        }
        if (random.nextInt(10) != 0) {
            bar.traded(500 + random.nextInt(2_000), random.nextInt(80) / 10.0);
        }
        return bar.watched();
    }

    private MarketRuleBook book() {
        StringBuilder text = new StringBuilder("rules:\n");
        for (int i = 0; i < 2; i++) {
            rule(text, "jump", i, "price-jump", "minZ: 5, minReturn: 0.01");
            rule(text, "regime", i, "volatility-regime", "hysteresis: " + random.nextInt(3) / 10.0);
            rule(text, "volume", i, "volume-surprise", "minZ: 6");
            rule(text, "forecast", i, "forecast-surprise", "halfWidths: 1.5");
            rule(
                    text,
                    "sentiment",
                    i,
                    "news-sentiment",
                    "level: 0.3, hysteresis: 0.4, minNews: " + (1 + random.nextInt(3)) + ", window: "
                            + (10 + 2 * random.nextInt(60)) + "min");
            rule(
                    text,
                    "driven",
                    i,
                    "news-driven-move",
                    "minZ: 5, minReturn: " + random.nextInt(3) / 100.0 + ", before: " + 2 * random.nextInt(40)
                            + "min, after: " + 2 * random.nextInt(20) * random.nextInt(2) + "min");
            rule(
                    text,
                    "unexplained",
                    i,
                    "unexplained-move",
                    "minZ: 5, minReturn: " + random.nextInt(3) / 100.0 + ", before: " + 2 * random.nextInt(30)
                            + "min, waitingTime: " + 2 * random.nextInt(30) + "min");
        }
        text.append("  - {id: others, kind: price-jump, version: 1, severity: LOW, scope: {symbols: [MSFT]}}\n");
        return MarketRuleBookReader.read("random.yaml", text.toString());
    }

    private void rule(StringBuilder text, String id, int number, String kind, String parameters) {
        int quiet = random.nextInt(3) == 0 ? 0 : 2 * random.nextInt(50);
        text.append("  - {id: " + id + number + ", kind: " + kind + ", version: 1, severity: LOW, quietPeriod: " + quiet
                + "min, parameters: {" + parameters + "}}\n");
    }

    /**
     * Gives everything to a run as it comes: now and then event time moves on, and what has come until then is given in order,
     * after what of it is late.
     *
     * @param late whether news comes as late as it does; else all is in order
     * @param cadence seed of how event time moves
     */
    void play(MarketRun run, boolean late, long cadence) {
        SplittableRandom steps = new SplittableRandom(cadence);
        List<Object> all = new ArrayList<>();
        all.addAll(bars);
        all.addAll(news);
        ToLongFunction<Object> arrival = each -> timeOf(each) + (late ? delayOf(each) : 0);
        all.sort(Comparator.comparingLong(arrival));
        Deque<Object> waiting = new ArrayDeque<>(all);
        long passed = START - MINUTE;
        long end = START + (HOURS + 100) * 60 * MINUTE;
        while (passed < end) {
            long before = passed;
            passed = waiting.isEmpty() ? end : passed + 1 + steps.nextLong(1 + steps.nextInt(40) * MINUTE);
            List<Object> come = new ArrayList<>();
            List<Object> behind = new ArrayList<>();
            while (!waiting.isEmpty() && arrival.applyAsLong(waiting.getFirst()) <= passed) {
                Object next = waiting.removeFirst();
                (timeOf(next) <= before ? behind : come).add(next);
            }
            while (!behind.isEmpty()) {
                give(run, behind.remove(steps.nextInt(behind.size())));
            }
            come.sort(Comparator.comparingLong(RandomMarket::timeOf)
                    .thenComparing(each -> each instanceof WatchedBar)
                    .thenComparing(RandomMarket::idOf));
            come.forEach(each -> give(run, each));
            if (steps.nextBoolean()) {
                run.passed(passed - 1);
            }
            run.passed(passed);
        }
    }

    private static void give(MarketRun run, Object event) {
        if (event instanceof WatchedBar bar) {
            run.bar(bar);
        } else if (!run.news((ScoredNews) event)) {
            throw new AssertionError(idOf(event) + " is too late");
        }
    }

    private static long timeOf(Object event) {
        return event instanceof WatchedBar bar
                ? bar.bar().end()
                : ((ScoredNews) event).news().published();
    }

    private static String idOf(Object event) {
        return event instanceof WatchedBar bar
                ? bar.bar().id()
                : ((ScoredNews) event).news().id();
    }

    private long delayOf(Object event) {
        return event instanceof ScoredNews ? Objects.requireNonNull(delays.get(idOf(event))) : 0;
    }

    /** Everything, if it is little. */
    @Override
    public String toString() {
        String what = "-Dfinai.seed=" + seed + ": " + bars.size() + " bars and " + news.size() + " news";
        if (bars.size() + news.size() > 30) {
            return what;
        }
        StringBuilder text = new StringBuilder(what);
        bars.forEach(bar -> text.append('\n').append(bar));
        news.forEach(
                each -> text.append('\n').append(each).append(" comes after ").append(delayOf(each)));
        book.rules().forEach(rule -> text.append('\n').append(rule));
        return text.toString();
    }
}
