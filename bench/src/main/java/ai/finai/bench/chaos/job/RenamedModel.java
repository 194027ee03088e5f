package ai.finai.bench.chaos.job;

import ai.finai.jobs.Release;
import ai.finai.models.InvalidModelException;
import ai.finai.models.Manifest;
import ai.finai.models.Model;
import ai.finai.models.ModelFile;
import ai.finai.models.Rehearsal;
import ai.finai.models.ShippedModel;
import ai.finai.models.contract.StepContract;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;

/** The shipped model under another version: a job that swaps to it goes on with the same scores. */
record RenamedModel(ModelFile file, Manifest manifest) {

    static RenamedModel shipped(int number) throws InvalidModelException, InvalidProtocolBufferException {
        byte[] shipped = ShippedModel.bytes();
        StepContract of = ModelFile.of(shipped).step();
        StepContract renamed = new StepContract(
                of.name(),
                of.version() + "-chaos-" + number,
                of.features(),
                of.baseCurrency(),
                of.stateSize(),
                of.stateSchema(),
                of.threshold(),
                of.trainingData(),
                of.seed(),
                of.metrics(),
                of.reference());
        ModelProto.Builder model = ModelProto.parseFrom(shipped).toBuilder().clearMetadataProps();
        renamed.toMetadata()
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        ModelFile file = ModelFile.of(model.build().toByteArray());
        try (Model opened = Model.open(file)) {
            return new RenamedModel(
                    file,
                    new Manifest(
                            renamed.name(),
                            renamed.version(),
                            file.sha256(),
                            file.bytes().length,
                            Rehearsal.of(opened),
                            renamed.metrics(),
                            renamed.trainingData(),
                            renamed.seed(),
                            Map.of("manifest", "FinAI " + Release.VERSION)));
        }
    }
}
