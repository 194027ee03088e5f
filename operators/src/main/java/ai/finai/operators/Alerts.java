package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.AlertId;
import ai.finai.events.Posting;
import ai.finai.events.Severity;
import ai.finai.models.StepModel;
import ai.finai.operators.matching.DropReason;
import ai.finai.operators.matching.Matches;
import ai.finai.operators.scoring.ModelFinding;
import ai.finai.patterns.Match;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes alerts of what the rules of one book find, and of scores. Nothing in an alert depends on when or where it was made. */
final class Alerts implements Matches {

    private final Alert.Provenance provenance;
    private final Consumer<Alert> out;
    private final RuleOutcomes outcomes;
    private final Severity severity;
    private @Nullable StepModel model;
    private float score = Float.NaN;

    Alerts(RuleBook book, WatchAccounts.Config config, Consumer<Alert> out, RuleOutcomes outcomes) {
        this.provenance = new Alert.Provenance(
                "sha256:" + book.sha256(), "sha256:" + config.ratesSha256(), config.job(), config.release());
        this.out = out;
        this.outcomes = outcomes;
        this.severity = config.scoring().alerts().severity();
        book.rules().forEach(rule -> outcomes.alerts(rule.id()));
    }

    /**
     * Of the posting that rules see next: what stands on the alerts that it completes.
     *
     * @param by null without a model
     * @param score NaN without one
     */
    void scoreOfNext(@Nullable StepModel by, float score) {
        this.model = by;
        this.score = score;
    }

    @Override
    public void matched(Rule rule, Match match) {
        outcomes.alert(rule.id());
        out.accept(alert(rule, match));
    }

    /** A score that is worth an alert of its own. */
    void scored(ModelFinding finding) {
        outcomes.alert(finding.model().contract().name());
        out.accept(ModelAlert.of(finding, severity, provenance));
    }

    @Override
    public void dropped(Rule rule, DropReason reason, int partialMatches) {
        outcomes.dropped(rule.id(), reason, partialMatches);
    }

    private Alert alert(Rule rule, Match match) {
        List<Posting> postings = match.postings();
        Posting last = postings.get(postings.size() - 1);
        Alert.RuleReference reference = rule.reference();
        Alert.Subject subject = new Alert.Subject("account", last.account());
        List<Alert.Evidence> evidence = Alert.Evidence.of(postings);
        Narrative narrative = rule.kind().narrate(match);
        List<String> transactionIds =
                postings.stream().map(Posting::transactionId).toList();
        return new Alert(
                AlertId.of(reference, subject, transactionIds),
                reference,
                subject,
                rule.severity(),
                last.eventTime(),
                narrative.sentence(),
                narrative.facts(),
                evidence,
                postings.size(),
                postings.size() > evidence.size() ? AlertId.ofEvidence(transactionIds) : null,
                model == null || Float.isNaN(score)
                        ? List.of()
                        : List.of(
                                ModelAlert.score(model.contract(), model.file().sha256(), score)),
                provenance);
    }
}
