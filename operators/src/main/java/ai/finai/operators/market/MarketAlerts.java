package ai.finai.operators.market;

import ai.finai.events.Alert;
import ai.finai.events.AlertId;
import ai.finai.events.Instants;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.PriceBar;
import ai.finai.patterns.Narrative;
import ai.finai.patterns.market.MarketRule;
import java.util.List;

/** Makes alerts of what the rules of one book find. Nothing in an alert depends on when or where it was made. */
final class MarketAlerts {

    private final MarketAlert.Provenance provenance;
    private final MarketFindings findings;

    MarketAlerts(MarketAlert.Provenance provenance, MarketFindings findings) {
        this.provenance = provenance;
        this.findings = findings;
    }

    MarketFindings findings() {
        return findings;
    }

    /** Says something about a bar. */
    void say(
            MarketRule rule,
            PriceBar bar,
            int revision,
            MarketAlert.Status status,
            Narrative narrative,
            List<MarketAlert.Headline> headlines,
            List<Alert.Score> scores) {
        Alert.Subject subject = subject(bar.symbol());
        findings.alert(new MarketAlert(
                AlertId.of(rule.reference(), subject, List.of(bar.id())),
                revision,
                status,
                rule.reference(),
                subject,
                rule.severity(),
                bar.end(),
                narrative.sentence(),
                narrative.facts(),
                List.of(MarketAlert.Bar.of(bar)),
                headlines,
                scores,
                provenance));
    }

    /** Says something about what news brought about. @param at the news with which it came about */
    void say(
            MarketRule rule,
            String symbol,
            MarketAlert.Headline at,
            int revision,
            MarketAlert.Status status,
            Narrative narrative,
            List<MarketAlert.Headline> headlines) {
        Alert.Subject subject = subject(symbol);
        findings.alert(new MarketAlert(
                AlertId.of(rule.reference(), subject, List.of(at.newsId() + '@' + Instants.format(at.published()))),
                revision,
                status,
                rule.reference(),
                subject,
                rule.severity(),
                at.published(),
                narrative.sentence(),
                narrative.facts(),
                List.of(),
                headlines,
                List.of(),
                provenance));
    }

    private static Alert.Subject subject(String symbol) {
        return new Alert.Subject(MarketAlert.SUBJECT_TYPE, symbol);
    }
}
