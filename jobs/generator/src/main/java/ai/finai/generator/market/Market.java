package ai.finai.generator.market;

import ai.finai.events.Origin;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.generator.Randomness;
import ai.finai.generator.market.news.Companies;
import ai.finai.generator.market.news.Company;
import ai.finai.generator.market.news.Headlines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bars, news and splits of a market, in the order of event time; at the same time bars come first, then splits, then news, and
 * among each the order is that of symbols or ids. Bars are made as they are reached: memory grows with the symbols (some 200
 * bytes each) and the news of one day, not with days. Not for several threads at once.
 */
public final class Market implements Iterator<MarketEvent> {

    /** The symbol of the index, which moves as the factor does that all others follow. */
    public static final String INDEX = "INDEX";

    /** Of origins: bars have partition 0, news 1, splits 2. */
    static final String SOURCE = "generator";

    private static final double INDEX_LEVEL = 4_000;
    private static final long INDEX_NUMBERS = 1L << 34;
    private static final long CHATTER = 1L << 35;

    private final MarketSettings settings;
    private final long until;
    private final long firstDay;
    private final Session session;
    private final Factor factor;
    private final List<Stock> stocks = new ArrayList<>();
    /** How many symbols come before the index. */
    private final int indexPlace;

    private final Candle index = new Candle(INDEX_LEVEL);
    private final Randomness indexRandom = new Randomness();
    private final Randomness chatter = new Randomness();
    private final NewsDesk desk;

    private final Deque<Split> splits = new ArrayDeque<>();
    private final Deque<NewsItem> news = new ArrayDeque<>();
    private final List<MarketLabel> labels = new ArrayList<>();
    private final List<PriceBar> bars;
    private int nextBarOfStep;

    /** The next day to plan, in days since 1970-01-01; the one before is under way. */
    private long nextDay;
    /** The next bar of the day; as many as there are, when the day has no more. */
    private int step;

    private long barCount;
    private long splitCount;
    private @Nullable MarketEvent next;

    private Market(MarketSettings settings, long until) {
        this.settings = settings;
        this.firstDay = settings.start().toEpochDay();
        this.nextDay = firstDay;
        this.until = until;
        this.session = new Session(settings.interval());
        this.step = session.bars;
        this.factor = new Factor(settings.seed(), session);
        List<Company> companies = Companies.of(settings.symbols(), settings.seed());
        for (Company company : companies) {
            stocks.add(new Stock(company, stocks.size(), settings.seed(), session));
        }
        this.indexPlace = (int) companies.stream()
                .filter(company -> company.ticker().compareTo(INDEX) < 0)
                .count();
        this.bars = new ArrayList<>(companies.size() + 1);
        this.desk = new NewsDesk(new Headlines(companies), settings.headlines(), settings.seed());
    }

    /** As many days as the settings say. */
    public static Market of(MarketSettings settings) {
        return new Market(settings, settings.start().toEpochDay() + settings.days());
    }

    /** Without end, for a live feed. */
    public static Market endless(MarketSettings settings) {
        return new Market(settings, Long.MAX_VALUE);
    }

    /** Without the index, in order. */
    public List<String> symbols() {
        return stocks.stream().map(stock -> stock.company.ticker()).toList();
    }

    /** By how much a symbol moves for a move of the index. */
    public double beta(String symbol) {
        return stocks.stream()
                .filter(stock -> stock.company.ticker().equals(symbol))
                .findAny()
                .orElseThrow(() -> new NoSuchElementException("no symbol " + symbol))
                .beta;
    }

