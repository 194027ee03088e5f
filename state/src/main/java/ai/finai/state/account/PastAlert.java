package ai.finai.state.account;

import ai.finai.events.Alert;
import ai.finai.events.Severity;

/**
 * An alert as it is remembered: enough to find it in the topic or table of alerts.
 *
 * @param alertId as on the alert
 * @param rule its id; of an alert about a score the model's name
 * @param kind of the rule
 * @param version of the rule
 * @param eventTime as on the alert, milliseconds since 1970-01-01T00:00:00Z
 * @param score of the posting that completed it, as on the alert; NaN without one
 */
public record PastAlert(
        String alertId, String rule, String kind, int version, Severity severity, long eventTime, double score) {

    /** Characters of a text that are kept; ids of rules and alerts have at most 64. */
    static final int LONGEST = 64;

    public PastAlert {
        alertId = cut(alertId);
        rule = cut(rule);
        kind = cut(kind);
    }

    public static PastAlert of(Alert alert) {
        return new PastAlert(
                alert.alertId(),
                alert.rule().id(),
                alert.rule().kind(),
                alert.rule().version(),
                alert.severity(),
                alert.eventTime(),
                alert.scores().isEmpty() ? Double.NaN : alert.scores().get(0).score());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
