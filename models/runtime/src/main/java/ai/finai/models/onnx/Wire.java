package ai.finai.models.onnx;

import ai.finai.models.InvalidModelException;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts what a file would become before it does: a node takes two bytes in a file and some hundred on the heap, so that a
 * file of 64 MiB could take all there is.
 */
final class Wire {

    private static final int MOST_FIELDS = 200_000;

    /** A tensor in an attribute of a node is at depth 4. */
    private static final int DEEPEST = 16;

    private final CodedInputStream in;
    private int fields;

    private Wire(byte[] bytes) {
        in = CodedInputStream.newInstance(bytes);
    }

    static void check(byte[] bytes) throws InvalidModelException {
        try {
            new Wire(bytes).message(ModelProto.getDescriptor(), 0);
        } catch (IOException e) {
            throw InvalidModelException.notOnnx(e);
        }
    }

    private void message(Descriptor type, int depth) throws IOException, InvalidModelException {
        if (depth > DEEPEST) {
            throw new InvalidModelException("it nests deeper than " + DEEPEST + " messages");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > MOST_FIELDS) {
                throw new InvalidModelException("it has more than " + MOST_FIELDS + " fields");
            }
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (field != null
                    && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int limit = in.pushLimit(in.readRawVarint32());
                message(field.getMessageType(), depth + 1);
                in.popLimit(limit);
            } else {
                in.skipField(tag);
            }
        }
    }
}
