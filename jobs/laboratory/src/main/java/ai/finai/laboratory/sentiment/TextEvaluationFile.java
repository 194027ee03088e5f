package ai.finai.laboratory.sentiment;

import ai.finai.cli.CommandFailed;
import ai.finai.cli.FileProblems;
import ai.finai.training.headlines.TextEvaluation;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code evaluation.json} of a model of texts. Names are those of the records, figures have at most six decimals. The same
 * evaluation gives the same bytes.
 */
final class TextEvaluationFile {

    static final String NAME = "evaluation.json";

    /** Of the file; raised when a name or a meaning changes. */
    private static final int SCHEMA_VERSION = 1;

    private static final double DECIMALS = 1e6;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .registerModule(new SimpleModule().addSerializer(double.class, new Rounded()));

    private TextEvaluationFile() {}

    /** Makes the folder if it is not there; replaces the file. */
    static void write(TextEvaluation evaluation, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(NAME), json(evaluation), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw CommandFailed.failed(FileProblems.writing(folder, e), e);
        }
    }

    static String json(TextEvaluation evaluation) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.setAll((ObjectNode) JSON.valueToTree(evaluation));
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
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
            json.writeNumber(Math.round(value * DECIMALS) / DECIMALS);
        }
    }
}
