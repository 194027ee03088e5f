package ai.finai.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and what answers them, as records of their topics. */
class ModelOrderTest {

    private static final ModelReference MODEL = new ModelReference("account-lstm", "2", "00ff");

    @Test
    void whatIsWrittenIsReadAgain() {
        ModelOrder order = new ModelOrder("o1", ModelRole.CHAMPION, MODEL, "s3://models", null);
        ModelOrder none = new ModelOrder("o2", ModelRole.CHALLENGER, null, "/models", MODEL);
        assertThat(ModelOrder.read(order.toJson())).isEqualTo(order);
        assertThat(ModelOrder.read(none.toJson())).isEqualTo(none);
        ModelStatus status = new ModelStatus(
                "aml",
                1,
                4,
                "o1",
                "models-0@17",
                ModelRole.CHAMPION,
                MODEL,
                ModelStatus.State.REFUSED,
                "another sha256");
        assertThat(ModelStatus.read(status.toJson())).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "no json",
                "{\"orderId\": \"\", \"role\": \"CHAMPION\", \"registry\": \"r\"}",
                "{\"orderId\": \"o\", \"role\": \"KING\", \"registry\": \"r\"}",
                "{\"orderId\": \"o\", \"role\": \"CHAMPION\"}",
                "{\"schemaVersion\": 1, \"orderId\": \"o\", \"role\": \"CHAMPION\", \"registry\": \"r\"}",
                "{\"schemaVersion\": 1, \"orderId\": \"o\", \"role\": \"CHAMPION\", \"registry\": \"r\\nFORGED\", \"model\": null}",
                "{\"schemaVersion\": 1, \"orderId\": \"o\", \"role\": 0, \"registry\": \"r\", \"model\": null}",
                "{\"schemaVersion\": 1, \"orderId\": 7, \"role\": \"CHAMPION\", \"registry\": \"r\", \"model\": null, \"role\": 0}",
                "{\"schemaVersion\": 2, \"orderId\": \"o\", \"role\": \"CHAMPION\", \"registry\": \"r\", \"model\": null}",
                "{\"schemaVersion\": 1, \"orderId\": \"o\", \"role\": \"CHAMPION\", \"registry\": \"r\", \"model\": null} more"
            })
    void whatIsNoOrderIsTold(String json) {
        assertThatThrownBy(() -> ModelOrder.read(json.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no model order: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "no json"})
    void whatIsNoStatusIsTold(String json) {
        assertThatThrownBy(() -> ModelStatus.read(json.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no model status: ");
    }
}
