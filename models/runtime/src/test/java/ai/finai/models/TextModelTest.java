package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.integer;
import static ai.finai.models.fixtures.TestModel.node;
import static ai.finai.models.fixtures.TextFixture.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.contract.TextContract;
import ai.finai.models.contract.TextContract.Output;
import ai.finai.models.contract.TextContract.Sentiment;
import ai.finai.models.fixtures.TestModel;
import ai.finai.models.fixtures.TextFixture;
import ai.finai.models.fixtures.TinyBert;
import ai.finai.models.text.BertExport;
import ai.finai.models.text.ShippedSentiment;
import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextModelTest {

    /** With what a BERT computes: attention, sizes, operators made of others. */
    private static ModelFile bert() throws InvalidModelException {
        TextContract contract = new TextContract(
                "finbert",
                "1",
                new TextContract.Vocabulary("vocab.txt", "0b".repeat(32), 30, true),
                100,
                List.of(Sentiment.POSITIVE, Sentiment.NEGATIVE, Sentiment.NEUTRAL),
                Output.LOGITS,
                "",
                "",
                Map.of());
        return ModelFile.of(BertExport.with(TinyBert.onnx(30, 128, 2), contract));
    }

    static List<ModelFile> models() throws InvalidModelException {
        return List.of(
                ModelFile.of(ShippedSentiment.bytes()),
                bert(),
                TEXT.file(),
                TEXT.output(Output.LOGITS).withTypes().file(),
                new TextFixture(50, 1, Output.PROBABILITIES, false, 7).file(),
                new TextFixture(50, 7, Output.PROBABILITIES, false, 7).file(),
                new TextFixture(50, 200, Output.PROBABILITIES, false, 7).file());
    }

    /** Of every length, the longest and the shortest among them; some twice. */
    private static List<long[]> texts(TextContract contract, Random random) {
        List<long[]> texts = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            int length = i == 0 ? contract.longest() : i == 1 ? 1 : 1 + random.nextInt(contract.longest());
            texts.add(random.longs(length, 0, contract.vocabulary().size()).toArray());
        }
        texts.addAll(texts.subList(0, 10));
        return texts;
    }

    private static int[] bits(float[] probabilities) {
        int[] bits = new int[probabilities.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(probabilities[i]);
        }
        return bits;
    }

    @ParameterizedTest
    @MethodSource("models")
    void aTextIsReadTheSameBitForBitWhateverIsReadWithIt(ModelFile file) throws InvalidModelException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        try (TextModel model = TextModel.open(file)) {
            assertThat(model.alone()).isEmpty();
            List<long[]> texts = texts(model.contract(), random);
            List<int[]> alone = new ArrayList<>();
            for (long[] text : texts) {
                alone.add(bits(model.probabilities(List.of(text))[0]));
            }
            for (int round = 0; round < 20; round++) {
                List<Integer> chosen =
                        new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
                Collections.shuffle(chosen, random);
                chosen = chosen.subList(0, 1 + random.nextInt(round % 2 == 0 ? 40 : texts.size()));
                float[][] together =
                        model.probabilities(chosen.stream().map(texts::get).toList());
                for (int i = 0; i < chosen.size(); i++) {
                    assertThat(bits(together[i]))
                            .as(
                                    "seed %d, %s, round %d, text %d of %d tokens",
                                    seed,
                                    model.contract().name(),
                                    round,
                                    chosen.get(i),
                                    texts.get(chosen.get(i)).length)
                            .isEqualTo(alone.get(chosen.get(i)));
                }
            }
        }
    }

    @Test
    void textsOfOneLengthRunTogetherAndNoneRunsInARowOfItsOwn() throws InvalidModelException {
        try (TextModel model = TextModel.open(bert())) {
            List<long[]> texts = new ArrayList<>();
            for (int tokens : new int[] {3, 9, 16, 8, 10, 65, 12, 66, 11, 64}) {
                texts.add(new long[tokens]);
            }
            assertThat(model.batches(texts))
                    .containsExactly(
                            new TextBatch(List.of(0, 3), 2, 8),
                            new TextBatch(List.of(1, 2, 4, 6), 4, 16), // five of eight would compute three for nothing
                            new TextBatch(List.of(8), 2, 16),
                            new TextBatch(List.of(9), 2, 64),
                            new TextBatch(List.of(5), 1, 100), // long ones gain nothing
                            new TextBatch(List.of(7), 1, 100));
            assertThat(model.batches(Collections.nCopies(39, new long[20])))
                    .extracting(TextBatch::rows, TextBatch::tokens)
                    .containsExactly(tuple(32, 24), tuple(8, 24));
        }
    }

    @Test
    void whereResultsDependOnTheBatchByRoundingEachTextRunsAlone() throws InvalidModelException {
        // A millionth of the mean over the batch.
        byte[] bytes = TEXT.spoilt(graph -> {
            graph.addInitializer(TestModel.floats("little", new float[] {1e-6f}, 1));
            int gemm = IntStream.range(0, graph.getNodeCount())
                    .filter(i -> graph.getNode(i).getOutputList().contains("logits"))
                    .findAny()
                    .orElseThrow();
            graph.getNodeBuilder(gemm).setOutput(0, "own");
            graph.addNode(gemm + 1, node("ReduceMean", List.of("own"), List.of("others"), ints("axes", 0)))
                    .addNode(gemm + 2, node("Mul", List.of("others", "little"), List.of("share")))
                    .addNode(gemm + 3, node("Add", List.of("own", "share"), List.of("logits")));
        });
        List<long[]> texts = List.of(new long[] {1, 2, 3}, new long[] {4, 5, 6}, new long[] {7, 8, 9});
        try (TextModel model = TextModel.open(ModelFile.of(bytes))) {
            assertThat(model.alone()).contains("alone and").contains("in a batch of");
            assertThat(model.batches(texts)).extracting(TextBatch::rows).containsExactly(1, 1, 1);
            float[][] together = model.probabilities(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(bits(together[i])).isEqualTo(bits(model.probabilities(List.of(texts.get(i)))[0]));
            }
        }
        assertThat(Inspection.of(bytes).problems()).isEmpty();
        assertThat(Inspection.of(bytes).remarks()).singleElement().asString().startsWith("each text runs alone");
        assertThat(Inspection.of(TEXT.bytes()).remarks()).isEmpty();
    }

    @Test
    void aMeanOverTheBatchIsRefused() {
        byte[] bytes = TEXT.spoilt(graph -> {
            graph.setNode(
                    graph.getNodeCount() - 1, node("Softmax", List.of("shared"), List.of("y"), integer("axis", 1)));
            graph.addNode(
                            graph.getNodeCount() - 1,
                            node("ReduceMean", List.of("logits"), List.of("others"), ints("axes", 0)))
                    .addNode(graph.getNodeCount() - 1, node("Add", List.of("logits", "others"), List.of("shared")));
        });
        assertThatThrownBy(() -> TextModel.open(ModelFile.of(bytes)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("a row's result must not depend on other rows");
    }

    @Test
    void aShorterTextIsFilledUpAndMaskedAndReadTheSame() {
        try (TextModel model = TEXT.open()) {
            long[] shorter = {1, 2, 3};
            float[][] together = model.probabilities(List.of(shorter, new long[20]));
            assertThat(together[0]).isEqualTo(model.probabilities(List.of(shorter))[0]);
            assertThat(together[0]).isNotEqualTo(together[1]);
        }
    }

    @Test
    void logitsBecomeProbabilities() {
        try (TextModel logits = TEXT.output(Output.LOGITS).open();
                TextModel probabilities = TEXT.open()) {
            List<long[]> text = List.of(new long[] {4, 8, 15, 16, 23, 42});
            float[] found = logits.probabilities(text)[0];
            assertThat(found).containsExactly(probabilities.probabilities(text)[0], within(1e-6f));
            assertThat(found[0] + found[1] + found[2]).isCloseTo(1, within(1e-6f));
        }
    }

    @Test
    void aThirdInputAsBertHasItIsGivenZeros() {
        try (TextModel model = TEXT.withTypes().open();
                TextModel without = TEXT.open()) {
            List<long[]> text = List.of(new long[] {1, 2});
            assertThat(model.probabilities(text)[0]).containsExactly(without.probabilities(text)[0], within(1e-6f));
        }
    }

    @Test
    void whatWouldFailInNativeCodeIsRefusedBefore() {
        TextModel model = TEXT.open();
        assertThat(model.probabilities(List.of())).isEmpty();
        assertThatThrownBy(() -> model.probabilities(List.of(new long[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.probabilities(List.of(new long[21])))
                .hasMessageContaining("a text of 21 tokens: must be from 1 to 20");
        assertThatThrownBy(() -> model.probabilities(List.of(new long[] {50})))
                .hasMessageContaining("token 50: must be from 0 to 49");
        assertThatThrownBy(() -> model.probabilities(List.of(new long[] {-1}))).hasMessageContaining("token -1");
        model.close();
        model.close();
        assertThatThrownBy(() -> model.probabilities(List.of(new long[1]))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aVocabularyLargerThanTheGraphKnowsIsFoundWhenItIsOpened() throws Exception {
        byte[] bytes = TEXT.spoilt(graph -> graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals("vectors"))
                .forEach(tensor -> {
                    List<Float> fewer = tensor.getFloatDataList().subList(0, 40);
                    tensor.setDims(0, 10).clearFloatData().addAllFloatData(new ArrayList<>(fewer));
                }));
        assertThatThrownBy(() -> TextModel.open(ModelFile.of(bytes)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("it fails when it runs");
    }

    @Test
    void arithmeticOnTokensIsRefused() {
        byte[] bytes = TEXT.spoilt(graph -> {
            graph.addNode(0, node("Add", List.of("ids", "ids"), List.of("twice")));
            graph.getNodeBuilder(1).setInput(1, "twice");
        });
        assertThatThrownBy(() -> ModelFile.of(bytes))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("makes whole numbers");
    }

    @Test
    void theSignatureMustBeThatOfTheContract() {
        byte[] floats = TEXT.spoilt(graph -> graph.setInput(1, TestModel.value("mask", 20)));
        assertThatThrownBy(() -> ModelFile.of(floats))
                .hasMessageContaining("mask is float32 [N, 20]; expected int64 [N, L] with N and L left open");
    }

    @Test
    void whatIsNoProbabilityIsNotTakenForOne() {
        byte[] bytes = TEXT.spoilt(
                graph -> graph.setNode(graph.getNodeCount() - 1, node("Identity", List.of("logits"), List.of("y"))));
        assertThat(Inspection.of(bytes).problems()).singleElement().asString().contains("has no probabilities");
    }

    @Test
    void goldenVectorsAreVerifiedAndKeptInAManifest() throws Exception {
        try (TextModel model = TEXT.open();
                TextModel other = new TextFixture(50, 20, Output.PROBABILITIES, false, 8).open()) {
            Manifest manifest = new Manifest(
                    "sentiment", "1", model.file().sha256(), 1, Rehearsal.of(model), Map.of(), "", "", Map.of());
            Manifest read = Manifest.read(manifest.toJson());
            assertThat(read).usingRecursiveComparison().isEqualTo(manifest);
            model.verify(read.golden());
            assertThatThrownBy(() -> other.verify(read.golden()))
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageStartingWith("golden vectors: text 0, positive is ");
        }
    }

    @Test
    void anInspectionRunsIt() {
        for (Output output : Output.values()) {
            assertThat(Inspection.of(TEXT.output(output).withTypes().bytes()).problems())
                    .isEmpty();
        }
    }

    private static AttributeProto ints(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INTS)
                .addInts(value)
                .build();
    }
}
