package ai.finai.training.evaluation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * An evaluation as JSON, for machines. Names are those of the records; figures have at most six decimals, times are
 * milliseconds since 1970-01-01T00:00:00Z, what is not known is null. The same evaluation gives the same bytes.
 */
public final class EvaluationJson {

    /** Of the file; raised when a name or a meaning changes. */
    public static final int SCHEMA_VERSION = 1;

    private static final int DECIMALS = 6;

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new SimpleModule()
                    .addSerializer(double.class, new Rounded())
                    .addSerializer(Double.class, new Rounded()));

    private EvaluationJson() {}

    /** UTF-8, with a line end at the end. */
    public static byte[] write(Evaluation evaluation) {
        return write(SCHEMA_VERSION, evaluation);
    }

    /**
     * Any evaluation.
     *
     * @param schemaVersion of its file
     * @param evaluation a record of numbers, texts and such records
     * @return UTF-8, with a line end at the end
     */
    public static byte[] write(int schemaVersion, Record evaluation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", schemaVersion);
        root.setAll((ObjectNode) JSON.valueToTree(evaluation));
        try {
            return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of numbers and texts always become JSON", e);
        }
    }

    private static final class Rounded extends StdSerializer<Double> {

        private static final long serialVersionUID = 1L;

        Rounded() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value)) {
                json.writeNull();
                return;
            }
            BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_UP);
            json.writeNumber(rounded.signum() == 0 ? 0.0 : rounded.doubleValue());
        }
    }
}
