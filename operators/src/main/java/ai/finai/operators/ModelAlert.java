package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.AlertId;
import ai.finai.events.Money;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.models.contract.ModelContract;
import ai.finai.operators.scoring.Explanation;
import ai.finai.operators.scoring.ModelFinding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The alert about a score: kind {@code model}, its rule's id the model's name, its evidence the posting that was scored.
 * Facts are the score, the threshold, and for each feature that raised the score most by how much.
 */
final class ModelAlert {

    static final String KIND = "model";

    /** Of how scores become alerts. The model's own version is with its score. */
    private static final int VERSION = 1;

    private static final int SCORE_DECIMALS = 6;
    private static final int SHOWN_DECIMALS = 2;

    private ModelAlert() {}

    static Alert of(ModelFinding finding, Severity severity, Alert.Provenance provenance) {
        Posting posting = finding.posting();
        ModelContract model = finding.model().contract();
        Alert.RuleReference rule = new Alert.RuleReference(model.name(), KIND, VERSION);
        Alert.Subject subject = new Alert.Subject("account", posting.account());
        return new Alert(
                AlertId.of(rule, subject, List.of(posting.transactionId())),
                rule,
                subject,
                severity,
                posting.eventTime(),
                narrative(finding),
                facts(finding),
                Alert.Evidence.of(List.of(posting)),
                1,
                null,
                List.of(score(model, finding.model().sha256(), finding.score())),
                provenance);
    }

    static Alert.Score score(ModelContract model, String sha256, float score) {
        return new Alert.Score(
                model.name(),
                model.version(),
                sha256,
                rounded(score, SCORE_DECIMALS).doubleValue());
    }

    private static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    private static String narrative(ModelFinding finding) {
        Posting posting = finding.posting();
        ModelContract model = finding.model().contract();
        Explanation explanation = finding.explanation();
        String sentence = "Model " + model.name() + ' ' + model.version() + " scores this "
                + posting.direction().name().toLowerCase(Locale.ROOT) + " of "
                + new Money(posting.amount(), posting.currency()).toText() + " at "
                + rounded(finding.score(), SHOWN_DECIMALS) + " (alerts from "
                + rounded(finding.threshold(), SHOWN_DECIMALS) + ')';
        if (explanation.parts().isEmpty()) {
            return sentence;
        }
        String postings = explanation.postings() == 1
                ? "for its one posting"
                : "over its last " + explanation.postings() + " postings";
        return sentence + "; " + postings + " the score owes most to "
                + explanation.parts().stream()
                        .map(part -> part.feature().phrase() + " (+" + rounded(part.raised(), SHOWN_DECIMALS) + ')')
                        .collect(Collectors.joining(", "));
    }

    private static List<Alert.Fact> facts(ModelFinding finding) {
        List<Alert.Fact> facts = new ArrayList<>();
        facts.add(number("score", finding.score(), SCORE_DECIMALS));
        facts.add(number("threshold", finding.threshold(), SCORE_DECIMALS));
        facts.add(new Alert.Fact(
                "postings", Integer.toString(finding.explanation().postings()), true));
        for (Explanation.Part part : finding.explanation().parts()) {
            facts.add(number(part.feature().title(), part.raised(), SCORE_DECIMALS));
        }
        return facts;
    }

    private static Alert.Fact number(String name, double value, int decimals) {
        return new Alert.Fact(
                name, rounded(value, decimals).stripTrailingZeros().toPlainString(), true);
    }
}
