package ai.finai.jobs.observability;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;

import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.events.fixtures.HostileRecords;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.jobs.fixture.FreePort;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.fixture.Scenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelRole;
import ai.finai.models.ShippedModel;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.scoring.AlertPolicy;
import ai.finai.operators.scoring.Scoring;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.patterns.book.RuleBookReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;

/**
 * Both jobs as in production, run once for all tests of this JVM: valid, bad, late and doubled records, and a failure over a
 * record. What each showed Prometheus, and what was logged.
 *
 * @param log JSON, a line each
 */
record ObservedJobs(Scrape aml, Scrape market, List<String> log) {

    /** What no log may hold, wherever it stood in a record. */
    static final List<String> PERSONAL = List.of(
            "ACC-7Q24481",
            "ACC-BUSY",
            "ACC-PAYER",
            "ACC-LATE",
            "ACC-UNRATED",
            "Mallory Oakenshield",
            "Peggy Thornbury",
            "rent for the flat in Elm Street");

    /** Named in a test's payments, so that a log that holds nothing at all does not pass. */
    static final String FAILED = "the-one-that-fails";

    private static final String ACCOUNT = PERSONAL.get(0);
    private static final String BUSY = PERSONAL.get(1);
    private static final String PAYER = PERSONAL.get(2);
    private static final long START = Instants.parse("2026-01-06T09:00:00Z");
    private static final long SECOND = 1_000;
    private static final long HOUR = 3_600 * SECOND;
    private static final Origin ORIGIN = new Origin("test", 0, 0);

    /** More than a rule follows in one account. */
    private static final int CROWD = 300;

    /** So many that an hour's drift can be told: an eighth of them are looked at. */
    private static final int PAYMENTS = 9_000;

    private static final int BARS = 300;

    private static ObservedJobs run;

    static synchronized ObservedJobs run() throws Exception {
        if (run == null) {
            try (JsonLog log = JsonLog.begin()) {
                Scrape aml = runAml();
                Scrape market = runMarket();
                run = new ObservedJobs(aml, market, log.lines());
            }
        }
        return run;
    }

    Scrape both() {
        return aml.and(market);
    }

    private static Scrape runAml() throws Exception {
        int port = FreePort.any();
        Scoring scoring = new Scoring(ShippedModel.bytes(), AlertPolicy.DEFAULT, 0.25);
        try (AmlScenario aml = AmlScenario.of(
                "observed-aml", RuleBookReader.shipped(), RateTable.none("USD"), scoring, reporting(port))) {
            LocalJob job = aml.start(1, null, FailingOnce::new);
            aml.produce(List.of(transfer("12.00")
                    .from(ACCOUNT)
                    .to(PAYER)
                    .names("Mallory Oakenshield", "Peggy Thornbury")
                    .purpose("rent for the flat in Elm Street")
                    .id(FAILED)
                    .at(START)
                    .transaction()));
            Scenario.await("it has failed and runs again", () -> job.hasRestarted() && job.allTasksRunning());
            aml.produce(payments());
            for (var record : HostileRecords.all()) {
                aml.send(null, record.bytes(), null);
            }
            // By key: the rest is for event time, which goes on only where records come.
            for (int i = 0; i < 20; i++) {
                aml.send(transfer("1.00")
                        .from("L" + i)
                        .to("M")
                        .at(START + 4 * HOUR)
                        .transaction());
            }
            aml.awaitAllRead(job);
            aml.awaitWatermark(job, START + 3 * HOUR);
            Transaction late = transfer("77.00")
                    .from("ACC-LATE")
                    .to(ACCOUNT)
                    .names("Mallory Oakenshield", "Peggy Thornbury")
                    .purpose("rent for the flat in Elm Street")
                    .at(START - 24 * HOUR)
                    .transaction();
            Transaction conflicting = transfer("78.00")
                    .from("ACC-LATE")
                    .to(ACCOUNT)
                    .id("doubled")
                    .at(START + 4 * HOUR)
                    .transaction();
            Transaction before = transfer("79.00")
                    .from("ACC-LATE")
                    .to(ACCOUNT)
                    .id("doubled")
                    .at(START + 4 * HOUR)
                    .transaction();
            Transaction unrated = transfer("80.00")
                    .in("CHF")
                    .from("ACC-UNRATED")
                    .to(ACCOUNT)
                    .at(START + 4 * HOUR)
                    .transaction();
            aml.produce(List.of(late, before, before, conflicting, unrated));
            aml.send(aml.topics().models(), "order", "{\"orderId\": \"ACC-7Q24481\"}".getBytes(StandardCharsets.UTF_8));
            ModelOrder order = new ModelOrder("no-challenger", ModelRole.CHALLENGER, null, "s3://finai/models", null);
            aml.send(aml.topics().models(), "challenger", order.toJson());
            aml.awaitAllRead(job);
            Scenario.await(
                    "the order is carried out",
                    () -> Scrape.of(port)
                                    .sum("flink_taskmanager_job_task_operator_outcome_modelOrders", "outcome", "active")
                            == 1);
            return awaitPage(port, "feature_populationStabilityIndex", "reason_droppedPartialMatches");
        }
    }

