package ai.finai.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Event;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.RejectionReason;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.patterns.book.MarketRuleBookReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The market job as production builds it, on a real broker and a real S3 server. */
class MarketJobEndToEndTest {

    private static final Origin ORIGIN = new Origin("test", 0, 0);
    private static final long MINUTE = 60_000;
    private static final long OPEN = Instants.parse("2026-01-05T14:30:00Z");
    private static final int BARS = 400;

    /** The bars at whose end a price jumps: without any news, with news that comes late, and with news before it. */
    private static final int WITHOUT_NEWS = 130;

    private static final int WITH_LATE_NEWS = 250;
    private static final int WITH_NEWS = 360;

    /** The bar in which the late news was published: within the hour in which an explanation is waited for. */
    private static final int LATE_NEWS = 281;

    /** When it comes, bars have come up to this one: the hour is over, and it is less than an hour late. */
    private static final int LATE_NEWS_COMES = 325;

    /** Minutes within which each partition has news. */
    private static final int SLACK = 10;

    /** From this bar on, prices are in new units. */
    private static final int SPLIT = 380;

    private final Random random = new Random(11);

    @Test
    @Timeout(240)
    void movesAreExplainedOrNotAndEverythingAddsUp() throws Exception {
        List<Event> events = new ArrayList<>();
        events.addAll(bars("AAA", true));
        events.addAll(bars("IDX", false));
        // So that event time goes on in every partition of the news.
        for (int i = 0; i < BARS; i++) {
            events.add(news("other-" + i, "OTHER", OPEN + i * MINUTE + MINUTE / 2));
        }
        events.add(news("N1", "AAA", OPEN + (WITH_NEWS - 5) * MINUTE));
        events.add(new Split("AAA", OPEN + SPLIT * MINUTE, 4, ORIGIN));
        NewsItem late = news("N2", "AAA", OPEN + LATE_NEWS * MINUTE);
        try (MarketScenario market = MarketScenario.of(
                "market",
                MarketRuleBookReader.shipped(),
                "IDX",
                null,
                2, // one for each symbol's bars
                Duration.ZERO,
                S3FileSystem.HADOOP,
                new Configuration())) {
            LocalJob job = market.start(2, null);
            long first = OPEN + LATE_NEWS_COMES * MINUTE;
            int duplicates = send(market, events, event -> event.eventTime() <= first);
            market.send(market.topics().prices(), null, "{}".getBytes(StandardCharsets.UTF_8), null);
            market.send(market.topics().news(), null, "no JSON".getBytes(StandardCharsets.UTF_8), null);
            market.awaitWatermark(job, first - SLACK * MINUTE);
            market.produce(List.of(late));
            market.awaitAllRead(job);
            duplicates += send(market, events, event -> event.eventTime() > first);
            market.awaitWatermark(job, OPEN + (BARS - SLACK) * MINUTE);
            assertThat(duplicates).isPositive();
            PriceBar lateBar = (PriceBar) events.get(3);
            PriceBar conflicting =
                    new PriceBar(lateBar.symbol(), lateBar.start(), MINUTE, 1, 1, 1, 1, 1, "USD", ORIGIN);
            market.produce(List.of(conflicting, other(lateBar)));
            market.awaitAllRead(job);
            assertThat(job.hasRestarted()).as("restarted").isFalse();
            job.stopWithSavepoint(true);

            List<MarketAlert> alerts = market.readCommitted(market.topics().alerts()).stream()
                    .map(ConsumerRecord::value)
                    .map(MarketAlertJson::read)
                    .toList();
            assertThat(revisions(alerts, "unexplained-move", WITH_NEWS)).isEmpty();
            assertThat(revisions(alerts, "unexplained-move", WITHOUT_NEWS))
                    .extracting(MarketAlert::status)
                    .containsExactly(MarketAlert.Status.OPEN);
            assertThat(revisions(alerts, "unexplained-move", WITH_LATE_NEWS))
                    .extracting(MarketAlert::status)
                    .containsExactly(MarketAlert.Status.OPEN, MarketAlert.Status.WITHDRAWN);
            assertThat(revisions(alerts, "news-driven-move", WITH_NEWS)).hasSize(1);
            assertThat(revisions(alerts, "price-jump", WITH_NEWS)).hasSize(1);
            assertThat(alerts)
                    .as("a split is no jump")
                    .noneMatch(alert -> alert.eventTime() == OPEN + (SPLIT + 1) * MINUTE);

            // Records in = accepted + dead letters + duplicates.
            assertThat(market.archive().texts(ArchiveTable.BARS, "symbol")).hasSize(2 * BARS + 1);
            assertThat(market.archive().texts(ArchiveTable.NEWS, "news_id"))
                    .hasSize(BARS + 2)
                    .doesNotHaveDuplicates()
                    .contains("N1", "N2");
            assertThat(market.archive().rows(ArchiveTable.SPLITS)).isEqualTo(1);
            assertThat(market.archive().rows(ArchiveTable.MARKET_ALERTS)).isEqualTo(alerts.size());
            assertThat(market.readCommitted(market.topics().deadLetters()).stream()
                            .map(record -> new String(
                                    record.headers().lastHeader("finai.reason").value(), StandardCharsets.UTF_8)))
                    .containsExactlyInAnyOrder(
                            RejectionReason.MISSING_SYMBOL.code(),
                            RejectionReason.MALFORMED.code(),
                            RejectionReason.CONFLICTING_DUPLICATE.code());
            assertThat(market.readCommitted(market.topics().lateEvents()).stream()
                            .map(record -> new String(record.value(), StandardCharsets.UTF_8)))
                    .singleElement()
                    .asString()
                    .contains("\"kind\":\"bar\"", "\"symbol\":\"LATE\"");
        }
    }

