package ai.finai.jobs.archive.tables;

import ai.finai.events.Alert;

/** A row of {@link ArchiveTable#ALERTS}. */
public final class AlertRow implements RowFormat<Alert> {

    private static final long serialVersionUID = 1L;

    private static final int FACT_COLUMNS = 2;
    private static final int EVIDENCE_COLUMNS = 10;

    @Override
    public ArchiveTable table() {
        return ArchiveTable.ALERTS;
    }

    @Override
    public long eventTime(Alert alert) {
        return alert.eventTime();
    }

    @Override
    public void write(Alert alert, Columns columns) {
        columns.text(alert.alertId());
        columns.token(alert.rule().id());
        columns.token(alert.rule().kind());
        columns.integer(alert.rule().version());
        columns.token(alert.subject().type());
        columns.text(alert.subject().id());
        columns.token(alert.severity().name());
        columns.integer(alert.eventTime());
        columns.text(alert.narrative());
        columns.list(alert.facts(), FACT_COLUMNS, fact -> {
            columns.token(fact.name());
            columns.text(fact.value());
        });
        columns.list(alert.evidence(), EVIDENCE_COLUMNS, evidence -> {
            columns.text(evidence.transactionId());
            columns.integer(evidence.eventTime());
            columns.token(evidence.direction().name());
            columns.amount(evidence.amount(), evidence.currency());
            columns.token(evidence.currency());
            columns.text(evidence.counterparty());
            columns.token(evidence.channel());
            columns.origin(evidence.source());
        });
        columns.integer(alert.evidenceCount());
        columns.text(alert.evidenceSha256());
        columns.list(alert.scores(), ColumnTypes.SCORE_COLUMNS, columns::score);
        columns.token(alert.provenance().ruleBook());
        columns.token(alert.provenance().rates());
        columns.token(alert.provenance().job());
        columns.token(alert.provenance().release());
    }
}
