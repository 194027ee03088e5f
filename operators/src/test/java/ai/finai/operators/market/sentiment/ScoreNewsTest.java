package ai.finai.operators.market.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.models.InvalidModelException;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.contract.TextContract;
import ai.finai.models.fixtures.Manifests;
import ai.finai.models.fixtures.SentimentFixture;
import ai.finai.models.fixtures.TinyBert;
import ai.finai.models.text.BertExport;
import ai.finai.models.text.Judgement;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.Vocabulary;
import ai.finai.operators.ControlMessage;
import ai.finai.operators.Metrics;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelPlace;
import ai.finai.operators.models.ModelRegistry;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.UnregisteredTaskMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stage with Flink's time and barriers around it. */
class ScoreNewsTest {

    private static final ModelSource<SentimentModel> SHIPPED = NewsSentiment.shipped();
    private static final List<String> WORDS = List.of(
            "profit",
            "loss",
            "shares",
            "rise",
            "plunge",
            "Acme",
            "beats",
            "estimates",
            "2026",
            "日本",
            "утверждает",
            "…");

    @Test
    void headlinesWaitUntilTheyAreAsManyAsAreReadAtOnce() throws Exception {
        try (Harness harness = open(3)) {
            harness.news("A", 1);
            harness.news("B", 2);
            assertThat(harness.seen()).isEmpty();
            harness.news("C", 3);
            assertThat(harness.seen()).containsExactly("A@1", "B@2", "C@3");
        }
    }

    @Test
    void noWatermarkOvertakesAHeadline() throws Exception {
        try (Harness harness = open(32)) {
            harness.news("A", 1);
            harness.processWatermark(new Watermark(5));
            harness.news("B", 6);
            harness.news("C", 7);
            harness.processWatermark(new Watermark(9));
            assertThat(harness.seen()).containsExactly("A@1", "watermark 5", "B@6", "C@7", "watermark 9");
        }
    }

    @Test
    void anInputThatFallsIdleHoldsNoHeadlineBack() throws Exception {
        try (Harness harness = open(32)) {
            harness.news("A", 1);
            harness.processWatermarkStatus(WatermarkStatus.IDLE);
            assertThat(harness.seen()).containsExactly("A@1", "idle");
        }
    }

    @Test
    void noHeadlineIsHeldAcrossABarrier() throws Exception {
        try (Harness harness = open(32)) {
            harness.news("A", 1);
            harness.news("B", 2);
            harness.operator().prepareSnapshotPreBarrier(1);
            assertThat(harness.seen()).containsExactly("A@1", "B@2");
        }
    }

    @Test
    void whereNothingComesTheFirstHeadlineWaitsNoLongerThanItLingers() throws Exception {
        try (Harness harness = open(3)) {
            harness.setProcessingTime(1_000);
            harness.news("A", 1);
            harness.setProcessingTime(1_000 + ScoreNewsOperator.LINGER - 1);
            harness.news("B", 2);
            assertThat(harness.seen()).isEmpty();
            harness.setProcessingTime(1_000 + ScoreNewsOperator.LINGER);
            assertThat(harness.seen()).containsExactly("A@1", "B@2");
        }
    }

    @Test
    void eachBatchLingersForItself() throws Exception {
        try (Harness harness = open(2)) {
            harness.setProcessingTime(1_000);
            harness.news("A", 1);
            harness.news("B", 2);
            harness.setProcessingTime(1_004);
            harness.news("C", 3);
            harness.setProcessingTime(1_000 + ScoreNewsOperator.LINGER);
            assertThat(harness.seen()).containsExactly("A@1", "B@2");
            harness.setProcessingTime(1_004 + ScoreNewsOperator.LINGER);
            assertThat(harness.seen()).containsExactly("A@1", "B@2", "C@3");
            harness.setProcessingTime(2_000);
            harness.news("D", 4);
            harness.setProcessingTime(2_000 + ScoreNewsOperator.LINGER);
            assertThat(harness.seen()).containsExactly("A@1", "B@2", "C@3", "D@4");
        }
    }

    @Test
    void theEndHoldsNothingBack() throws Exception {
        try (Harness harness = open(32)) {
            harness.news("A", 1);
            harness.operator().finish();
            assertThat(harness.seen()).containsExactly("A@1");
        }
    }

