package ai.finai.cli.model;

import static ai.finai.cli.Cli.finai;
import static ai.finai.models.fixtures.SentimentFixture.SENTIMENT;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static ai.finai.models.fixtures.WindowFixture.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.cli.Cli;
import ai.finai.cli.ExitCode;
import ai.finai.models.GoldenVectors;
import ai.finai.models.Manifest;
import ai.finai.models.ModelReference;
import ai.finai.models.fixtures.TestModel;
import ai.finai.models.text.Vocabulary;
import ai.finai.operators.market.sentiment.NewsSentiment;
import ai.finai.operators.models.ModelRegistry;
import ai.finai.operators.scoring.AccountScoring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {

    @TempDir
    Path folder;

    private Path registry;

    @BeforeEach
    void anEmptyRegistry() {
        registry = folder.resolve("the registry");
    }

    @Test
    void aModelWithoutManifestIsPublishedWithGoldenVectorsThatAJobVerifies() throws Exception {
        Path file = Files.write(folder.resolve("mine.onnx"), MODEL.bytes());
        Cli result = finai("model", "publish", file.toString(), "--registry", registry.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("account-lstm/1 is published")
                .contains(MODEL.file().sha256())
                .contains("golden vectors  8 sequences, made now")
                .contains("next: finai model activate account-lstm/1 --registry file:" + registry);

        ModelRegistry published = new ModelRegistry(registry.toString());
        Manifest manifest = published.manifest("account-lstm", "1");
        GoldenVectors.Steps golden = (GoldenVectors.Steps) manifest.golden();
        assertThat(golden.sequences()).hasSize(8);
        assertThat(manifest.seed()).isEqualTo("7");
        assertThat(golden.scores().get(0)).doesNotHaveDuplicates();
        published.open(ModelReference.of(MODEL.file())).close();
    }

    @Test
    void modelsOfEveryKindArePublishedAndOnlyStepModelsOpenedForAccounts() throws Exception {
        Cli window = publish(Files.write(folder.resolve("window.onnx"), WINDOW.bytes()));
        assertThat(window.exitCode()).as(window.err()).isEqualTo(ExitCode.OK);
        assertThat(window.out()).contains("price-lstm/1 is published", "golden vectors  8 windows, made now");
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.write(texts.resolve("model.onnx"), SENTIMENT.file().bytes());
        assertThat(publish(texts).err()).as("without its vocabulary").contains("vocab.txt");
        Files.write(texts.resolve("vocab.txt"), SENTIMENT.vocabulary());
        assertThat(publish(texts).out()).contains("finbert/1 is published", "golden vectors  8 texts, made now");

        ModelRegistry published = new ModelRegistry(registry.toString());
        published
                .open(ModelReference.of(SENTIMENT.file()), NewsSentiment.INSTANCE)
                .close();
        AccountScoring accounts = new AccountScoring("USD");
        assertThatThrownBy(() -> published.open(ModelReference.of(WINDOW.file()), accounts))
                .hasMessage("price-lstm 1 is a window model, for prices; needed is a step model, for accounts");
        assertThatThrownBy(() -> published.open(ModelReference.of(SENTIMENT.file()), accounts))
                .hasMessage("finbert 1 is a text model, for texts; needed is a step model, for accounts");
    }

    @Test
    void theVocabularyOfAnotherModelIsRefusedBeforeAnythingIsPublished() throws Exception {
        Path texts = Files.createDirectory(folder.resolve("texts"));
        Files.write(texts.resolve("model.onnx"), SENTIMENT.file().bytes());
        Files.write(texts.resolve("vocab.txt"), Vocabulary.lines(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "x")));
        Cli result = publish(texts);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("vocab.txt: its sha256 is");
        assertThat(Files.exists(registry)).isFalse();
    }

    @Test
    void theManifestBesideAFileIsVerifiedAndKept() throws Exception {
        Files.write(folder.resolve("model.onnx"), MODEL.bytes());
        Path manifest =
                Files.write(folder.resolve("manifest.json"), MODEL.manifest().toJson());
        assertThat(publish(folder).out()).contains("1 sequence of manifest.json, verified");
        assertThat(registry.resolve("account-lstm/1/manifest.json")).hasSameBinaryContentAs(manifest);

        Files.write(folder.resolve("model.onnx"), MODEL.version("2").bytes());
        Cli other = publish(folder);
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("model.onnx: manifest.json beside it is of another file");

        Manifest right = MODEL.version("2").manifest();
        Manifest lying = new Manifest(
                right.name(),
                right.version(),
                right.sha256(),
                right.size(),
                MODEL.seed(99).manifest().golden(),
                right.metrics(),
                right.trainingData(),
                right.seed(),
                right.madeWith());
        Files.write(manifest, lying.toJson());
        assertThat(publish(folder).err()).contains("golden vectors: sequence 0, row 0 gives ");
        assertThat(registry.resolve("account-lstm/2")).doesNotExist();
    }

    @Test
    void theSameFileAgainIsNoErrorAndAnotherUnderItsVersionIsRefused() throws Exception {
        Path file = Files.write(folder.resolve("mine.onnx"), MODEL.bytes());
        publish(file);
        Cli again = publish(file);
        assertThat(again.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(again.out()).contains("was published before, with this same file");

        Files.write(file, MODEL.seed(8).bytes());
        Cli other = publish(file);
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(other.err()).contains("a version never changes", MODEL.file().sha256());
        assertThat(registry.resolve("account-lstm/1/model.onnx")).hasBinaryContent(MODEL.bytes());
    }

    @Test
    void whatDoesNotRunIsNotPublished() throws Exception {
        Path file = Files.write(folder.resolve("mine.onnx"), MODEL.spoilt(TestModelChanges::withoutVersion));
        Cli result = publish(file);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("mine.onnx: metadata finai.version is missing");
        assertThat(registry).doesNotExist();
    }

    @Test
    void aVersionCannotBeGivenOnTheCommandLine() throws Exception {
        Path file = Files.write(folder.resolve("mine.onnx"), MODEL.bytes());
        Cli result = finai("model", "publish", file.toString(), "--registry", registry.toString(), "--version", "2");
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("the version is in the file, under finai.version");
    }

    @Test
    void theListShowsWhatIsPublished() throws IOException {
        for (TestModel model : new TestModel[] {MODEL, MODEL.version("2").seed(8)}) {
            publish(Files.write(folder.resolve("mine.onnx"), model.bytes()));
        }
        Cli list = finai("model", "list", "--registry", registry.toString());
        assertThat(list.out())
                .containsPattern("account-lstm +1 +" + MODEL.file().sha256().substring(0, 12) + " +[0-9.]+ kB +prAuc 0")
                .containsPattern("account-lstm +2 ")
                .contains("2 models in file:" + registry)
                .doesNotContain("NOW");
        assertThat(finai("model", "list", "--registry", registry.toString(), "--output", "json")
                        .out())
                .contains("\"version\":\"2\"", "\"sha256\":\"" + MODEL.file().sha256())
                .hasLineCount(1);
    }

    @Test
    void onlyWhatCanBeOrderedIsListed() throws IOException {
        publish(Files.write(folder.resolve("mine.onnx"), MODEL.bytes()));
        Path elsewhere = Files.createDirectories(registry.resolve("shipped/account-lstm"));
        Files.copy(registry.resolve("account-lstm/1/manifest.json"), elsewhere.resolve("manifest.json"));
        assertThat(finai("model", "list", "--registry", registry.toString()).out())
                .contains("1 model in file:");
    }

    @Test
    void aRegistryThatIsNotThereIsNoEmptyOne() {
        Cli list = finai("model", "list", "--registry", registry.toString());
        assertThat(list.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(list.err()).contains("no folder file:" + registry);
    }

    private Cli publish(Path path) {
        return finai("model", "publish", path.toString(), "--registry", registry.toString());
    }
}
