package ai.finai.models.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Constant numbers of a graph: they lie in the file, are as many as their dimensions say, and are finite. */
final class Tensors {

    /** Beyond what any file that may run has room for. */
    private static final long MOST_ELEMENTS = 1 << 28;

    private final List<String> problems;

    Tensors(List<String> problems) {
        this.problems = problems;
    }

    void check(String place, AttributeProto attribute) {
        boolean finite = Float.isFinite(attribute.getF());
        for (float value : attribute.getFloatsList()) {
            finite &= Float.isFinite(value);
        }
        if (!finite) {
            problems.add(place + " is not finite (NaN or infinity)");
        }
        if (attribute.hasT()) {
            check(place, attribute.getT());
        }
        attribute.getTensorsList().forEach(tensor -> check(place, tensor));
    }

    void check(String place, TensorProto tensor) {
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL || tensor.getExternalDataCount() > 0) {
            problems.add(place + " is in another file; save the model in one file");
            return;
        }
        int width = width(tensor.getDataType());
        if (width == 0) {
            problems.add(place + " has element type " + tensor.getDataType()
                    + "; allowed are float, double, int32, int64 and bool");
            return;
        }
        long elements = elements(tensor.getDimsList());
        if (elements < 0) {
            problems.add(place + " has dimensions " + tensor.getDimsList() + ": negative, or more than there can be");
            return;
        }
        boolean enough =
                tensor.hasRawData() ? tensor.getRawData().size() == elements * width : listed(tensor) == elements;
        if (!enough) {
            problems.add(place + " has "
                    + (tensor.hasRawData() ? tensor.getRawData().size() + " bytes" : listed(tensor) + " numbers")
                    + " for dimensions " + tensor.getDimsList() + " of " + width + " bytes each");
        } else if (!finite(tensor)) {
            problems.add(place + " has numbers that are not finite (NaN or infinity)");
        }
    }

    /** How many elements there are, or -1 if there cannot be as many. */
    private static long elements(List<Long> dimensions) {
        long elements = 1;
        for (long dimension : dimensions) {
            if (dimension < 0 || dimension > MOST_ELEMENTS || (elements *= dimension) > MOST_ELEMENTS) {
                return -1;
            }
        }
        return elements;
    }

    private static int width(int type) {
        return switch (type) {
            case TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.INT64_VALUE -> 8;
            case TensorProto.DataType.FLOAT_VALUE, TensorProto.DataType.INT32_VALUE -> 4;
            case TensorProto.DataType.BOOL_VALUE -> 1;
            default -> 0;
        };
    }

    private static int listed(TensorProto tensor) {
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.FLOAT_VALUE -> tensor.getFloatDataCount();
            case TensorProto.DataType.DOUBLE_VALUE -> tensor.getDoubleDataCount();
            case TensorProto.DataType.INT64_VALUE -> tensor.getInt64DataCount();
            default -> tensor.getInt32DataCount();
        };
    }

    private static boolean finite(TensorProto tensor) {
        return switch (tensor.getDataType()) {
            case TensorProto.DataType.FLOAT_VALUE -> finiteFloats(tensor);
            case TensorProto.DataType.DOUBLE_VALUE -> finiteDoubles(tensor);
            default -> true;
        };
    }

    private static boolean finiteFloats(TensorProto tensor) {
        for (ByteBuffer bytes = littleEndian(tensor.getRawData()); bytes.hasRemaining(); ) {
            if (!Float.isFinite(bytes.getFloat())) {
                return false;
            }
        }
        for (int i = 0; i < tensor.getFloatDataCount(); i++) {
            if (!Float.isFinite(tensor.getFloatData(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean finiteDoubles(TensorProto tensor) {
        for (ByteBuffer bytes = littleEndian(tensor.getRawData()); bytes.hasRemaining(); ) {
            if (!Double.isFinite(bytes.getDouble())) {
                return false;
            }
        }
        for (int i = 0; i < tensor.getDoubleDataCount(); i++) {
            if (!Double.isFinite(tensor.getDoubleData(i))) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer littleEndian(ByteString raw) {
        return raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
