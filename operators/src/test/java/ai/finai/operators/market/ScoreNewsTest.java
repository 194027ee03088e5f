package ai.finai.operators.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.models.contract.TextContract;
import ai.finai.models.fixtures.TinyBert;
import ai.finai.models.text.BertExport;
import ai.finai.models.text.Vocabulary;
import ai.finai.operators.Metrics;
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
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups.UnregisteredTaskMetricGroup;
import org.apache.flink.runtime.metrics.util.InterceptingOperatorMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stage with Flink's time and barriers around it. */
class ScoreNewsTest {

    private static final SentimentSource SHIPPED = new SentimentSource.Shipped();
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
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.seen()).containsExactly("A@1", "B@2");
            assertThat(harness.snapshot(1, 0).hasState()).isFalse();
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
            harness.endInput();
            harness.getOneInputOperator().finish();
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
        String sha256 = SentimentFolder.read(folder.toString()).file().sha256();
        SentimentSource source = new SentimentSource.Folder(folder.toString(), sha256);
        source.open().close();
        new SentimentSource.Folder(folder.toUri().toString(), sha256).open().close();

        Files.write(folder.resolve("model.onnx"), BertExport.with(TinyBert.onnx(5, 64, 2), contract));
        assertThatThrownBy(source::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the job was started with " + sha256);
        Files.delete(folder.resolve("model.onnx"));
        assertThatThrownBy(source::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no file " + folder.resolve("model.onnx"))
                .hasMessageContaining("each TaskManager must be able to read it there");
        assertThatThrownBy(new SentimentSource.Folder(folder.toUri().toString(), sha256)::open)
                .hasMessageContaining("model.onnx")
                .hasMessageContaining("no file ");
    }

    @Test
    void aBatchIsFromOneToWhatTheModelTakes() {
        assertThatThrownBy(() -> new ScoreNews.Model(SHIPPED, 0, 0)).hasMessage("batch 0: allowed are 1 to 32");
        assertThatThrownBy(() -> new ScoreNews.Model(SHIPPED, 0, 33)).hasMessage("batch 33: allowed are 1 to 32");
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
                    case 1 -> harness.prepareSnapshotPreBarrier(i);
                    case 2 -> harness.setProcessingTime(clock += random.nextInt(30));
                    default -> {}
                }
            }
            harness.getOneInputOperator().finish();
            List<ScoredNews> read = harness.extractOutputValues();
            assertThat(read).as("seed %d", seed).hasSameSizeAs(headlines);
            return read;
        }
    }

    private static NewsItem news(String id, String headline) {
        return new NewsItem(id, 1_000, headline, null, null, List.of("ACME"), new Origin("news", 0, 0));
    }

    private static Harness open(int batch) throws Exception {
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
        Harness harness =
                new Harness(new ScoreNewsOperator(new ScoreNews.Model(SHIPPED, 0, batch)), environment, metrics);
        harness.open();
        return harness;
    }

    private static final class Harness extends OneInputStreamOperatorTestHarness<NewsItem, ScoredNews> {

        final InterceptingOperatorMetricGroup metrics;

        Harness(ScoreNewsOperator operator, MockEnvironment environment, InterceptingOperatorMetricGroup metrics)
                throws Exception {
            super(operator, EventTypes.NEWS_ITEM.createSerializer(new SerializerConfigImpl()), environment);
            this.metrics = metrics;
        }

        void news(String headline, long time) throws Exception {
            processElement(ScoreNewsTest.news("N", headline), time);
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
