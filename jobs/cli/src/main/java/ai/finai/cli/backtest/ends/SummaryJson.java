package ai.finai.cli.backtest.ends;

import ai.finai.cli.input.rows.ReadFile;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The form of {@code summary.json}: indented, the same bytes on every machine. */
public final class SummaryJson {

    private SummaryJson() {}

    /** Writes the fields of a summary. */
    @FunctionalInterface
    public interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    public static byte[] of(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DefaultIndenter unix = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(unix).withArrayIndenter(unix);
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes).setPrettyPrinter(printer)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The fields {@code inputs} and {@code rows}. */
    public static void inputs(JsonGenerator json, List<ReadFile> inputs) throws IOException {
        json.writeArrayFieldStart("inputs");
        for (ReadFile input : inputs) {
            json.writeStartObject();
            json.writeNumberField("rows", input.rows());
            json.writeStringField("sha256", input.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("rows", ReadFile.rows(inputs));
    }
}