    @Test
    void aRecordWithoutATimestampStaysOne() throws Exception {
        try (Harness harness = open(1)) {
            harness.processElement(new StreamRecord<>(news("A", "Acme")));
            assertThat(harness.extractOutputStreamRecords()).singleElement().matches(record -> !record.hasTimestamp());
        }
    }

    @Test
    void howManyAreReadAtOnceChangesNoResultByOneBit() throws Exception {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        List<String> headlines = headlines(new Random(seed), 500);
        List<ScoredNews> alone = read(1, headlines, new Random(seed), seed);
        // Records of floats are equal where their bits are.
        assertThat(read(32, headlines, new Random(seed), seed))
                .as("seed %d", seed)
                .isEqualTo(alone);
        assertThat(read(7, headlines, new Random(seed + 1), seed))
                .as("seed %d", seed)
                .isEqualTo(alone);
        assertThat(alone).extracting(news -> news.news().headline()).isEqualTo(headlines);
        assertThat(alone)
                .extracting(ScoredNews::sentiment)
                .contains(Sentiment.NEUTRAL)
                .doesNotContainNull();
        assertThat(alone.stream().map(ScoredNews::sentiment).distinct().count()).isGreaterThan(400);
    }

    @Test
    void whatIsReadIsCountedAndSoIsHowManyAtOnce() throws Exception {
        try (Harness harness = open(3)) {
            harness.news("Acme", 1);
            harness.processWatermark(new Watermark(1));
            harness.processElement(news("N", " \u200B "), 2);
            harness.news("Profit", 3);
            harness.news("Loss", 4);
            assertThat(harness.count(Metrics.SCORED_NEWS)).isEqualTo(3);
            assertThat(harness.count(Metrics.WORDLESS_NEWS)).isEqualTo(1);
            assertThat(harness.count(Metrics.UNSCORED_NEWS)).isZero();
            Histogram sizes = (Histogram) harness.metrics.get(Metrics.NEWS_BATCH_SIZE);
            assertThat(sizes.getStatistics().getValues()).containsExactlyInAnyOrder(1, 3);
        }
    }

    @Test
    void aModelThatIsAnotherThanTheJobWasStartedWithDoesNotRun(@TempDir Path folder) throws Exception {
        byte[] vocabulary = Vocabulary.lines(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "profit"));
        Vocabulary read = Vocabulary.ofLines(vocabulary);
        TextContract contract = new TextContract(
                "finbert",
                "1",
                new TextContract.Vocabulary("vocab.txt", read.sha256(), read.size(), true),
                32,
                List.of(TextContract.Sentiment.values()),
                TextContract.Output.LOGITS,
                "",
                "",
                Map.of());
        Files.write(folder.resolve("model.onnx"), BertExport.with(TinyBert.onnx(5, 64, 1), contract));
        Files.write(folder.resolve("vocab.txt"), vocabulary);
        String sha256 = ModelPlace.read(folder.toString(), NewsSentiment.INSTANCE)
                .file()
                .sha256();
        ModelSource<SentimentModel> source = at(folder.toString(), sha256);
        source.open().close();
        at(folder.toUri().toString(), sha256).open().close();

        Files.write(folder.resolve("model.onnx"), BertExport.with(TinyBert.onnx(5, 64, 2), contract));
        assertThatThrownBy(source::open)
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("the job was started with " + sha256);
        Files.delete(folder.resolve("model.onnx"));
        assertThatThrownBy(source::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file " + folder.resolve("model.onnx"))
                .hasMessageContaining("each TaskManager must be able to read it there");
        assertThatThrownBy(at(folder.toUri().toString(), sha256)::open)
                .hasMessageContaining("model.onnx")
                .hasMessageContaining("no file ");
    }

