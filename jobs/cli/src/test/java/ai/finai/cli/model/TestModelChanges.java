package ai.finai.cli.model;

import ai.onnx.proto.OnnxMl.ModelProto;

final class TestModelChanges {

    private TestModelChanges() {}

    static ModelProto.Builder withoutVersion(ModelProto.Builder model) {
        for (int i = 0; i < model.getMetadataPropsCount(); i++) {
            if (model.getMetadataProps(i).getKey().equals("finai.version")) {
                return model.removeMetadataProps(i);
            }
        }
        throw new AssertionError("no version in it");
    }
}
