package ai.finai.jobs.savepoints;

import ai.finai.events.Event;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.MarketJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.models.ModelSource;
import ai.finai.patterns.book.MarketRuleBookReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.Configuration;

/**
 * The market job: statistics, forecasts, moves that wait for news, news, an announced split and ids that were accepted are in
 * its savepoints.
 */
record SavedMarket(MarketScenario market) implements SavedJob {

    private static final Origin ORIGIN = new Origin("savepoints", 0, 0);
    private static final long MINUTE = 60_000;
    private static final long OPEN = Instants.parse("2026-01-05T14:30:00Z");
    private static final String INDEX = "IDX";

    /** One for each symbol's bars. */
    private static final int PARTITIONS = 2;

    private static final int SAVED = 150;
    private static final int END = 220;

    /** The bar in which a price jumps; whether news explains it is open for an hour. */
    private static final int MOVE = 130;

    private static final int SPLIT = 200;

    static SavedMarket of(SavepointFolder folder, Configuration flink) throws Exception {
        return new SavedMarket(MarketScenario.withId(
                folder.id(),
                MarketRuleBookReader.read(folder.ruleBook()),
                INDEX,
                new ModelSource.Carried<>(
                        WindowFixture.WINDOW.of(Duration.ofMinutes(1)).bytes(), BarForecasts.INSTANCE),
                PARTITIONS,
                Duration.ZERO,
                S3FileSystem.HADOOP,
                flink));
    }

    @Override
    public Scenario scenario() {
        return market;
    }

    @Override
    public LocalJob start(int parallelism, String savepoint) throws Exception {
        return market.start(parallelism, savepoint);
    }

    @Override
    public String topic(String name) {
        return switch (name) {
            case "prices" -> market.topics().prices();
            case "news" -> market.topics().news();
            case "splits" -> market.topics().splits();
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    public void awaitTime(LocalJob job, List<SavepointFolder.Line> sent) throws Exception {
        long last = sent.stream()
                .filter(line -> line.topic().equals("prices"))
                .mapToLong(line -> Instants.parse(line.value().replaceAll(".*\"start\":\"([^\"]+)\".*", "$1")))
                .max()
                .orElseThrow();
        market.awaitWatermark(job, last + MINUTE - Duration.ofSeconds(6).toMillis());
    }

    @Override
    public List<String> outcome() {
        MarketTopics topics = MarketTopics.of(market.kafka());
        List<String> lines = new ArrayList<>(Outcomes.problems(market, topics.lateEvents(), topics.deadLetters()));
        market.readCommitted(topics.alerts()).forEach(record -> {
            MarketAlert alert = MarketAlertJson.read(record.value());
            lines.add(String.join(
                    " ",
                    "alert",
                    alert.rule().id(),
                    alert.subject().id(),
                    Instants.format(alert.eventTime()),
                    alert.alertId(),
                    alert.revision() + "",
                    alert.status().name(),
                    alert.narrative()));
        });
        return lines;
    }

    @Override
    public List<SavepointFolder.Line> writtenBefore() {
        return written().stream()
                .filter(event -> knownBy(event) <= SAVED)
                .map(SavedMarket::line)
                .toList();
    }

    @Override
    public List<SavepointFolder.Line> writtenAfter() {
        List<SavepointFolder.Line> lines = new ArrayList<>();
        List<Event> all = written();
        // The second has come before, and comes again with other content.
        PriceBar twice = (PriceBar) all.stream()
                .filter(event -> event instanceof PriceBar && knownBy(event) == SAVED)
                .findFirst()
                .orElseThrow();
        lines.add(line(twice));
        lines.add(line(new PriceBar(twice.symbol(), twice.start(), MINUTE, 1, 1, 1, 1, 1, "USD", ORIGIN)));
        lines.add(line(news("late", "AAA", OPEN + 10 * MINUTE)));
        all.stream()
                .filter(event -> knownBy(event) > SAVED)
                .map(SavedMarket::line)
                .forEach(lines::add);
        return lines;
    }

    /** In minutes since the first bar's start. A split is known long before. */
    private static long knownBy(Event event) {
        return event instanceof Split ? 0 : (event.eventTime() - OPEN) / MINUTE;
    }

    private static List<Event> written() {
        Random random = new Random(11);
        List<Event> events = new ArrayList<>();
        bars("AAA", true, random, events);
        bars(INDEX, false, random, events);
        events.add(new Split("AAA", OPEN + SPLIT * MINUTE, 4, ORIGIN));
        // So that event time goes on in every partition of the news, to the end of the bars.
        for (int minute = 10; minute <= END; minute += 10) {
            for (int i = 0; i < 6; i++) {
                events.add(news("other-" + minute + '-' + i, "OTHER", OPEN + minute * MINUTE));
            }
        }
        events.sort(Comparator.comparingLong(Event::eventTime));
        return events;
    }

    private static void bars(String symbol, boolean eventful, Random random, List<Event> events) {
        double close = 100;
        for (int i = 0; i < END; i++) {
            double open = close;
            close *= Math.exp(0.0005 * random.nextGaussian()) * (eventful && i == MOVE ? 1.06 : 1);
            if (eventful && i == SPLIT) {
                open /= 4;
                close /= 4;
            }
            events.add(new PriceBar(
                    symbol,
                    OPEN + i * MINUTE,
                    MINUTE,
                    price(open),
                    price(Math.max(open, close)),
                    price(Math.min(open, close)),
                    price(close),
                    10_000 + random.nextInt(1_000),
                    "USD",
                    ORIGIN));
        }
    }

    private static double price(double price) {
        return Math.round(price * 1e4) / 1e4;
    }

    private static NewsItem news(String id, String symbol, long published) {
        return new NewsItem(id, published, "Example raises its outlook", null, "Wire", List.of(symbol), ORIGIN);
    }

    private static SavepointFolder.Line line(Event event) {
        MarketJson json = new MarketJson();
        if (event instanceof PriceBar bar) {
            return line("prices", bar.symbol(), json.write(bar));
        } else if (event instanceof NewsItem news) {
            return line("news", news.id(), json.write(news));
        }
        Split split = (Split) event;
        return line("splits", split.symbol(), json.write(split));
    }

    private static SavepointFolder.Line line(String topic, String key, byte[] value) {
        return new SavepointFolder.Line(topic, key, new String(value, StandardCharsets.UTF_8));
    }
}
