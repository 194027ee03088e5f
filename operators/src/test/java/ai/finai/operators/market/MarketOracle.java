package ai.finai.operators.market;

import ai.finai.events.Alert;
import ai.finai.events.AlertId;
import ai.finai.events.Instants;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.WatchedBar;
import ai.finai.patterns.market.MarketRule;
import ai.finai.patterns.market.MarketRuleBook;
import ai.finai.patterns.market.kinds.ForecastSurprise;
import ai.finai.patterns.market.kinds.NewsDrivenMove;
import ai.finai.patterns.market.kinds.NewsSentiment;
import ai.finai.patterns.market.kinds.PriceJump;
import ai.finai.patterns.market.kinds.UnexplainedMove;
import ai.finai.patterns.market.kinds.VolatilityRegime;
import ai.finai.patterns.market.kinds.VolumeSurprise;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the rules say of all events of a symbol, in order: written from {@code src/docs/market-rules.md}, plain and slow. It
 * takes the rules' parameters from the kinds, and nothing else.
 */
final class MarketOracle {

    private static final long DAY = 24L * 60 * 60 * 1000;
    private static final int MOVES = 32;
    private static final int LISTED = 5;

    private final String symbol;
    private final List<WatchedBar> bars;
    private final List<ScoredNews> news;
    private final long newsLateness;

    /** Something that a kind finds. */
    private record Found(String id, long eventTime, List<String> headlines, String figures) {}

    private MarketOracle(String symbol, List<WatchedBar> bars, List<ScoredNews> news, long newsLateness) {
        this.symbol = symbol;
        this.bars = new ArrayList<>(bars);
        this.bars.sort(Comparator.<WatchedBar>comparingLong(bar -> bar.bar().end())
                .thenComparing(bar -> bar.bar().id()));
        this.news = new ArrayList<>(news);
        this.news.sort(Comparator.<ScoredNews>comparingLong(each -> each.news().published())
                .thenComparing(each -> each.news().id()));
        this.newsLateness = newsLateness;
    }

    /** Each alert that holds in the end in one line, as {@link MarketRun#line} has it. */
    static SortedSet<String> alerts(
            MarketRuleBook book, String symbol, List<WatchedBar> bars, List<ScoredNews> news, long newsLateness) {
        MarketOracle oracle = new MarketOracle(symbol, bars, news, newsLateness);
        SortedSet<String> lines = new TreeSet<>();
        for (MarketRule rule : book.rules()) {
            if (rule.scope().symbols() != null && !rule.scope().symbols().contains(symbol)) {
                continue;
            }
            oracle.loud(rule, oracle.found(rule)).forEach(found -> lines.add(oracle.line(rule, found)));
        }
        return lines;
    }

    private String line(MarketRule rule, Found found) {
        String alertId = AlertId.of(
                new Alert.RuleReference(rule.id(), rule.kind().name(), rule.version()),
                new Alert.Subject("symbol", symbol),
                List.of(found.id()));
        return found.eventTime() + " " + rule.id() + " " + alertId + " " + found.headlines() + " " + found.figures();
    }

    /** What is left when the quiet periods are kept. */
    private List<Found> loud(MarketRule rule, List<Found> all) {
        List<Found> said = new ArrayList<>();
        for (Found found : all) {
            if (said.isEmpty()
                    || found.eventTime() - said.get(said.size() - 1).eventTime()
                            >= rule.quietPeriod().toMillis()) {
                said.add(found);
            }
        }
        return said;
    }

    private List<Found> found(MarketRule rule) {
        if (rule.kind() instanceof VolatilityRegime kind) {
            return regimes(kind);
        }
        if (rule.kind() instanceof NewsSentiment kind) {
            return turns(kind);
        }
        if (rule.kind() instanceof NewsDrivenMove kind) {
            return moves(
                    kind.minZ(),
                    kind.minReturn(),
                    kind.before().toMillis(),
                    kind.after().toMillis(),
                    true);
        }
        if (rule.kind() instanceof UnexplainedMove kind) {
            return moves(
                    kind.minZ(),
                    kind.minReturn(),
                    kind.before().toMillis(),
                    kind.waitingTime().toMillis(),
                    false);
        }
        return bars.stream()
                .filter(bar -> isFound(rule, bar))
                .map(bar -> of(bar, List.of()))
                .toList();
    }

