package ai.finai.deploy.check;

import ai.finai.deploy.Manifest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The operator's kinds, by the schemas in its own artefact. The newest of these on Maven is of operator 1.10; 1.16 adds to them
 * the versions of Flink that are added here, so what passes is understood by both.
 */
final class CustomResources {

    private static final Map<String, String> SCHEMAS = Map.of(
            "FlinkDeployment", "flinkdeployments.flink.apache.org-v1.yml",
            "FlinkStateSnapshot", "flinkstatesnapshots.flink.apache.org-v1.yml");

    private static final List<String> NEWER_FLINK = List.of("v2_0", "v2_1", "v2_2", "v2_3");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

    private CustomResources() {}

    static boolean know(Manifest manifest) {
        return manifest.apiVersion().startsWith("flink.apache.org/");
    }

    static List<Finding> check(Rule rule, Manifest manifest) {
        String file = SCHEMAS.get(manifest.kind());
        if (file == null || !manifest.apiVersion().equals("flink.apache.org/v1beta1")) {
            return List.of(Finding.of(
                    rule,
                    manifest,
                    "/kind",
                    manifest.apiVersion() + ' ' + manifest.kind() + " is no kind of the operator that is used here",
                    "known are flink.apache.org/v1beta1 FlinkDeployment and FlinkStateSnapshot"));
        }
        Schema schema = COMPILED.computeIfAbsent(file, CustomResources::compile);
        JsonNode spec = JSON.valueToTree(manifest.mapping("/spec"));
        return schema.validate(spec).stream()
                .map(error -> finding(rule, manifest, error))
                .toList();
    }

    private static Finding finding(Rule rule, Manifest manifest, Error error) {
        String path = "/spec" + error.getInstanceLocation();
        String unknown = error.getProperty();
        if (unknown != null && "additionalProperties".equals(error.getKeyword())) {
            return Finding.of(
                    rule,
                    manifest,
                    Manifest.child(path, unknown),
                    "unknown field " + unknown,
                    "remove it, or correct its name or place: the operator would drop it without a word");
        }
        return Finding.of(rule, manifest, path, error.getMessage(), "write what the operator's schema allows");
    }

    private static Schema compile(String file) {
        try (InputStream in = CustomResources.class.getResourceAsStream("/META-INF/fabric8/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no " + file + " in flink-kubernetes-operator-api");
            }
            LoadSettings settings =
                    LoadSettings.builder().setCodePointLimit(16 << 20).build();
            JsonNode crd = JSON.valueToTree(new Load(settings).loadFromInputStream(in));
            JsonNode spec = crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
            if (spec.at("/properties/flinkVersion/enum") instanceof ArrayNode versions) {
                NEWER_FLINK.forEach(versions::add);
            }
            close(spec);
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                    .getSchema(spec);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    /** What Kubernetes drops silently is an error: an object that says its fields has no others. */
    private static void close(@Nullable JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            boolean open = object.has("additionalProperties")
                    || object.path("x-kubernetes-preserve-unknown-fields").asBoolean();
            // A field may be called "properties" too: that one has no type beside it.
            if (object.path("properties").isObject()
                    && object.path("type").asText().equals("object")
                    && !open) {
                object.put("additionalProperties", false);
            }
            object.remove("x-kubernetes-int-or-string"); // says no more than the anyOf beside it
        }
        if (schema != null) {
            schema.forEach(CustomResources::close);
        }
    }
}
