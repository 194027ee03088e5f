package ai.finai.jobs.market;

import static ai.finai.models.fixtures.SentimentFixture.SENTIMENT;
import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Event;
import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.fixture.MarketScenario;
import ai.finai.jobs.local.LocalJob;
import ai.finai.models.ModelFile;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.fixtures.Manifests;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import ai.finai.operators.models.ModelSource;
import ai.finai.patterns.book.MarketRuleBookReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models are ordered while the job runs, on a real broker and a real S3 server. */
class MarketModelsTest {

    private static final Origin ORIGIN = new Origin("test", 0, 0);
    private static final long MINUTE = 60_000;
    private static final long OPEN = Instants.parse("2026-01-05T14:30:00Z");
    private static final WindowFixture FIRST = WINDOW.of(Duration.ofMinutes(1));
    private static final WindowFixture SECOND = FIRST.version("2", 8);
    private static final ModelReference DAMAGED = new ModelReference("price-lstm", "2", "0a".repeat(32));

    /** Minutes within which each partition has news. */
    private static final int SLACK = 12;

    private int orders;

    @Test
    @Timeout(300)
    void orderedModelsTakeOverAreRefusedRolledBackAndStayOverARestore() throws Exception {
        try (MarketScenario market = MarketScenario.of(
                "market-models",
                MarketRuleBookReader.shipped(),
                "IDX",
                new ModelSource.Carried<>(FIRST.bytes(), BarForecasts.INSTANCE),
                2, // one for each symbol's bars
                Duration.ZERO,
                S3FileSystem.HADOOP,
                new Configuration())) {
            LocalJob job = market.start(2, null);
            send(market, job, 0, 40);
            String registry = market.config().archive().location() + "-models";
            ModelReference second = publish(registry, SECOND.file(), null);
            ModelReference sentiment = publish(registry, SENTIMENT.file(), SENTIMENT.vocabulary());

            assertTaken(market, order(market, ModelRole.FORECASTER, second, registry), 2);
            assertTaken(market, order(market, ModelRole.SENTIMENT, sentiment, registry), 2);
            send(market, job, 40, 60);

            List<ModelStatus> refused = answers(market, order(market, ModelRole.FORECASTER, DAMAGED, registry), 2);
            assertThat(refused).allSatisfy(status -> {
                assertThat(status.state()).isEqualTo(ModelStatus.State.REFUSED);
                assertThat(status.reason()).contains("the file's sha256 is", "was ordered");
                assertThat(status.source()).matches(market.topics().models() + "-0@\\d+");
            });
            send(market, job, 60, 80);
            assertTaken(market, order(market, ModelRole.FORECASTER, null, registry), 2);
            send(market, job, 80, 100);
            assertTaken(market, order(market, ModelRole.FORECASTER, second, registry), 2);
            String savepoint = job.stopWithSavepoint(false);

            LocalJob restored = market.start(1, savepoint);
            send(market, restored, 100, 120);
            assertThat(restored.hasRestarted()).as("restarted").isFalse();
            restored.stopWithSavepoint(true);

            Map<Integer, String> forecasts = modelsByMinute(market, ArchiveTable.BARS, "start_time", "forecast_model");
            assertModels(forecasts, FIRST.length() + 1, 40 - SLACK, "price-lstm/1");
            assertModels(forecasts, 40, 80 - SLACK, "price-lstm/2");
            assertModels(forecasts, 80, 100 - SLACK, "price-lstm/1");
            assertModels(forecasts, 100, 120, "price-lstm/2");
            Map<Integer, String> sentiments = modelsByMinute(market, ArchiveTable.NEWS, "event_time", "model");
            assertModels(sentiments, 0, 40, null);
            assertModels(sentiments, 40, 120, "finbert/1");
        }
    }

    private static void assertModels(Map<Integer, String> models, int from, int to, String model) {
        for (int minute = from; minute < to; minute++) {
            assertThat(models.get(minute)).as("minute %d", minute).isEqualTo(model);
        }
    }

    /** Of the symbol AAA, or of all news. */
    private static Map<Integer, String> modelsByMinute(
            MarketScenario market, ArchiveTable table, String time, String model) throws Exception {
        Map<Integer, String> models = new HashMap<>();
        String symbol = table == ArchiveTable.BARS ? "symbol" : "headline";
        market.archive()
                .read(
                        table,
                        row -> {
                            if (!"IDX".equals(row[0])) {
                                models.put((int) (((Long) row[1] - OPEN) / MINUTE), (String) row[2]);
                            }
                        },
                        symbol,
                        time,
                        model);
        return models;
    }

    private static ModelReference publish(String registry, ModelFile file, byte[] vocabulary) throws Exception {
        new ModelRegistry(registry).publish(new ModelFiles(file, vocabulary, Manifests.of(file)));
        return ModelReference.of(file);
    }

    private String order(MarketScenario market, ModelRole role, ModelReference model, String registry)
            throws Exception {
        ModelOrder order = new ModelOrder("order-" + ++orders, role, model, registry, null);
        market.send(market.topics().models(), role.code(), order.toJson());
        return order.orderId();
    }

    private static void assertTaken(MarketScenario market, String orderId, int parallelism) throws Exception {
        assertThat(answers(market, orderId, parallelism))
                .allSatisfy(
                        status -> assertThat(status.state()).as(status.reason()).isEqualTo(ModelStatus.State.ACTIVE));
    }

    /** Waits for one of each subtask. */
    private static List<ModelStatus> answers(MarketScenario market, String orderId, int parallelism) throws Exception {
        List<ModelStatus> answers = new ArrayList<>();
        MarketScenario.await("answers to " + orderId, () -> {
            answers.clear();
            market.readCommitted(market.topics().modelStatus()).stream()
                    .map(record -> ModelStatus.read(record.value()))
                    .filter(status -> status.orderId().equals(orderId))
                    .forEach(answers::add);
            return answers.size() == parallelism;
        });
        assertThat(answers.stream().map(ModelStatus::subtask).distinct()).hasSize(parallelism);
        return answers;
    }

    /** Minutes of bars and news; waits until all is read, and event time is at their end but for the slack. */
    private static void send(MarketScenario market, LocalJob job, int from, int to) throws Exception {
        List<Event> events = new ArrayList<>();
        for (int minute = from; minute < to; minute++) {
            long start = OPEN + minute * MINUTE;
            events.add(bar("AAA", minute));
            events.add(bar("IDX", minute));
            events.add(new NewsItem(
                    "news-" + minute, start + MINUTE / 2, "Profits beat", null, "Wire", List.of("OTHER"), ORIGIN));
        }
        market.produce(events);
        market.awaitAllRead(job);
        market.awaitWatermark(job, OPEN + (to - SLACK) * MINUTE);
    }

    private static PriceBar bar(String symbol, int minute) {
        double open = 100 + minute * 7 % 5;
        double close = 100 + (minute + 1) * 7 % 5;
        return new PriceBar(
                symbol,
                OPEN + minute * MINUTE,
                MINUTE,
                open,
                Math.max(open, close),
                Math.min(open, close),
                close,
                1_000 + 37L * minute % 500,
                "USD",
                ORIGIN);
    }
}
