package ai.finai.laboratory.data;

import static ai.finai.events.fixtures.Payment.cash;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.training.data.LabelledPostings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AlertedRowsTest {

    private final List<Posting> postings = List.of(
            cash("9,000").into("A1").at("09:00").credit(),
            cash("10").into("A2").at("10:00").credit(),
            cash("9,100").into("A1").at("11:00").credit(),
            cash("9,200").into("A1").at("12:00").credit());

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
        Posting unknown = cash("1").into("A1").at("13:00").credit();
        AlertedRows rows = AlertedRows.of(List.of(alert(null, unknown, unknown)), labelled());
        assertThat(rows.completing()).containsOnly(0);
        assertThat(rows.evidence()).containsOnly(0);
    }
}
