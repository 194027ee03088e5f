package ai.finai.models;

import static ai.finai.models.fixtures.TestModel.MODEL;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    private static final Manifest SMALL = new Manifest(
            "account-lstm",
            "1",
            "00ff",
            42,
            new GoldenVectors.Steps(
                    List.of(List.of(new float[] {0.1f, -2}, new float[] {1e-30f, 3})), List.of(new float[] {0.5f, 1})),
            Map.of("prAuc", 0.25),
            "",
            "7",
            Map.of("torch", "2"));

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (Manifest manifest : List.of(SMALL, MODEL.manifest())) {
            assertThat(Manifest.read(manifest.toJson()))
                    .usingRecursiveComparison()
                    .isEqualTo(manifest);
        }
    }

    @Test
    void theBytesAreThese() {
        assertThat(new String(SMALL.toJson(), UTF_8)).isEqualTo("""
                {
                  "name" : "account-lstm",
                  "version" : "1",
                  "sha256" : "00ff",
                  "size" : 42,
                  "golden" : {
                    "sequences" : [ [ [ 0.1, -2.0 ], [ 1.0E-30, 3.0 ] ] ],
                    "scores" : [ [ 0.5, 1.0 ] ]
                  },
                  "metrics" : {
                    "prAuc" : 0.25
                  },
                  "trainingData" : "",
                  "seed" : "7",
                  "madeWith" : {
                    "torch" : "2"
                  }
                }
                """);
    }

    @Test
    void theOrderOfMetricsDoesNotChangeTheBytes() {
        Map<String, Double> ascending = new LinkedHashMap<>();
        Map<String, Double> descending = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            ascending.put("m" + i, (double) i);
            descending.put("m" + (19 - i), 19.0 - i);
        }
        assertThat(with(ascending).toJson()).isEqualTo(with(descending).toJson());
    }

    private static Manifest with(Map<String, Double> metrics) {
        return new Manifest(
                SMALL.name(), SMALL.version(), SMALL.sha256(), 42, SMALL.golden(), metrics, "", "", Map.of());
    }

    @Test
    void whatALaterReleaseAddsIsPassedOver() throws Exception {
        String later = new String(SMALL.toJson(), UTF_8).replaceFirst("\\{", "{ \"signature\": \"abc\",");
        assertThat(Manifest.read(later.getBytes(UTF_8)))
                .usingRecursiveComparison()
                .isEqualTo(SMALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "not json",
                "{\"name\":\"a\"",
                "\"manifest\"",
            })
    void whatIsNoManifestIsTold(String json) {
        assertThatThrownBy(() -> Manifest.read(json.getBytes(UTF_8)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("manifest.json: ");
    }

    @Test
    void nothingMayFollowAManifest() {
        byte[] twice = (new String(SMALL.toJson(), UTF_8) + "{}").getBytes(UTF_8);
        assertThatThrownBy(() -> Manifest.read(twice)).isInstanceOf(InvalidModelException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"name", "version", "sha256", "size", "golden", "metrics", "trainingData", "seed", "madeWith"})
    void nothingMayBeMissingOrNull(String field) {
        String json = new String(SMALL.toJson(), UTF_8);
        String renamed = json.replace("\"" + field + "\"", "\"other\"");
        String empty = json.replaceFirst("(\"" + field + "\" : )(\\{[^}]*\\}|[^,]*)", "$1null");
        for (String spoilt : List.of(renamed, empty)) {
            assertThatThrownBy(() -> Manifest.read(spoilt.getBytes(UTF_8)))
                    .as(spoilt)
                    .isInstanceOf(InvalidModelException.class)
                    .hasMessageContainingAll("manifest.json: ", field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sequences\": [], \"scores\": []}",
                "{\"sequences\": [[[1]]], \"scores\": []}",
                "{\"sequences\": [[[1]]], \"scores\": [[1, 2]]}",
                "{\"sequences\": [[]], \"scores\": [[]]}",
                "{\"sequences\": [null], \"scores\": [null]}",
                "{\"sequences\": [[null]], \"scores\": [[1]]}",
                "{\"sequences\": [[[1]]], \"scores\": [null]}",
                "{\"sequences\": [[[\"x\"]]], \"scores\": [[1]]}",
                "{\"sequences\": {}, \"scores\": [[1]]}",
                "{}",
            })
    void goldenVectorsThatAreNoneAreTold(String golden) {
        String json =
                new String(SMALL.toJson(), UTF_8).replaceFirst("\"golden\" : \\{[^}]*\\}", "\"golden\": " + golden);
        assertThatThrownBy(() -> Manifest.read(json.getBytes(UTF_8)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageStartingWith("manifest.json: ");
    }
}
