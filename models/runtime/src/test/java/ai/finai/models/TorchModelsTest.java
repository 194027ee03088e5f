package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.finai.models.features.Feature;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever trains with PyTorch brings the file that {@code torch.onnx.export} wrote, with the contract's metadata added. */
class TorchModelsTest {

    private static final int FEATURES = 12;
    private static final int STATE = 16;

    /** Of several accounts, one step after the other. */
    record Step(List<float[]> x, List<Float> y, List<float[]> state) {}

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "cell", "gru"})
    void aModelThatPyTorchExportedIsAcceptedAndScoresAsPyTorchDoes(String name) throws Exception {
        ModelProto.Builder proto = ModelProto.parseFrom(read(name + ".onnx")).toBuilder();
        MODEL.features(Feature.all().subList(0, FEATURES))
                .contract()
                .toMetadata()
                .forEach((key, value) -> proto.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        Step[] steps = new ObjectMapper().readValue(read(name + ".json"), Step[].class);
        int accounts = steps[0].x.size();
        float[][] states = new float[accounts][STATE];
        try (StepModel model = StepModel.open(ModelFile.of(proto.build().toByteArray()))) {
            for (Step step : steps) {
                for (int account = 0; account < accounts; account++) {
                    model.put(account, step.x.get(account), 0, states[account]);
                }
                model.run(accounts);
                for (int account = 0; account < accounts; account++) {
                    assertThat(model.score(account)).isCloseTo(step.y.get(account), within(1e-5f));
                    assertThat(model.state(account, states[account], new float[STATE]))
                            .isTrue();
                    assertThat(states[account])
                            .usingComparatorWithPrecision(1e-5f)
                            .containsExactly(step.state.get(account));
                }
            }
        }
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = TorchModelsTest.class.getResourceAsStream("torch/" + name)) {
            return in.readAllBytes();
        }
    }
}
