package ai.finai.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Severity;
import ai.finai.events.market.MarketAlert;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    /** What a terminal would obey, and what would turn a line around. */
    private static final String HOSTILE = "\u001B[2J\u009B\u0007\r\n\u2028\u202E\u2066";

    private final AlertText text = new AlertText(false, 100);

    @Test
    void nothingThatAPaymentBringsReachesTheTerminal() {
        Alert alert = new Alert(
                "0123456789abcdef0123456789abcdef",
                new Alert.RuleReference("structuring-cash", "structuring", 1),
                new Alert.Subject("account", "A" + HOSTILE + "1"),
                Severity.HIGH,
                0,
                "said of " + HOSTILE + " it",
                List.of(),
                List.of(new Alert.Evidence(
                        "T" + HOSTILE + "1",
                        0,
                        Direction.CREDIT,
                        100,
                        "USD",
                        "B" + HOSTILE + "2",
                        "C" + HOSTILE + "H",
                        new Origin("transactions", 0, 0))),
                1,
                null,
                List.of(),
                new Alert.Provenance("sha256:ab", "sha256:cd", "aml", "0.1.0"));
        assertShown(text.lines(alert), "A [2J 1", "said of", "T [2J 1", "from B [2J 2", "C [2J H");
    }

    @Test
    void nothingThatAHeadlineBringsDoes() {
        MarketAlert alert = new MarketAlert(
                "0123456789abcdef0123456789abcdef",
                1,
                MarketAlert.Status.OPEN,
                new Alert.RuleReference("large-move", "unexplained-move", 1),
                new Alert.Subject(MarketAlert.SUBJECT_TYPE, "A" + HOSTILE + "1"),
                Severity.LOW,
                0,
                "said of " + HOSTILE + " it",
                List.of(),
                List.of(),
                List.of(new MarketAlert.Headline(
                        "N1", 0, "Up" + HOSTILE + "!", null, null, null, new Origin("news", 0, 0))),
                List.of(),
                new MarketAlert.Provenance("sha256:ab", "market", "0.1.0"));
        assertShown(text.lines(alert), "A [2J 1", "said of", "Up [2J !");
    }

    private static void assertShown(List<String> lines, String... parts) {
        String all = String.join("|", lines);
        assertThat(all)
                .contains(parts)
                .doesNotContainPattern("[\\p{Cntrl}\\u0080-\\u009F\\u2028-\\u202E\\u2066-\\u2069]");
    }
}
