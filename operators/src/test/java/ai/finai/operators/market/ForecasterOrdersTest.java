package ai.finai.operators.market;

import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Instants;
import ai.finai.events.Origin;
import ai.finai.events.market.Forecast;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.WatchedBar;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.WindowModel;
import ai.finai.models.fixtures.Manifests;
import ai.finai.models.fixtures.TestModel;
import ai.finai.models.fixtures.WindowFixture;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Forecasters that are ordered while bars come. */
@Timeout(60)
class ForecasterOrdersTest {

    private static final long MINUTE = 60_000;
    private static final long START = Instants.parse("2026-01-05T14:30:00Z");
    private static final WindowFixture FIRST = WINDOW.of(Duration.ofMinutes(1));
    private static final WindowFixture SECOND = FIRST.version("2", 8);

    @TempDir
    Path registry;

    private final List<WatchedBar> seen = new ArrayList<>();
    private int minute;

    @Test
    void anOrderedModelForetellsTheBarsThatWaitAndStaysOverARestore() throws Exception {
        OperatorSubtaskState state;
        try (OneSubtask symbols = new OneSubtask("IDX", FIRST.bytes(), null)) {
            bars(symbols, 20);
            symbols.take(bar(20)); // waits for event time
            symbols.order(publish(SECOND, "o1"));
            ModelStatus answer = symbols.answer();
            assertThat(answer.state()).isEqualTo(ModelStatus.State.ACTIVE);
            assertThat(answer.role()).isEqualTo(ModelRole.FORECASTER);
            assertThat(answer.orderId()).isEqualTo("o1");
            assertThat(answer.source()).isEqualTo("models-0@17");
            assertThat(answer.model()).isEqualTo(ModelReference.of(SECOND.file()));
            minute++;
            bars(symbols, 5);
            state = symbols.snapshot();
            seen.addAll(symbols.bars("A"));
        }
        try (OneSubtask symbols = new OneSubtask("IDX", FIRST.bytes(), state)) {
            assertThat(symbols.hasAnswered())
                    .as("it was in force, and is again")
                    .isFalse();
            bars(symbols, 5);
            seen.addAll(symbols.bars("A"));
        }
        assertForetold(List.of(FIRST, SECOND), 20);
    }

