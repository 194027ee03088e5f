package ai.finai.jobs.archive.tables;

import ai.finai.events.Posting;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;

/** A row of {@link ArchiveTable#POSTINGS}. */
public final class PostingRow implements RowFormat<WatchedPosting> {

    private static final long serialVersionUID = 1L;

    private final String baseCurrency;

    /** @param baseCurrency ISO 4217; what {@code base_amount} is in */
    public PostingRow(String baseCurrency) {
        this.baseCurrency = baseCurrency;
    }

    @Override
    public ArchiveTable table() {
        return ArchiveTable.POSTINGS;
    }

    @Override
    public long eventTime(WatchedPosting watched) {
        return watched.posting().eventTime();
    }

    @Override
    public void write(WatchedPosting watched, Columns columns) {
        Posting posting = watched.posting();
        columns.text(posting.transactionId());
        columns.token(posting.direction().name());
        columns.text(posting.account());
        columns.text(posting.counterparty());
        columns.integer(posting.eventTime());
        columns.amount(posting.amount(), posting.currency());
        columns.token(posting.currency());
        if (posting.rated()) {
            columns.amount(posting.baseAmount(), baseCurrency);
        } else {
            columns.noValue();
        }
        columns.token(baseCurrency);
        columns.token(posting.channel());
        columns.token(posting.country());
        columns.token(posting.counterpartyCountry());
        columns.flag(watched.late());
        columns.flag(!posting.rated());
        columns.origin(posting.origin());
        Unscored reason = watched.unscored();
        if (reason == null) {
            columns.real(watched.score());
        } else {
            columns.noValue();
        }
        columns.token(reason == null ? null : reason.code());
        columns.token(watched.model());
    }
}
