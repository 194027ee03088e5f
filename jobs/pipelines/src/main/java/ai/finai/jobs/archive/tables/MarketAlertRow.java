package ai.finai.jobs.archive.tables;

import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;

/** A row of {@link ArchiveTable#MARKET_ALERTS}. */
public final class MarketAlertRow implements RowFormat<MarketAlert> {

    private static final long serialVersionUID = 1L;

    @Override
    public ArchiveTable table() {
        return ArchiveTable.MARKET_ALERTS;
    }

    @Override
    public long eventTime(MarketAlert alert) {
        return alert.eventTime();
    }

    @Override
    public void write(MarketAlert alert, Columns columns) {
        columns.text(alert.alertId());
        columns.integer(alert.revision());
        columns.token(alert.status().name());
        columns.token(alert.rule().id());
        columns.token(alert.rule().kind());
        columns.integer(alert.rule().version());
        columns.token(alert.subject().id());
        columns.token(alert.severity().name());
        columns.integer(alert.eventTime());
        columns.text(alert.narrative());
        columns.text(MarketAlertJson.facts(alert));
        columns.text(MarketAlertJson.bars(alert));
        columns.text(MarketAlertJson.headlines(alert));
        columns.list(alert.scores(), ColumnTypes.SCORE_COLUMNS, columns::score);
        columns.token(alert.provenance().ruleBook());
        columns.token(alert.provenance().job());
        columns.token(alert.provenance().release());
    }
}
