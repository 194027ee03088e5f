package ai.finai.generator.market;

import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole market, and plain statistics of it. */
final class Observed {

    final Market market;
    final List<MarketEvent> all = new ArrayList<>();
    final Map<String, List<PriceBar>> bars = new LinkedHashMap<>();
    final Map<String, NewsItem> news = new LinkedHashMap<>();
    final List<Split> splits = new ArrayList<>();
    final List<MarketLabel> labels = new ArrayList<>();

    Observed(MarketSettings settings) {
        market = Market.of(settings);
        while (market.hasNext()) {
            MarketEvent event = market.next();
            all.add(event);
            if (event instanceof PriceBar bar) {
                bars.computeIfAbsent(bar.symbol(), symbol -> new ArrayList<>()).add(bar);
            } else if (event instanceof NewsItem item) {
                news.put(item.id(), item);
            } else if (event instanceof Split split) {
                splits.add(split);
            }
        }
        labels.addAll(market.takeLabels());
    }

    List<MarketLabel> labels(MarketLabel.Kind kind) {
        return labels.stream().filter(label -> label.kind() == kind).toList();
    }

    /** By the bar's start: close over the close before, across splits. */
    Map<Long, Double> returns(String symbol) {
        Map<Long, Double> returns = new LinkedHashMap<>();
        PriceBar before = null;
        for (PriceBar bar : bars.get(symbol)) {
            if (before != null) {
                double ratio = ratio(symbol, before.start(), bar.start());
                returns.put(bar.start(), Math.log(bar.close() * ratio / before.close()));
            }
            before = bar;
        }
        return returns;
    }

    double[] series(String symbol) {
        return returns(symbol).values().stream().mapToDouble(r -> r).toArray();
    }

    /** Of the splits after the first time and up to the second. */
    double ratio(String symbol, long after, long until) {
        double ratio = 1;
        for (Split split : splits) {
            if (split.symbol().equals(symbol) && split.effective() > after && split.effective() <= until) {
                ratio *= split.ratio();
            }
        }
        return ratio;
    }

    /** Slope of the symbol's returns on the index's; by the minute without the first of a day: a few nights would outweigh all. */
    double slope(String symbol) {
        Map<Long, Double> index = returns(Market.INDEX);
        List<double[]> pairs = new ArrayList<>();
        returns(symbol).forEach((start, r) -> {
            if (index.containsKey(start) && start % Session.DAY != Session.OPEN) {
                pairs.add(new double[] {index.get(start), r});
            }
        });
        double meanX = pairs.stream().mapToDouble(pair -> pair[0]).average().orElseThrow();
        double meanY = pairs.stream().mapToDouble(pair -> pair[1]).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (double[] pair : pairs) {
            xy += (pair[0] - meanX) * (pair[1] - meanY);
            xx += (pair[0] - meanX) * (pair[0] - meanX);
        }
        return xy / xx;
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    static double correlation(double[] x, double[] y) {
        double meanX = mean(x);
        double meanY = mean(y);
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** Of the sizes of returns, over so many bars. */
    static double clustering(double[] returns, int lag) {
        double[] sizes = Arrays.stream(returns).map(Math::abs).toArray();
        return correlation(
                Arrays.copyOfRange(sizes, 0, sizes.length - lag), Arrays.copyOfRange(sizes, lag, sizes.length));
    }

    /** Mean volume by bar of the day. */
    Map<Long, Double> volumeByTimeOfDay(String symbol) {
        Map<Long, List<Double>> volumes = new HashMap<>();
        for (PriceBar bar : bars.get(symbol)) {
            volumes.computeIfAbsent(bar.start() % Session.DAY, time -> new ArrayList<>())
                    .add((double) bar.volume());
        }
        Map<Long, Double> means = new HashMap<>();
        volumes.forEach((time, list) ->
                means.put(time, list.stream().mapToDouble(v -> v).average().orElseThrow()));
        return means;
    }
}
