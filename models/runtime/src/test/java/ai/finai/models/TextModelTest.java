package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.node;
import static ai.finai.models.fixtures.TextFixture.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.contract.TextContract.Output;
import ai.finai.models.fixtures.TestModel;
import ai.finai.models.fixtures.TextFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextModelTest {

    @Test
    void aTextIsReadTheSameAloneAndInABatchButForItsLastDigits() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<long[]> texts = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            texts.add(random.longs(9, 0, 50).toArray());
        }
        try (TextModel model = TEXT.open()) {
            float[][] together = model.probabilities(texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(model.probabilities(List.of(texts.get(i)))[0])
                        .as("seed %d, text %d", seed, i)
                        .containsExactly(together[i], within(1e-6f));
            }
        }
    }

    @Test
    void aShorterTextIsFilledUpAndMaskedAndReadTheSame() {
        try (TextModel model = TEXT.open()) {
            long[] shorter = {1, 2, 3};
            float[][] together = model.probabilities(List.of(shorter, new long[20]));
            assertThat(together[0]).containsExactly(model.probabilities(List.of(shorter))[0], within(1e-6f));
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
        assertThatThrownBy(() -> model.probabilities(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.probabilities(List.of(new long[0])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.probabilities(List.of(new long[21])))
                .hasMessageContaining("a text of 21 tokens: must be from 1 to 20");
        assertThatThrownBy(() -> model.probabilities(List.of(new long[] {50})))
                .hasMessageContaining("token 50: must be from 0 to 49");
        assertThatThrownBy(() -> model.probabilities(List.of(new long[] {-1}))).hasMessageContaining("token -1");
        assertThatThrownBy(() -> model.probabilities(Collections.nCopies(33, new long[1])))
                .hasMessageContaining("texts 33: must be from 1 to 32");
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
}
