package ai.finai.jobs.exactlyonce;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Event;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
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
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The market job on a real broker and a real S3 server, disturbed while bars and news come. In the end readers of committed
 * records and of the tables see what an undisturbed run gives, nothing lost and nothing twice.
 */
class MarketExactlyOnceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final Origin ORIGIN = new Origin("test", 0, 0);
    private static final long MINUTE = 60_000;
    private static final long OPEN = Instants.parse("2026-01-05T14:30:00Z");
    private static final int BARS = 390;
    private static final List<String> SYMBOLS = List.of("IDX", "AAA", "BBB", "CCC", "DDD", "EEE");

    private final long seed = Long.getLong("finai.seed", 20_260_105);
    private final List<Event> events = events(new Random(seed));
    private int sent;

    @BeforeEach
    @AfterEach
    void nothingIsToFail() {
        Faults.reset();
    }

    @Test
    @Timeout(300)
    void readersSeeEverythingOnceAfterFailuresAStopAndAnotherParallelism() throws Exception {
        try (MarketScenario market = scenario("market-several", S3FileSystem.HADOOP)) {
            LocalJob job = market.start(2, null, FaultyMarketPorts::new);
            fail(market, job, Fault.PROCESSING, Place.INTAKE, 30);
            fail(market, job, Fault.BEFORE_COMMIT, Place.KAFKA_COMMITTER, 1);
            job = stopAndRestore(market, job, 3);
            finish(market, job, 2);
        }
    }

    @Tag("matrix")
    @Test
    @Timeout(600)
    void readersSeeEverythingOnceWhereverItFails() throws Exception {
        for (S3FileSystem fileSystem : S3FileSystem.values()) {
            sent = 0;
            Faults.reset();
            try (MarketScenario market = scenario("market-matrix", fileSystem)) {
                LocalJob job = market.start(1, null, FaultyMarketPorts::new);
                fail(market, job, Fault.SNAPSHOT_SYNC, Place.POSTINGS_TABLE, 1);
                fail(market, job, Fault.SNAPSHOT_ASYNC, Place.ALERTS, 1);
                job = stopAndRestore(market, job, 3);
                fail(market, job, Fault.NOTICE, Place.POSTINGS_TABLE, 2);
                fail(market, job, Fault.AFTER_COMMIT, Place.KAFKA_COMMITTER, 1);
                job = stopAndRestore(market, job, 2);
                fail(market, job, Fault.PROCESSING, Place.POSTINGS_TABLE, 9);
                finish(market, job, 5);
            }
        }
    }

    private static MarketScenario scenario(String name, S3FileSystem fileSystem) throws Exception {
        return MarketScenario.of(
                name, MarketRuleBookReader.shipped(), "IDX", Duration.ZERO, fileSystem, new Configuration());
    }

    /** Makes something fail after at least one more checkpoint, and waits until the job has recovered. */
    private void fail(MarketScenario market, LocalJob job, Fault fault, Place place, int occasion) throws Exception {
        checkpoints(market, 1);
        int before = Faults.struck().size();
        Faults.arm(fault, place, occasion);
        until(market, fault + " at " + place, () -> Faults.struck().size() > before);
        until(market, "the job has failed", job::hasRestarted);
        until(market, "all tasks run", job::allTasksRunning);
        checkpoints(market, 1);
    }

    private void checkpoints(MarketScenario market, int more) throws Exception {
        int until = Faults.checkpoints() + more;
        until(market, more + " more checkpoints", () -> Faults.checkpoints() >= until);
    }

    private LocalJob stopAndRestore(MarketScenario market, LocalJob job, int parallelism) throws Exception {
        until(market, "all tasks run", job::allTasksRunning);
        checkpoints(market, 1);
        String savepoint = job.stopWithSavepoint(false);
        return market.start(parallelism, savepoint, FaultyMarketPorts::new);
    }

    /** Lets events come until something holds: a few quickly, then one now and then, so that they last. */
    private void until(MarketScenario market, String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int most = events.size() * 9 / 10;
        int soon = Math.min(most, sent + events.size() / 30);
        long next = 0;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in " + PATIENCE + ": " + what + "; so far " + Faults.struck() + ", "
                        + Faults.checkpoints() + " checkpoints, " + sent + " of " + events.size() + " sent; seed "
                        + seed);
            }
            if (sent < soon || (sent < most && System.nanoTime() > next)) {
                market.send(events.get(sent++));
                next = System.nanoTime() + Duration.ofMillis(100).toNanos();
            }
            Thread.sleep(5);
        }
    }

    private void finish(MarketScenario market, LocalJob job, int failures) throws Exception {
        while (sent < events.size()) {
            market.send(events.get(sent++));
        }
        market.send(market.topics().prices(), null, "{".getBytes(StandardCharsets.UTF_8), null);
        market.awaitAllRead(job);
        until(market, "all tasks run", job::allTasksRunning);
        job.stopWithSavepoint(true);
        assertThat(Faults.struck()).as("injected").hasSize(failures);

        UndisturbedMarket.Output expected = UndisturbedMarket.of(market);
        assertThat(expected.alerts()).as("seed %d", seed).isNotEmpty();
        assertThat(market.readCommitted(market.topics().alerts()).stream()
                        .map(record -> new String(record.value(), StandardCharsets.UTF_8)))
                .as("alerts; seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected.alerts().stream()
                        .map(alert -> new String(MarketAlertJson.write(alert), StandardCharsets.UTF_8))
                        .toList());
        assertThat(expected.late()).isEmpty();
        assertThat(market.readCommitted(market.topics().lateEvents())).isEmpty();
        assertThat(market.readCommitted(market.topics().deadLetters()))
                .hasSize(expected.deadLetters().size());
        assertThat(rows(market))
                .as("bars; seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(expected.bars().stream()
                        .map(bar -> bar.bar().symbol()
                                + ' '
                                + bar.bar().start()
                                + ' '
                                + bar.zScore()
                                + ' '
                                + bar.correlation())
                        .toList());
        assertThat(market.archive().rows(ArchiveTable.MARKET_ALERTS))
                .isEqualTo(expected.alerts().size());
    }

    private static List<String> rows(MarketScenario market) throws Exception {
        List<String> rows = new ArrayList<>();
        market.archive()
                .read(
                        ArchiveTable.BARS,
                        row -> rows.add(String.valueOf(row[0]) + ' ' + row[1] + ' ' + nan(row[2]) + ' ' + nan(row[3])),
                        "symbol",
                        "start_time",
                        "z_score",
                        "correlation");
        return rows;
    }

    /** What is undefined is null in a table. */
    private static Object nan(Object figure) {
        return figure == null ? Double.NaN : figure;
    }

    /** In order of event time, so that none is late. */
    private static List<Event> events(Random random) {
        List<Event> events = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            double close = 50 + random.nextInt(100);
            for (int i = 0; i < BARS; i++) {
                double open = close;
                close *= Math.exp((random.nextInt(60) == 0 ? 0.03 : 0.0008) * random.nextGaussian());
                events.add(new PriceBar(
                        symbol,
                        OPEN + i * MINUTE,
                        MINUTE,
                        cents(open),
                        cents(Math.max(open, close)),
                        cents(Math.min(open, close)),
                        cents(close),
                        random.nextInt(20_000),
                        "USD",
                        ORIGIN));
                if (random.nextInt(20) == 0) {
                    events.add(new NewsItem(
                            symbol + '-' + i,
                            OPEN + i * MINUTE + random.nextInt(60_000),
                            "Headline " + i,
                            null,
                            "Wire",
                            List.of(symbol),
                            ORIGIN));
                }
            }
        }
        events.add(new Split("BBB", OPEN + 200 * MINUTE, 2, ORIGIN));
        events.sort(Comparator.comparingLong(Event::eventTime));
        return events;
    }

    private static double cents(double price) {
        return Math.round(price * 100) / 100.0;
    }
}
