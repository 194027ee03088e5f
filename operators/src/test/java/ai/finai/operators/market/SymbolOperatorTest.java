package ai.finai.operators.market;

import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.WindowModel;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.operators.Backend;
import ai.finai.operators.market.forecast.BarForecasts;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.patterns.book.MarketRuleBookReader;
import ai.finai.state.market.SymbolEvent;
import ai.finai.state.market.SymbolState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operator with Flink's state and time around it: order, restore, another parallelism, what is late, what is forgotten. */
class SymbolOperatorTest {

    private static final int MAX_PARALLELISM = 64;
    private static final long MINUTE = 60_000;
    private static final long START = Instants.parse("2026-01-05T14:30:00Z");
    private static final int BARS = 260;
    private static final List<String> SYMBOLS = List.of("IDX", "A", "B", "C", "D");
    private static final Origin ORIGIN = new Origin("prices", 0, 0);

    private static final WindowFixture MODEL = WINDOW.of(Duration.ofMinutes(1));

    private final long seed = Long.getLong("finai.seed", System.nanoTime());

    private byte[] model = MODEL.bytes();

    private final List<WatchedBar> bars = new ArrayList<>();
    private final List<MarketAlert> alerts = new ArrayList<>();
    private final List<String> late = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void restoresAndAnotherParallelismChangeNothing(Backend backend) throws Exception {
        List<SymbolEvent> events = events(new Random(seed));
        run(Backend.HEAP, events, new int[] {1}, events.size());
        List<WatchedBar> expectedBars = List.copyOf(bars);
        List<MarketAlert> expectedAlerts = List.copyOf(alerts);
        assertThat(expectedAlerts).as("seed %d", seed).isNotEmpty();
        assertThat(expectedBars).hasSize(SYMBOLS.size() * BARS);
        clear();

        run(backend, events, new int[] {1, 3, 2}, 1 + new Random(seed).nextInt(events.size() / 4));

        assertThat(bars).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expectedBars);
        assertThat(alerts).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expectedAlerts);
        assertThat(late).isEmpty();
    }

    @Test
    void eachBarIsForetoldFromTheBarsOfItsSymbolBeforeIt() throws Exception {
        List<SymbolEvent> events = events(new Random(seed));
        run(Backend.HEAP, events, new int[] {2, 1}, 1 + new Random(seed).nextInt(events.size()));
        Map<String, Long> splits = new HashMap<>();
        events.stream()
                .filter(event -> event.split() != null)
                .forEach(event -> splits.put(event.symbol(), event.eventTime()));
        bars.sort(Comparator.comparingLong(bar -> bar.bar().start()));
        try (WindowModel model = MODEL.open()) {
            for (String symbol : SYMBOLS) {
                PlainForecasts plain = new PlainForecasts(model, splits.get(symbol));
                for (WatchedBar bar : bars) {
                    if (bar.bar().symbol().equals(symbol)) {
                        Forecast expected = plain.next(bar.bar());
                        assertThat(bar.forecast()).as("seed %d, %s", seed, bar).isEqualTo(expected);
                    }
                }
                assertThat(plain.given).isEqualTo(BARS - MODEL.length() - 1);
            }
        }
    }

    @Test
    void aBarAfterAHaltIsNotForetoldAndThoseAfterItAre() throws Exception {
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            for (int minute = 0; minute < 30; minute++) {
                int halted = minute < 20 ? minute : minute + 5;
                operator.processElement1(
                        new StreamRecord<>(SymbolEvent.of(bar("A", halted, 100 + minute % 3, 100 + (minute + 1) % 3))));
            }
            advance(operator, Long.MAX_VALUE);
            drain(operator);
            assertThat(bars.stream()
                            .filter(bar -> bar.forecast() == null)
                            .map(bar -> (bar.bar().start() - START) / MINUTE)
                            .skip(MODEL.length() + 1))
                    .containsExactly(25L);
        }
    }

    @Test
    void barsOfAnotherLengthAreRefusedAndNotForetoldFrom() throws Exception {
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            for (int minute = 0; minute < 30; minute++) {
                PriceBar bar = bar("A", minute, 100 + minute % 3, 100 + (minute + 1) % 3);
                operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar)));
                operator.processElement1(new StreamRecord<>(SymbolEvent.of(new PriceBar(
                        "A", bar.start() + MINUTE, 30_000, bar.open(), 900, 1, bar.open(), 7, "USD", ORIGIN))));
            }
            advance(operator, Long.MAX_VALUE);
            drain(operator);
            assertThat(bars)
                    .extracting(bar -> bar.bar().interval())
                    .containsOnly(MINUTE)
                    .hasSize(30);
            assertThat(bars.stream().filter(bar -> bar.forecast() != null)).hasSize(30 - MODEL.length() - 1);
        }
    }

    @Test
    void aModelWhoseForecastsAreNoneCostsForecastsAndNoBar() throws Exception {
        // Its low quantile is above its high one.
        model = MODEL.spoilt(graph -> graph.getNodeBuilderList().forEach(node -> {
            if (node.getOutput(0).equals("low")) {
                node.setOpType("Add");
            } else if (node.getOutput(0).equals("high")) {
                node.setOpType("Sub");
            }
        }));
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            for (int minute = 0; minute < 30; minute++) {
                operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("A", minute, 100, 101))));
            }
            advance(operator, Long.MAX_VALUE);
            drain(operator);
            assertThat(bars).hasSize(30).extracting(WatchedBar::forecast).containsOnlyNulls();
        }
    }

    @Test
    void aModelThatForetellsWhatNoPriceDoesCostsForecastsAndNoBar() throws Exception {
        // Its quantiles are ten thousand times as large.
        model = MODEL.spoilt(graph -> graph.getInitializerBuilderList().forEach(weights -> {
            if (weights.getName().equals("head")) {
                for (int i = 0; i < weights.getFloatDataCount(); i++) {
                    weights.setFloatData(i, 10_000 * weights.getFloatData(i));
                }
            }
        }));
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            for (int minute = 0; minute < 30; minute++) {
                operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("A", minute, 100, 101))));
            }
            advance(operator, Long.MAX_VALUE);
            drain(operator);
            assertThat(bars).hasSize(30).extracting(WatchedBar::forecast).containsOnlyNulls();
        }
    }

    @Test
    void whatIsLateIsSaidAndABarThatIsLateHasNoFigures() throws Exception {
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("B", 1, 100, 101))));
            advance(operator, START + 10 * MINUTE);
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("A", 3, 100, 101))));
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(new Split("B", START, 2, ORIGIN))));
            operator.processElement1(new StreamRecord<>(SymbolEvent.of("A", news("N", START - 61 * MINUTE))));
            operator.processElement1(new StreamRecord<>(SymbolEvent.of("A", news("M", START + MINUTE))));
            drain(operator);
            assertThat(late).containsExactly("bar", "split", "news");
            assertThat(bars).hasSize(2).last().matches(WatchedBar::late);
            assertThat(operator.numKeyedStateEntries())
                    .as("of B, and of A by the news that was not too late")
                    .isEqualTo(2);
        }
    }

    @Test
    void whatWaitsAtTheEndIsTakenWithoutAnotherWatermark() throws Exception {
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("A", 0, 100, 101))));
            operator.getOperator().finish();
            drain(operator);
            assertThat(bars).singleElement().matches(bar -> !bar.late());
        }
    }

    @Test
    void aSymbolWithoutEventsIsForgotten() throws Exception {
        try (var operator = open(Backend.HEAP, 1, 0, null, 1)) {
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("A", 0, 100, 101))));
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("B", 0, 100, 101))));
            advance(operator, START + 10 * MINUTE);
            operator.processElement1(new StreamRecord<>(SymbolEvent.of(bar("B", 20, 100, 101))));
            advance(operator, START + MINUTE + SymbolState.RETENTION_MILLIS);
            assertThat(operator.numKeyedStateEntries()).isOne();
            advance(operator, START + 30 * MINUTE + SymbolState.RETENTION_MILLIS);
            assertThat(operator.numKeyedStateEntries()).isZero();
        }
    }

    /** @param most events before the next snapshot, from which as many subtasks go on as {@code parallelism} says next */
    private void run(Backend backend, List<SymbolEvent> events, int[] parallelism, int most) throws Exception {
        OperatorSubtaskState state = null;
        int before = 1;
        int next = 0;
        long watermark = Long.MIN_VALUE;
        for (int round = 0; next < events.size() || round == 0; round++) {
            int now = parallelism[round % parallelism.length];
            List<KeyedTwoInputStreamOperatorTestHarness<String, SymbolEvent, ToAllSymbols, WatchedBar>> subtasks =
                    new ArrayList<>();
            for (int i = 0; i < now; i++) {
                subtasks.add(open(backend, now, i, state, before));
            }
            for (int end = Math.min(events.size(), next + most); next < end; next++) {
                SymbolEvent event = events.get(next);
                subtasks.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(event.symbol(), MAX_PARALLELISM, now))
                        .processElement1(new StreamRecord<>(event));
                if (event.symbol().equals("IDX") && event.news() == null) {
                    for (var subtask : subtasks) {
                        subtask.processElement2(new StreamRecord<>(ToAllSymbols.of(event)));
                    }
                }
                if (event.eventTime() - 3 * MINUTE > watermark + 2 * MINUTE) {
                    watermark = event.eventTime() - 3 * MINUTE;
                    for (var subtask : subtasks) {
                        advance(subtask, watermark);
                    }
                }
            }
            List<OperatorSubtaskState> snapshots = new ArrayList<>();
            for (var subtask : subtasks) {
                if (next == events.size()) {
                    advance(subtask, Long.MAX_VALUE);
                }
                snapshots.add(subtask.snapshot(round, round));
                drain(subtask);
                subtask.close();
            }
            state = AbstractStreamOperatorTestHarness.repackageState(snapshots.toArray(OperatorSubtaskState[]::new));
            before = now;
        }
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, SymbolEvent, ToAllSymbols, WatchedBar> open(
            Backend backend, int parallelism, int index, OperatorSubtaskState state, int before) throws Exception {
        var harness = new KeyedTwoInputStreamOperatorTestHarness<String, SymbolEvent, ToAllSymbols, WatchedBar>(
                new SymbolOperator(new WatchSymbols.Config(
                        MarketRuleBookReader.shipped(),
                        "IDX",
                        new ModelSource.Carried<>(model, BarForecasts.INSTANCE),
                        3_600_000,
                        "market",
                        "test")),
                SymbolEvent::symbol,
                told -> "",
                EventTypes.KEY,
                MAX_PARALLELISM,
                parallelism,
                index);
        harness.setStateBackend(backend.create());
        TypeSerializer<WatchedBar> serializer = EventTypes.WATCHED_BAR.createSerializer(
                harness.getExecutionConfig().getSerializerConfig());
        harness.setup(serializer);
        if (state != null) {
            harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    state, MAX_PARALLELISM, before, parallelism, index));
        }
        harness.open();
        return harness;
    }

    private static void advance(
            KeyedTwoInputStreamOperatorTestHarness<String, SymbolEvent, ToAllSymbols, WatchedBar> operator, long time)
            throws Exception {
        operator.processWatermark1(new Watermark(time));
        operator.processWatermark2(new Watermark(time));
    }

    private void drain(KeyedTwoInputStreamOperatorTestHarness<String, SymbolEvent, ToAllSymbols, WatchedBar> operator) {
        operator.extractOutputValues().forEach(bars::add);
        var said = operator.getSideOutput(WatchSymbols.ALERTS);
        if (said != null) {
            said.forEach(record -> alerts.add(record.getValue()));
        }
        var tooLate = operator.getSideOutput(WatchSymbols.LATE);
        if (tooLate != null) {
            tooLate.forEach(record -> late.add(record.getValue().kind()));
        }
    }

    private void clear() {
        bars.clear();
        alerts.clear();
        late.clear();
    }

    /** Each up to two minutes out of order. */
    private static List<SymbolEvent> events(Random random) {
        List<SymbolEvent> events = new ArrayList<>();
        for (String symbol : SYMBOLS) {
            double close = 100;
            for (int i = 0; i < BARS; i++) {
                double open = close;
                close *= Math.exp((random.nextInt(50) == 0 ? 0.03 : 0.0008) * random.nextGaussian());
                events.add(SymbolEvent.of(bar(symbol, i, open, close)));
                if (random.nextInt(30) == 0) {
                    events.add(SymbolEvent.of(symbol, news(symbol + i, START + i * MINUTE + random.nextInt(60_000))));
                }
            }
            events.add(SymbolEvent.of(new Split(symbol, START + (50 + random.nextInt(150)) * MINUTE, 2, ORIGIN)));
        }
        return events.stream()
                .map(event -> new Arrival(event, event.eventTime() + random.nextInt(120_000)))
                .sorted(Comparator.comparingLong(Arrival::time))
                .map(Arrival::event)
                .toList();
    }

    private record Arrival(SymbolEvent event, long time) {}

    private static PriceBar bar(String symbol, int minute, double open, double close) {
        return new PriceBar(
                symbol,
                START + minute * MINUTE,
                MINUTE,
                open,
                Math.max(open, close),
                Math.min(open, close),
                close,
                1_000 + 37L * minute % 500,
                "USD",
                ORIGIN);
    }

    private static ScoredNews news(String id, long published) {
        return ScoredNews.unscored(new NewsItem(id, published, "Headline " + id, null, null, List.of("A"), ORIGIN));
    }
}