    /** Of everyday life, with deposits that rules find, and an account with more credits than a rule follows. */
    private static List<Transaction> payments() {
        Random random = new Random(7);
        Stream<Transaction> everyday = Stream.iterate(0, i -> i < PAYMENTS, i -> i + 1)
                .map(i -> transfer(20 + random.nextInt(200) + ".00")
                        .from("A" + random.nextInt(150))
                        .to("A" + (150 + random.nextInt(150)))
                        .id("everyday-" + i)
                        .at(START + i * SECOND)
                        .transaction());
        Stream<Transaction> deposits = Stream.iterate(0, i -> i < 4, i -> i + 1).map(i -> cash("9,500.00")
                .into(ACCOUNT)
                .at(START + i * 60 * SECOND)
                .transaction());
        Stream<Transaction> crowd = Stream.iterate(0, i -> i < CROWD, i -> i + 1)
                .map(i -> transfer("6,000.00")
                        .from(PAYER)
                        .to(BUSY)
                        .id("crowd-" + i)
                        .at(START + i * 20 * SECOND)
                        .transaction());
        return Stream.of(everyday, deposits, crowd)
                .flatMap(all -> all)
                .sorted(java.util.Comparator.comparingLong(Transaction::eventTime))
                .toList();
    }

    private static Scrape runMarket() throws Exception {
        int port = FreePort.any();
        try (MarketScenario market = MarketScenario.of(
                "observed-market",
                MarketRuleBookReader.shipped(),
                "IDX",
                new ModelSource.Carried<>(ShippedModel.minutes(), BarForecasts.INSTANCE),
                NewsSentiment.shipped(),
                reporting(port))) {
            LocalJob job = market.start(1, null);
            Random random = new Random(11);
            for (String symbol : List.of("AAA", "IDX")) {
                double close = 100;
                for (int i = 0; i < BARS; i++) {
                    double open = close;
                    close *= Math.exp(0.0005 * random.nextGaussian() + (i == 200 && symbol.equals("AAA") ? 0.06 : 0));
                    market.send(bar(symbol, i, open, close));
                }
            }
            for (int i = 0; i < BARS; i++) {
                String headline = i % 50 == 0 ? "…" : "Example raises its outlook";
                market.send(
                        new NewsItem("N" + i, START + i * 60 * SECOND, headline, null, "Wire", List.of("AAA"), ORIGIN));
            }
            market.send(market.topics().prices(), null, "{}".getBytes(StandardCharsets.UTF_8), null);
            market.awaitAllRead(job);
            market.awaitWatermark(job, START + (BARS - 20) * 60 * SECOND);
            market.send(bar("LATE", 1, 10, 11));
            market.awaitAllRead(job);
            return awaitPage(port, "forecasts", "scoredNews");
        }
    }

    private static PriceBar bar(String symbol, int minute, double open, double close) {
        return new PriceBar(
                symbol,
                START + minute * 60 * SECOND,
                60 * SECOND,
                cents(open),
                cents(Math.max(open, close)),
                cents(Math.min(open, close)),
                cents(close),
                10_000 + minute,
                "USD",
                ORIGIN);
    }

    private static double cents(double price) {
        return Math.round(price * 1e4) / 1e4;
    }

    /** As {@code -D metrics.reporters=prom} sets it up, but on a port of the test's own. */
    private static Configuration reporting(int port) {
        Configuration flink = new Configuration();
        flink.setString("metrics.reporters", "prom");
        flink.setString("metrics.reporter.prom.port", Integer.toString(port));
        return flink;
    }

    private static Scrape awaitPage(int port, String... metrics) throws Exception {
        Scrape[] page = new Scrape[1];
        Scenario.await("the page has " + List.of(metrics), () -> {
            page[0] = Scrape.of(port);
            return Stream.of(metrics)
                    .allMatch(metric -> page[0].metrics().stream().anyMatch(name -> name.endsWith(metric)));
        });
        return page[0];
    }
}
