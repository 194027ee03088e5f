package ai.finai.jobs.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.embedded.DataOnClose;
import ai.finai.embedded.EmbeddedS3;
import ai.finai.events.Hashes;
import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.events.yaml.InvalidYaml;
import ai.finai.jobs.SilentControl;
import ai.finai.jobs.archive.S3FileSystem;
import ai.finai.models.TextModel;
import ai.finai.models.contract.TextContract;
import ai.finai.models.fixtures.TestModel;
import ai.finai.models.fixtures.TinyBert;
import ai.finai.models.text.BertExport;
import ai.finai.models.text.SentimentModel;
import ai.finai.models.text.Vocabulary;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.operators.market.sentiment.ScoreNews;
import ai.finai.operators.models.ModelSource;
import ai.finai.operators.types.EventTypes;
import ai.finai.state.MarketOperator;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of FinBERT's layout, with weights that mean nothing, drops in by configuration. */
class ConfiguredSentimentTest {

    private static final byte[] VOCABULARY = Vocabulary.lines(
            List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "profit", "##s", "beat", "loss", "wid", "##en", "##ed"));

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws Exception {
        Vocabulary vocabulary = Vocabulary.ofLines(VOCABULARY);
        TextContract contract = new TextContract(
                "finbert",
                "1",
                new TextContract.Vocabulary("vocab.txt", vocabulary.sha256(), vocabulary.size(), true),
                32,
                List.of(
                        TextContract.Sentiment.POSITIVE,
                        TextContract.Sentiment.NEGATIVE,
                        TextContract.Sentiment.NEUTRAL),
                TextContract.Output.LOGITS,
                "",
                "",
                Map.of());
        Files.write(folder.resolve("model.onnx"), BertExport.with(TinyBert.onnx(11, 64, 1), contract));
        Files.write(folder.resolve("vocab.txt"), VOCABULARY);
        Files.writeString(folder.resolve("market.yaml"), "sentiment: {model: ., parallelism: 1}\n");
    }

    @Test
    void headlinesGetWhatTheModelSaysOfThem() throws Exception {
        ScoreNews.Config model =
                MarketConfig.load(folder.resolve("market.yaml")).sentiment();
        assertThat(model).isNotNull();
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        NewsItem profits = news("N1", "Profits beat");
        NewsItem wordless = news("N2", " \u200B ");
        List<ScoredNews> scored;
        try (CloseableIterator<ScoredNews> results = ScoreNews.of(
                        env.fromData(EventTypes.NEWS_ITEM, profits, wordless),
                        SilentControl.of(env, Boundedness.BOUNDED, MarketOperator.CONTROL_SOURCE),
                        model)
                .news()
                .executeAndCollect()) {
            scored = new ArrayList<>();
            results.forEachRemaining(scored::add);
        }
        try (SentimentModel alone = model.model().open()) {
            var said = alone.judge(List.of("Profits beat")).get(0);
            assertThat(scored)
                    .extracting(ScoredNews::sentiment)
                    .containsExactlyInAnyOrder(
                            new Sentiment(said.negative(), said.neutral(), said.positive()), Sentiment.NEUTRAL);
        }
        assertThat(scored).allMatch(news -> news.model().path().equals("finbert/1"));
    }

    @Test
    void theShippedModelReadsGoodNewsAsGoodAndBadNewsAsBad() throws Exception {
        try (SentimentModel model = NewsSentiment.shipped().open()) {
            assertThat(model.judge(List.of("Profits jump, company raises its outlook"))
                            .get(0)
                            .balance())
                    .isGreaterThan(0.5f);
            assertThat(model.judge(List.of("Shares plunge as company posts loss"))
                            .get(0)
                            .balance())
                    .isLessThan(-0.5f);
        }
    }

    @Test
    void theModelMayBeAnAddressAndDoesNotTravelWithTheJobGraph() throws Exception {
        Files.writeString(
                folder.resolve("market.yaml"),
                "sentiment: {model: '" + folder.toUri() + "', parallelism: 2, batch: 8}\n");
        ScoreNews.Config model =
                MarketConfig.load(folder.resolve("market.yaml")).sentiment();
        assertThat(model).isNotNull();
        assertThat(model.parallelism()).isEqualTo(2);
        assertThat(model.batch()).isEqualTo(8);
        assertThat(InstantiationUtil.serializeObject(model))
                .hasSizeLessThan(1_000)
                .hasSizeLessThan((int) Files.size(folder.resolve("model.onnx")));
        model.model().open().close();

        Files.delete(folder.resolve("model.onnx"));
        assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageEndingWith("model.onnx");
        Files.writeString(folder.resolve("market.yaml"), "sentiment: {model: nowhere://bank/finbert}\n");
        assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith("nowhere://bank/finbert/model.onnx");
    }

    @Test
    void aModelOnS3IsReadFromThereByTheJobsSubtasks() throws Exception {
        Path plugins = Path.of(System.getProperty("finai.root"), "jobs", "pipelines", "target", "plugins");
        try (EmbeddedS3 s3 = EmbeddedS3.start(folder.resolve("s3"), 0, DataOnClose.DROP, List.of("bank"))) {
            Configuration flink = new Configuration();
            flink.setString("s3.endpoint", s3.endpoint().toString());
            flink.setString("s3.path.style.access", "true");
            flink.setString("s3.access-key", EmbeddedS3.ACCESS_KEY);
            flink.setString("s3.secret-key", EmbeddedS3.SECRET_KEY);
            S3FileSystem.HADOOP.initialise(flink, plugins);
            for (String name : List.of("model.onnx", "vocab.txt")) {
                org.apache.flink.core.fs.Path file =
                        new org.apache.flink.core.fs.Path("s3://bank/models/finbert/" + name);
                try (OutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.NO_OVERWRITE)) {
                    out.write(Files.readAllBytes(folder.resolve(name)));
                }
            }
            Files.writeString(folder.resolve("market.yaml"), "sentiment: {model: 's3://bank/models/finbert'}\n");
            ScoreNews.Config model =
                    MarketConfig.load(folder.resolve("market.yaml")).sentiment();
            assertThat(model).isNotNull();
            assertThat(model.model())
                    .isEqualTo(new ModelSource.AtPlace<>(
                            "s3://bank/models/finbert",
                            Hashes.sha256(Files.readAllBytes(folder.resolve("model.onnx"))),
                            NewsSentiment.INSTANCE));
            try (SentimentModel opened = model.model().open()) {
                assertThat(opened.contract().name()).isEqualTo("finbert");
            }
            Files.writeString(folder.resolve("market.yaml"), "sentiment: {model: 's3://bank/models/other'}\n");
            assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                    .isInstanceOf(NoSuchFileException.class)
                    .hasMessage("s3://bank/models/other/model.onnx");
        } finally {
            FileSystem.initialize(new Configuration(), null);
        }
    }

    @Test
    void aPathIsRelativeToTheConfigurationAndKnownToSubtasksInFull() throws Exception {
        ScoreNews.Config model =
                MarketConfig.load(folder.resolve("market.yaml")).sentiment();
        assertThat(model).isNotNull();
        assertThat(model.model())
                .isEqualTo(new ModelSource.AtPlace<>(
                        folder.toString(),
                        Hashes.sha256(Files.readAllBytes(folder.resolve("model.onnx"))),
                        NewsSentiment.INSTANCE));
        assertThat(model.batch()).isEqualTo(TextModel.LARGEST_BATCH);
    }

    @Test
    void batchesAreWithinBounds() throws Exception {
        for (int batch : new int[] {0, 33}) {
            Files.writeString(folder.resolve("market.yaml"), "sentiment:\n  batch: " + batch + "\n");
            assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                    .isInstanceOf(InvalidYaml.class)
                    .hasMessageContaining(":2: sentiment.batch")
                    .hasMessageContaining("allowed are 1 to 32");
        }
    }

    @Test
    void whatMayNotRunIsAnErrorOfTheConfigurationWithItsReason() throws Exception {
        Files.write(folder.resolve("vocab.txt"), Vocabulary.lines(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "x")));
        assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocab.txt: its sha256 is");
        Files.write(folder.resolve("model.onnx"), TestModel.MODEL.bytes());
        assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step");
        Files.delete(folder.resolve("model.onnx"));
        assertThatThrownBy(() -> MarketConfig.load(folder.resolve("market.yaml")))
                .isInstanceOf(java.io.IOException.class)
                .hasMessageContaining("model.onnx");
    }

    private static NewsItem news(String id, String headline) {
        return new NewsItem(id, 1_000, headline, null, null, List.of("AAPL"), new Origin("news", 0, 0));
    }
}