    private static boolean isFound(MarketRule rule, WatchedBar bar) {
        if (rule.kind() instanceof PriceJump kind) {
            return isLarge(bar, kind.minZ(), kind.minReturn());
        }
        if (rule.kind() instanceof VolumeSurprise kind) {
            return bar.volumeZScore() >= kind.minZ() && bar.bar().volume() >= kind.minVolume();
        }
        Forecast forecast = bar.forecast();
        if (!(rule.kind() instanceof ForecastSurprise kind) || forecast == null) {
            return false;
        }
        double k = kind.halfWidths();
        double r = bar.logReturn();
        return forecast.low() < forecast.median()
                && forecast.median() < forecast.high()
                && (r - forecast.high() > k * (forecast.high() - forecast.median())
                        || forecast.low() - r > k * (forecast.median() - forecast.low()));
    }

    private static boolean isLarge(WatchedBar bar, double minZ, double minReturn) {
        return Math.abs(bar.zScore()) >= minZ && Math.abs(Math.exp(bar.logReturn()) - 1) >= minReturn;
    }

    private List<Found> regimes(VolatilityRegime kind) {
        List<Found> found = new ArrayList<>();
        String regime = "normal";
        for (WatchedBar bar : bars) {
            double ratio = bar.volatility() / bar.longVolatility();
            String before = regime;
            if (Double.isNaN(ratio) || Double.isInfinite(ratio)) {
                continue;
            }
            boolean high = ratio >= kind.upRatio()
                    || (before.equals("high") && ratio >= kind.upRatio() * (1 - kind.hysteresis()));
            boolean low = kind.downRatio() > 0
                    && (ratio <= kind.downRatio()
                            || (before.equals("low") && ratio <= kind.downRatio() * (1 + kind.hysteresis())));
            regime = high ? "high" : low ? "low" : "normal";
            if (!regime.equals(before) && !regime.equals("normal")) {
                found.add(of(bar, List.of()));
            }
        }
        return found;
    }

    private List<Found> turns(NewsSentiment kind) {
        List<Found> found = new ArrayList<>();
        List<ScoredNews> read =
                news.stream().filter(each -> each.sentiment() != null).toList();
        String sentiment = "neutral";
        for (int i = 0; i < read.size(); i++) {
            long end = read.get(i).news().published();
            List<ScoredNews> window = read.subList(0, i + 1).stream()
                    .filter(each ->
                            each.news().published() > end - kind.window().toMillis())
                    .toList();
            double sum = 0;
            for (ScoredNews each : window) {
                sum += each.sentiment().positive() - each.sentiment().negative();
            }
            double mean = sum / window.size();
            double held = kind.level() * (1 - kind.hysteresis());
            String before = sentiment;
            if (window.size() < kind.minNews()) {
                sentiment = "neutral";
            } else if (mean >= kind.level() || (before.equals("good") && mean >= held)) {
                sentiment = "good";
            } else if (mean <= -kind.level() || (before.equals("bad") && mean <= -held)) {
                sentiment = "bad";
            } else {
                sentiment = "neutral";
            }
            if (!sentiment.equals(before) && !sentiment.equals("neutral")) {
                String figures = window.size() + " "
                        + new BigDecimal(mean)
                                .setScale(4, RoundingMode.HALF_EVEN)
                                .toPlainString();
                found.add(
                        new Found(read.get(i).news().id() + '@' + Instants.format(end), end, listed(window), figures));
            }
        }
        return found;
    }

    private List<Found> moves(double minZ, double minReturn, long before, long after, boolean withNews) {
        List<WatchedBar> large = new ArrayList<>();
        for (WatchedBar bar : bars) {
            long now = bar.bar().end() - 1;
            long kept = large.stream()
                    .filter(each -> now <= each.bar().end() + after + newsLateness)
                    .count();
            if (isLarge(bar, minZ, minReturn) && kept < MOVES) {
                large.add(bar);
            }
        }
        List<Found> found = new ArrayList<>();
        for (WatchedBar bar : large) {
            long start = Math.max(bar.bar().start(), bar.bar().end() - DAY);
            List<ScoredNews> belonging = news.stream()
                    .filter(each -> each.news().published() >= start - before
                            && each.news().published() <= bar.bar().end() + after)
                    .toList();
            if (belonging.isEmpty() != withNews) {
                found.add(of(bar, listed(belonging)));
            }
        }
        return found;
    }

    private static Found of(WatchedBar bar, List<String> headlines) {
        return new Found(bar.bar().id(), bar.bar().end(), headlines, "");
    }

    private static List<String> listed(List<ScoredNews> some) {
        return some.subList(Math.max(0, some.size() - LISTED), some.size()).stream()
                .map(each -> each.news().id())
                .collect(Collectors.toList());
    }
}