    /**
     * Takes the labels of the days that have begun since it was last asked, in order of time, symbol and kind. Ask now and
     * then where there is no end.
     */
    public List<MarketLabel> takeLabels() {
        labels.sort(MarketLabel.ORDER);
        List<MarketLabel> taken = List.copyOf(labels);
        labels.clear();
        return taken;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = find();
        }
        return next != null;
    }

    @Override
    public MarketEvent next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the market is closed");
        }
        MarketEvent found = Objects.requireNonNull(next);
        next = null;
        return found;
    }

    private @Nullable MarketEvent find() {
        while (true) {
            if (nextBarOfStep == bars.size() && step < session.bars) {
                makeBars();
                continue;
            }
            PriceBar bar = nextBarOfStep < bars.size() ? bars.get(nextBarOfStep) : null;
            Split split = splits.peek();
            NewsItem item = news.peek();
            long barTime = bar == null ? Long.MAX_VALUE : bar.eventTime();
            long splitTime = split == null ? Long.MAX_VALUE : split.eventTime();
            long newsTime = item == null ? Long.MAX_VALUE : item.eventTime();
            if (bar != null && barTime <= splitTime && barTime <= newsTime) {
                nextBarOfStep++;
                return bar;
            }
            if (split != null && splitTime <= newsTime) {
                return splits.remove();
            }
            if (item != null) {
                return news.remove();
            }
            if (nextDay == until) {
                return null;
            }
            startDay(nextDay++);
        }
    }

    private void startDay(long day) {
        boolean trading = Session.isTradingDay(day);
        if (trading) {
            step = 0;
            factor.startDay(day);
            indexRandom.reseed(settings.seed(), INDEX_NUMBERS, day);
        }
        for (Stock stock : stocks) {
            Randomness random;
            if (trading) {
                random = stock.startDay(day, day == firstDay, settings.jumps());
                report(day, stock, random);
            } else {
                random = stock.startRest(day);
            }
            desk.chatter(day, stock.company, random);
            stock.startBars(day);
        }
        desk.chatterOfMarket(day, INDEX, chatter.reseed(settings.seed(), CHATTER, day));
        news.addAll(desk.publish(day, labels::add));
    }

    private void report(long day, Stock stock, Randomness random) {
        String symbol = stock.company.ticker();
        Incidents incidents = stock.incidents;
        if (incidents.split > 0) {
            long effective = day * Session.DAY;
            splits.add(new Split(symbol, effective, incidents.split, new Origin(SOURCE, 2, ++splitCount)));
            labels.add(new MarketLabel(symbol, effective, MarketLabel.Kind.SPLIT, incidents.split, null));
            desk.announceSplit(day, stock.company, incidents.split, random);
        }
        if (incidents.regimeBar >= 0) {
            long from = session.start(day, incidents.regimeBar);
            labels.add(new MarketLabel(symbol, from, MarketLabel.Kind.VOLATILITY_REGIME, incidents.multiple, null));
        }
        if (incidents.haltBegins()) {
            long from = session.start(day, incidents.haltFrom);
            labels.add(new MarketLabel(symbol, from, MarketLabel.Kind.HALT, incidents.haltSeconds(), null));
        }
        if (incidents.hasJump()) {
            if (random.chance(settings.jumpNews())) {
                boolean beforeOpening = incidents.jumpAtOpen && incidents.jumpBar == 0;
                desk.explain(incidents, stock.company, beforeOpening, random);
            } else {
                labels.add(new MarketLabel(symbol, incidents.jumpTime, MarketLabel.Kind.JUMP, incidents.jump, null));
            }
        }
    }

    /** All symbols' bars of the next interval, the index among them where its name belongs. */
    private void makeBars() {
        bars.clear();
        nextBarOfStep = 0;
        long traded = 0;
        for (Stock stock : stocks) {
            stock.next(step, factor);
            traded += stock.published ? stock.volume : 0;
        }
        index.move(step == 0 ? factor.night : 0, factor.returns[step], factor.deviations[step], indexRandom);
        int before = indexPlace;
        stocks.subList(0, before).forEach(this::addBar);
        addBar(INDEX, index, traded);
        stocks.subList(before, stocks.size()).forEach(this::addBar);
        step++;
    }

    private void addBar(Stock stock) {
        if (stock.published) {
            addBar(stock.company.ticker(), stock.candle, stock.volume);
        }
    }

    private void addBar(String symbol, Candle candle, long volume) {
        long start = session.start(nextDay - 1, step);
        Origin origin = new Origin(SOURCE, 0, ++barCount);
        bars.add(candle.bar(symbol, start, session.interval, volume, origin));
    }
}
