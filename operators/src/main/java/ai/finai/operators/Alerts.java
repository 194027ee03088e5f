package ai.finai.operators;

import ai.finai.events.Alert;
import ai.finai.events.AlertId;
import ai.finai.events.Posting;
import ai.finai.operators.matching.DropReason;
import ai.finai.operators.matching.Matches;
import ai.finai.patterns.Match;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.Rule;
import ai.finai.patterns.RuleBook;
import java.util.List;
import java.util.function.Consumer;

/** Makes alerts of what the rules of one book find. Nothing in an alert depends on when or where it was made. */
final class Alerts implements Matches {

    private final Alert.Provenance provenance;
    private final Consumer<Alert> out;
    private final RuleOutcomes outcomes;

    Alerts(RuleBook book, WatchAccounts.Config config, Consumer<Alert> out, RuleOutcomes outcomes) {
        this.provenance = new Alert.Provenance(
                "sha256:" + book.sha256(), "sha256:" + config.ratesSha256(), config.job(), config.release());
        this.out = out;
        this.outcomes = outcomes;
        book.rules().forEach(rule -> outcomes.alerts(rule.id()));
    }

    @Override
    public void matched(Rule rule, Match match) {
        outcomes.alert(rule.id());
        out.accept(alert(rule, match));
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
                List.of(),
                provenance);
    }
}