    @Test
    @Timeout(60)
    void anOrderedModelReadsWhatComesAfterItAndStaysOverARestore(@TempDir Path registry) throws Exception {
        SentimentFixture second = new SentimentFixture("2", 9);
        OperatorSubtaskState state;
        try (Harness harness = open(32)) {
            harness.news("Profits", 1); // waits for company
            harness.order(publish(registry, second, "o1"));
            ModelStatus answer = harness.answer();
            assertThat(answer.state()).as(answer.reason()).isEqualTo(ModelStatus.State.ACTIVE);
            assertThat(answer.role()).isEqualTo(ModelRole.SENTIMENT);
            assertThat(answer.source()).isEqualTo("models-0@17");
            harness.news("Profits beat", 2);
            harness.operator().prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
            assertThat(harness.extractOutputValues())
                    .extracting(news -> news.model().path())
                    .containsExactly("sentiment/1", "finbert/2");
            try (SentimentModel alone = second.open()) {
                Judgement said = alone.judge(List.of("Profits beat")).get(0);
                assertThat(harness.extractOutputValues().get(1).sentiment())
                        .isEqualTo(new Sentiment(said.negative(), said.neutral(), said.positive()));
            }
        }
        try (Harness harness = open(1, state)) {
            harness.news("Loss widened", 3);
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .matches(news -> news.model().path().equals("finbert/2"));
        }
        Files.delete(registry.resolve("finbert/2/vocab.txt"));
        try (Harness harness = open(1, state)) {
            assertThat(harness.answer().state()).isEqualTo(ModelStatus.State.UNAVAILABLE);
            harness.news("Loss widened", 3);
            assertThat(harness.extractOutputValues()).singleElement().matches(news -> news.sentiment() == null);
            assertThat(harness.count(Metrics.UNSCORED_NEWS)).isOne();
        }
    }