    /** Sends some of them, one in twenty twice. @return how many twice */
    private int send(MarketScenario market, List<Event> events, Predicate<Event> which) throws Exception {
        int duplicates = 0;
        for (Event event : events.stream().filter(which).toList()) {
            market.send(event);
            if (random.nextInt(20) == 0) {
                market.send(event);
                duplicates++;
            }
        }
        market.flush();
        return duplicates;
    }

    private List<MarketAlert> revisions(List<MarketAlert> alerts, String kind, int bar) {
        return alerts.stream()
                .filter(alert -> alert.rule().kind().equals(kind) && alert.eventTime() == OPEN + (bar + 1) * MINUTE)
                .toList();
    }

    /** A bar that comes when event time has passed it, of a symbol that has no other. */
    private static PriceBar other(PriceBar bar) {
        return new PriceBar(
                "LATE",
                bar.start(),
                bar.interval(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                bar.volume(),
                bar.currency(),
                ORIGIN);
    }

    private static NewsItem news(String id, String symbol, long published) {
        return new NewsItem(id, published, "Example raises its outlook", null, "Wire", List.of(symbol), ORIGIN);
    }

    private List<PriceBar> bars(String symbol, boolean eventful) {
        List<PriceBar> bars = new ArrayList<>();
        double close = 100;
        for (int i = 0; i < BARS; i++) {
            double open = close;
            close *= Math.exp(0.0005 * random.nextGaussian());
            if (eventful && (i == WITH_NEWS || i == WITHOUT_NEWS || i == WITH_LATE_NEWS)) {
                close *= 1.06;
            }
            if (eventful && i == SPLIT) {
                open /= 4;
                close /= 4;
            }
            bars.add(new PriceBar(
                    symbol,
                    OPEN + i * MINUTE,
                    MINUTE,
                    cents(open),
                    cents(Math.max(open, close)),
                    cents(Math.min(open, close)),
                    cents(close),
                    10_000 + random.nextInt(1_000),
                    "USD",
                    ORIGIN));
        }
        return bars;
    }

    private static double cents(double price) {
        return Math.round(price * 1e4) / 1e4;
    }
}
