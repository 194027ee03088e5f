package ai.finai.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.finai.models.text.TokenizerFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonProblemTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"schemaVersion\": NaN}",
                "{\"schemaVersion\": 01}",
                "{'schemaVersion': 1}",
                "{\"schemaVersion\": 1, // why\n}",
                "{\"schemaVersion\": 1, \"model\": \"line\nend\"}",
                "{\"schemaVersion\": 1, \"model\": {\"name\": [1]}, \"role\": \"king\"}",
                "{\"schemaVersion\": 1, \"model\": null, \"issuedAt\": {}, \"role\": 7}",
                "{\"schemaVersion\": {}, \"name\": 5, \"files\": 7, \"kind\": \"no\"}",
                "[]",
                "{} {}",
                "\"text\""
            })
    void neitherJavasNamesNorJacksonsAdviceIsSaid(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertPlain(catchThrowable(() -> ModelOrder.read(bytes)), json);
        assertPlain(catchThrowable(() -> ModelStatus.read(bytes)), json);
        assertPlain(catchThrowable(() -> Manifest.read(bytes)), json);
        assertPlain(catchThrowable(() -> TokenizerFile.of(bytes)), json);
    }

    private static void assertPlain(Throwable refusal, String json) {
        if (refusal != null) {
            assertThat(refusal.getMessage())
                    .as(json)
                    .doesNotContainIgnoringCase(
                            "enable", "source", "`", "trailing token", "JsonToken", "deserialize", "constructor")
                    .doesNotContainPattern("[a-z]+\\.[a-z.]+\\.[A-Z]");
        }
    }
}
