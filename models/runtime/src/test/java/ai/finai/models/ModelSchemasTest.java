package ai.finai.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published schemas, and src/docs/models.md, say what is really written. */
class ModelSchemasTest {

    private static final String ID = "https://finai.ai/schema/";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(
                    ID + "model-order.schema.json", text("model-order"),
                    ID + "model-status.schema.json", text("model-status"))));

    private static final ModelReference MODEL = new ModelReference("account-lstm", "2", "0a".repeat(32));
    private static final Path DOCUMENT = Path.of(System.getProperty("finai.root"), "src/docs/models.md");

    @ParameterizedTest
    @EnumSource(ModelRole.class)
    void anOrderFollowsItsSchemaAndIsReadBack(ModelRole role) {
        for (ModelOrder order : List.of(
                new ModelOrder("o1", role, MODEL, "s3://bank/models", null),
                new ModelOrder("o2", role, null, "", MODEL))) {
            assertThat(errors("model-order", order.toJson())).isEmpty();
            assertThat(ModelOrder.read(order.toJson())).isEqualTo(order);
        }
    }

    @ParameterizedTest
    @EnumSource(ModelStatus.State.class)
    void aStatusFollowsItsSchemaAndIsReadBack(ModelStatus.State state) {
        for (ModelReference model : Arrays.asList(MODEL, null)) {
            ModelStatus status =
                    new ModelStatus("aml", 0, 4, "", "models-0@17", ModelRole.CHAMPION, model, state, "why");
            assertThat(errors("model-status", status.toJson())).isEmpty();
            assertThat(ModelStatus.read(status.toJson())).isEqualTo(status);
        }
    }

    @Test
    void theSchemasRefuseWhatIsNot() {
        ModelReference unhashed = new ModelReference("account-lstm", "2", "");
        assertThat(errors("model-order", new ModelOrder("o", ModelRole.CHAMPION, unhashed, "", null).toJson()))
                .isNotEmpty();
        assertThat(errors(
                        "model-status",
                        new ModelStatus("aml", -1, 4, "", "", ModelRole.CHAMPION, null, ModelStatus.State.ACTIVE, "")
                                .toJson()))
                .isNotEmpty();
    }

    @Test
    void everyComponentOfARecordHasItsFieldWithAClass() {
        for (String component : components(ModelOrder.class)) {
            assertThat(text("model-order")).contains('"' + component + "\": {");
        }
        for (String component : components(ModelStatus.class)) {
            assertThat(text("model-status")).contains('"' + component + "\": {");
        }
        for (String schema : List.of("model-order", "model-status")) {
            assertThat(text(schema).split("\"x-class\"", -1))
                    .as("a class for each field, but not for the definition of a model")
                    .hasSize(text(schema).split("\"description\"", -1).length - 2);
        }
    }

    @Test
    void theDocumentsSamplesAreWhatTheyAreSaidToBe() throws IOException {
        List<byte[]> samples = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("{\"schemaVersion\""))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        assertThat(samples).hasSize(3);
        assertThat(ModelOrder.read(samples.get(0)).toJson()).isEqualTo(samples.get(0));
        assertThat(errors("model-order", samples.get(0))).isEmpty();
        assertThat(ModelStatus.read(samples.get(1)).toJson()).isEqualTo(samples.get(1));
        assertThat(errors("model-status", samples.get(1))).isEmpty();
    }

    private static List<String> components(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private static List<String> errors(String name, byte[] json) {
        Schema schema = SCHEMAS.getSchema(SchemaLocation.of(ID + name + ".schema.json"));
        return schema.validate(new String(json, StandardCharsets.UTF_8), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static String text(String schema) {
        try (InputStream in = ModelSchemasTest.class.getResourceAsStream("/schema/" + schema + ".schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
