package ai.finai.jobs.archive.tables;

import ai.finai.events.market.Split;

/** A row of {@link ArchiveTable#SPLITS}. */
public final class SplitRow implements RowFormat<Split> {

    private static final long serialVersionUID = 1L;

    @Override
    public ArchiveTable table() {
        return ArchiveTable.SPLITS;
    }

    @Override
    public long eventTime(Split split) {
        return split.eventTime();
    }

    @Override
    public void write(Split split, Columns columns) {
        columns.token(split.symbol());
        columns.integer(split.effective());
        columns.real(split.ratio());
        columns.origin(split.origin());
    }
}