    @Test
    void aModelOfTheWrongKindOrDamagedIsRefusedWithTheReasonAndTheOldOneGoesOn() throws Exception {
        try (OneSubtask symbols = new OneSubtask("IDX", FIRST.bytes(), null)) {
            bars(symbols, 15);
            TestModel steps = TestModel.MODEL;
            new ModelRegistry(place()).publish(new ModelFiles(steps.file(), null, steps.manifest()));
            symbols.order(order("o1", ModelReference.of(steps.file())));
            ModelStatus answer = symbols.answer();
            assertThat(answer.state()).isEqualTo(ModelStatus.State.REFUSED);
            assertThat(answer.reason()).contains("is a step model, for accounts; needed is a window model, for prices");

            ModelOrder damaged = publish(SECOND, "o2");
            Path file = registry.resolve("price-lstm/2/model.onnx");
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length / 2));
            symbols.order(damaged);
            assertThat(symbols.answer().reason()).contains("the file's sha256 is", "was ordered");
            bars(symbols, 5);
            seen.addAll(symbols.bars("A"));
        }
        assertForetold(List.of(FIRST), Integer.MAX_VALUE);
    }

    @Test
    void aModelThatDoesNotGiveWhatItsManifestSaysIsRefused() throws Exception {
        try (OneSubtask symbols = new OneSubtask("IDX", FIRST.bytes(), null)) {
            ModelOrder order = publish(SECOND, "o1");
            Path manifest = registry.resolve("price-lstm/2/manifest.json");
            String other = new String(
                            Manifests.of(FIRST.version("2", 9).file()).toJson(),
                            java.nio.charset.StandardCharsets.UTF_8)
                    .replace(
                            FIRST.version("2", 9).file().sha256(), SECOND.file().sha256());
            Files.writeString(manifest, other);
            symbols.order(order);
            ModelStatus answer = symbols.answer();
            assertThat(answer.state()).isEqualTo(ModelStatus.State.REFUSED);
            assertThat(answer.reason()).contains("golden vectors: window 0");
        }
    }

    @Test
    void anOrderWithoutAModelBringsTheConfiguredOneBack() throws Exception {
        try (OneSubtask symbols = new OneSubtask("IDX", FIRST.bytes(), null)) {
            symbols.order(publish(SECOND, "o1"));
            symbols.answer();
            symbols.order(order("o2", null));
            assertThat(symbols.answer().state()).isEqualTo(ModelStatus.State.ACTIVE);
            bars(symbols, 20);
            seen.addAll(symbols.bars("A"));
        }
        assertForetold(List.of(FIRST), Integer.MAX_VALUE);
    }

    @Test
    void anOrderForAnotherRoleIsPassedOver() throws Exception {
        try (OneSubtask symbols = new OneSubtask("IDX", FIRST.bytes(), null)) {
            for (ModelRole role : List.of(ModelRole.CHAMPION, ModelRole.CHALLENGER, ModelRole.SENTIMENT)) {
                symbols.order(new ModelOrder("other", role, null, "", null));
            }
            symbols.order(publish(SECOND, "o1"));
            assertThat(symbols.answer().orderId()).isEqualTo("o1");
            assertThat(symbols.hasAnswered()).isFalse();
        }
    }

    /** Bars that come meanwhile have no forecast; those after it have one at once, as none is missing. */
    @Test
    void aModelThatIsAwayAtARestoreCostsForecastsUntilItIsBackAndNoWindow() throws Exception {
        OperatorSubtaskState state;
        try (OneSubtask symbols = new OneSubtask("IDX", null, null)) {
            symbols.order(publish(SECOND, "o1"));
            symbols.answer();
            bars(symbols, 20);
            state = symbols.snapshot();
            seen.addAll(symbols.bars("A"));
        }
        Files.move(registry.resolve("price-lstm"), registry.resolve("away"));
        try (OneSubtask symbols = new OneSubtask("IDX", null, state)) {
            assertThat(symbols.answer().state()).isEqualTo(ModelStatus.State.UNAVAILABLE);
            bars(symbols, 3);
            Files.move(registry.resolve("away"), registry.resolve("price-lstm"));
            symbols.takeMail();
            bars(symbols, 3);
            List<WatchedBar> restored = symbols.bars("A");
            assertThat(restored.subList(0, 3)).extracting(WatchedBar::forecast).containsOnlyNulls();
            seen.addAll(restored);
        }
        List<Forecast> expected = expected(List.of(SECOND), Integer.MAX_VALUE);
        assertThat(seen.subList(23, 26))
                .extracting(WatchedBar::forecast)
                .doesNotContainNull()
                .isEqualTo(expected.subList(23, 26));
    }

    private void assertForetold(List<WindowFixture> models, int change) throws Exception {
        assertThat(seen).hasSize(minute);
        assertThat(seen).extracting(WatchedBar::forecast).isEqualTo(expected(models, change));
        assertThat(seen.get(minute - 1).forecast()).isNotNull();
    }

    /** @param change the minute from which on the second of the models foretells */
    private List<Forecast> expected(List<WindowFixture> models, int change) throws Exception {
        List<List<Forecast>> byModel = new ArrayList<>();
        for (WindowFixture fixture : models) {
            List<Forecast> all = new ArrayList<>();
            try (WindowModel model = fixture.open()) {
                PlainForecasts plain = new PlainForecasts(model, Long.MAX_VALUE);
                for (int i = 0; i < minute; i++) {
                    all.add(plain.next(bar(i)));
                }
            }
            byModel.add(all);
        }
        List<Forecast> expected = new ArrayList<>();
        for (int i = 0; i < minute; i++) {
            expected.add(byModel.get(i < change ? 0 : 1).get(i));
        }
        return expected;
    }

    private String place() {
        return registry.toUri().toString();
    }

    private ModelOrder publish(WindowFixture model, String orderId) throws Exception {
        new ModelRegistry(place()).publish(new ModelFiles(model.file(), null, Manifests.of(model.file())));
        return order(orderId, ModelReference.of(model.file()));
    }

    private ModelOrder order(String orderId, ModelReference model) {
        return new ModelOrder(orderId, ModelRole.FORECASTER, model, place(), null);
    }

    private void bars(OneSubtask symbols, int count) throws Exception {
        for (int i = 0; i < count; i++, minute++) {
            symbols.take(bar(minute));
        }
        symbols.advance(START + minute * MINUTE);
    }

    private static PriceBar bar(int minute) {
        double open = 100 + minute * 7 % 5;
        double close = 100 + (minute + 1) * 7 % 5;
        return new PriceBar(
                "A",
                START + minute * MINUTE,
                MINUTE,
                open,
                Math.max(open, close),
                Math.min(open, close),
                close,
                1_000 + 37L * minute % 500,
                "USD",
                new Origin("prices", 0, 0));
    }
}
