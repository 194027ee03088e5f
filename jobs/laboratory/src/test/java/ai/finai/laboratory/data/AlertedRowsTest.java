package ai.finai.laboratory.data;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.Direction;
import ai.finai.events.Origin;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.training.data.LabelledPostings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertedRowsTest {

    private final List<Posting> postings = List.of(cash("A1", 9), cash("A2", 10), cash("A1", 11), cash("A1", 12));

    private static Posting cash(String account, int hour) {
        return new Posting(
                account,
                Direction.CREDIT,
                null,
                900_000,
                "USD",
                900_000,
                "CASH",
                null,
                null,
                1_767_571_200_000L + hour * 3_600_000L,
                account + '@' + hour,
                new Origin("input", 0, hour));
    }

    private LabelledPostings labelled() {
        LabelledPostings.Builder builder = new LabelledPostings.Builder("USD");
        postings.forEach(posting -> builder.add(posting, null));
        return builder.build();
    }

    private Alert alert(@Nullable String cut, Posting completing, Posting... evidence) {
        return new Alert(
                "id",
                new Alert.RuleReference("r", "structuring", 1),
                new Alert.Subject("account", "A1"),
                Severity.HIGH,
                completing.eventTime(),
                "",
                List.of(),
                Alert.Evidence.of(List.of(evidence)),
                evidence.length,
                cut,
                List.of(),
                new Alert.Provenance("", "", "", ""));
    }

    @Test
    void theLastOfTheEvidenceAlertedAndTheRestIsHindsight() {
        AlertedRows rows =
                AlertedRows.of(List.of(alert(null, postings.get(2), postings.get(0), postings.get(2))), labelled());
        assertThat(rows.completing()).containsExactly(0, 0, 1, 0);
        assertThat(rows.evidence()).containsExactly(1, 0, 1, 0);
        assertThat(rows.alerts()).isEqualTo(1);
    }

    @Test
    void whereEvidenceIsCutThePostingAtTheAlertsTimeAlerted() {
        AlertedRows rows = AlertedRows.of(List.of(alert("hash of all", postings.get(3), postings.get(0))), labelled());
        assertThat(rows.completing()).containsExactly(0, 0, 0, 1);
        assertThat(rows.evidence()).containsExactly(1, 0, 0, 0);
    }

    @Test
    void evidenceThatIsNotAmongThePostingsMarksNothing() {
        Posting unknown = cash("A1", 13);
        AlertedRows rows = AlertedRows.of(List.of(alert(null, unknown, unknown)), labelled());
        assertThat(rows.completing()).containsOnly(0);
        assertThat(rows.evidence()).containsOnly(0);
    }
}