    @Test
    @Timeout(60)
    void aModelWithTheVocabularyOfAnotherIsRefusedAndTheOldOneGoesOn(@TempDir Path registry) throws Exception {
        try (Harness harness = open(1)) {
            ModelOrder order = publish(registry, SentimentFixture.SENTIMENT, "o1");
            Files.write(
                    registry.resolve("finbert/1/vocab.txt"),
                    Vocabulary.lines(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "profit")));
            harness.order(order);
            ModelStatus answer = harness.answer();
            assertThat(answer.state()).isEqualTo(ModelStatus.State.REFUSED);
            assertThat(answer.reason()).contains("vocab.txt: its sha256 is");
            harness.news("Profits", 1);
            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .matches(news -> news.model().path().equals("sentiment/1"));
        }
    }

    @Test
    void theControlStreamMovesNoEventTime() throws Exception {
        try (Harness harness = open(1)) {
            harness.operator().processWatermark2(new Watermark(Long.MAX_VALUE));
            harness.operator().processWatermarkStatus2(WatermarkStatus.IDLE);
            harness.processWatermark(new Watermark(5));
            assertThat(harness.seen()).containsExactly("watermark 5");
        }
    }

    private static ModelOrder publish(Path registry, SentimentFixture model, String orderId) throws Exception {
        String place = registry.toUri().toString();
        new ModelRegistry(place).publish(new ModelFiles(model.file(), model.vocabulary(), Manifests.of(model.file())));
        return new ModelOrder(orderId, ModelRole.SENTIMENT, ModelReference.of(model.file()), place, null);
    }

    @Test
    void aBatchIsFromOneToWhatTheModelTakes() {
        assertThatThrownBy(() -> config(SHIPPED, 0)).hasMessage("batch 0: allowed are 1 to 32");
        assertThatThrownBy(() -> config(SHIPPED, 33)).hasMessage("batch 33: allowed are 1 to 32");
    }

    private static ModelSource<SentimentModel> at(String place, String sha256) {
        return new ModelSource.AtPlace<>(place, sha256, NewsSentiment.INSTANCE);
    }

    private static ScoreNews.Config config(ModelSource<SentimentModel> model, int batch) {
        return new ScoreNews.Config(model, 0, batch, "market", "test");
    }

    /** Of every length; some without a word, some longer than what is read. */
    private static List<String> headlines(Random random, int count) {
        List<String> headlines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder headline = new StringBuilder();
            int words = random.nextInt(20) == 0 ? 90 : random.nextInt(18);
            for (int word = 0; word < words; word++) {
                headline.append(WORDS.get(random.nextInt(WORDS.size()))).append(' ');
            }
            headlines.add(headline.toString());
        }
        return headlines;
    }

    /** What comes out, with watermarks, barriers and pauses strewn in. */
    private static List<ScoredNews> read(int batch, List<String> headlines, Random random, long seed) throws Exception {
        try (Harness harness = open(batch)) {
            long clock = 0;
            for (int i = 0; i < headlines.size(); i++) {
                harness.processElement(news("N" + i, headlines.get(i)), i);
                switch (random.nextInt(40)) {
                    case 0 -> harness.processWatermark(new Watermark(i));
                    case 1 -> harness.operator().prepareSnapshotPreBarrier(i);
                    case 2 -> harness.setProcessingTime(clock += random.nextInt(30));
                    default -> {}
                }
            }
            harness.operator().finish();
            List<ScoredNews> read = harness.extractOutputValues();
            assertThat(read).as("seed %d", seed).hasSameSizeAs(headlines);
            return read;
        }
    }

    private static NewsItem news(String id, String headline) {
        return new NewsItem(id, 1_000, headline, null, null, List.of("ACME"), new Origin("news", 0, 0));
    }

    private static Harness open(int batch) throws Exception {
        return open(batch, null);
    }

    /** @param state of a subtask before; null for none */
    private static Harness open(int batch, OperatorSubtaskState state) throws Exception {
        InterceptingOperatorMetricGroup metrics = new InterceptingOperatorMetricGroup();
        MockEnvironment environment = MockEnvironment.builder()
                .setMetricGroup(new UnregisteredTaskMetricGroup() {
                    @Override
                    public InternalOperatorMetricGroup getOrAddOperator(
                            OperatorID id, String name, Map<String, String> variables) {
                        return metrics;
                    }
                })
                .build();
        Harness harness = new Harness(new ScoreNewsOperator(config(SHIPPED, batch)), environment, metrics);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static final class Harness extends AbstractStreamOperatorTestHarness<ScoredNews> {

        final InterceptingOperatorMetricGroup metrics;

        Harness(ScoreNewsOperator operator, MockEnvironment environment, InterceptingOperatorMetricGroup metrics)
                throws Exception {
            super(operator, environment);
            setup(EventTypes.SCORED_NEWS.createSerializer(new SerializerConfigImpl()));
            this.metrics = metrics;
        }

        void news(String headline, long time) throws Exception {
            processElement(ScoreNewsTest.news("N", headline), time);
        }

        ScoreNewsOperator operator() {
            return (ScoreNewsOperator) getOperator();
        }

        void processElement(NewsItem news, long time) throws Exception {
            processElement(new StreamRecord<>(news, time));
        }

        void processElement(StreamRecord<NewsItem> news) throws Exception {
            operator().processElement1(news);
        }

        void processWatermark(Watermark mark) throws Exception {
            operator().processWatermark1(mark);
        }

        void processWatermarkStatus(WatermarkStatus status) throws Exception {
            operator().processWatermarkStatus1(status);
        }

        void order(ModelOrder order) throws Exception {
            operator().processElement2(new StreamRecord<>(ControlMessage.model(order.toJson(), "models-0@17")));
        }

        /** What is said of models first. */
        ModelStatus answer() throws Exception {
            while (getSideOutput(ScoreNews.MODEL_STATUS) == null) {
                getTaskMailbox().take(0).run();
            }
            return getSideOutput(ScoreNews.MODEL_STATUS).peek().getValue();
        }

        long count(String counter) {
            return ((Counter) metrics.get(counter)).getCount();
        }

        /** What came out, in order: headlines with their times, and what else. */
        List<String> seen() {
            List<String> seen = new ArrayList<>();
            for (Object out : getOutput()) {
                if (out instanceof StreamRecord<?> record && record.getValue() instanceof ScoredNews scored) {
                    assertThat(scored.sentiment()).isNotNull();
                    seen.add(scored.news().headline() + '@' + record.getTimestamp());
                } else if (out instanceof Watermark mark) {
                    seen.add("watermark " + mark.getTimestamp());
                } else {
                    seen.add(out.equals(WatermarkStatus.IDLE) ? "idle" : String.valueOf(out));
                }
            }
            return seen;
        }
    }
}
