package ai.finai.state.reading.table;

import ai.finai.state.AmlOperator;
import ai.finai.state.AmlState;
import ai.finai.state.account.AccountAlerts;
import ai.finai.state.account.AccountAlertsSerializer;
import ai.finai.state.account.PastAlert;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;

/** The last alerts of each account. */
final class LastAlerts implements KeyedTable<AccountAlerts> {

    private static final long serialVersionUID = 1L;

    private static final Table TABLE = new Table(
            "account_alerts",
            "The last " + AccountAlerts.KEPT + " alerts of each account; the table alerts of the archive has all.",
            List.of(
                    Column.identity(Identity.ACCOUNT, "account", "Whom the alert is about."),
                    Column.identity(Identity.ALERT, "alert_id", "As on the alert."),
                    Column.of("rule_id", ColumnType.TEXT, "The rule; of an alert about a score the model's name."),
                    Column.of("kind", ColumnType.TEXT, "The rule's kind."),
                    Column.of("rule_version", ColumnType.INTEGER, "The rule's version."),
                    Column.of("severity", ColumnType.TEXT, "LOW, MEDIUM or HIGH."),
                    Column.of("event_time", ColumnType.TIME, "When what it is about was complete."),
                    Column.of("score", ColumnType.REAL, "Of the posting that completed it; NULL without one.")));

    @Override
    public Table table() {
        return TABLE;
    }

    @Override
    public String operator() {
        return AmlOperator.WATCH_ACCOUNTS.uid();
    }

    @Override
    public ValueStateDescriptor<AccountAlerts> state() {
        return new ValueStateDescriptor<>(AmlState.ALERTS.title(), new AccountAlertsSerializer());
    }

    @Override
    public void rows(String account, AccountAlerts alerts, Moment moment, RowOut out) {
        for (PastAlert alert : alerts.last()) {
            out.identity(account)
                    .identity(alert.alertId())
                    .text(alert.rule())
                    .text(alert.kind())
                    .integer(alert.version())
                    .text(alert.severity().name())
                    .time(alert.eventTime())
                    .real(alert.score())
                    .end();
        }
    }
}
