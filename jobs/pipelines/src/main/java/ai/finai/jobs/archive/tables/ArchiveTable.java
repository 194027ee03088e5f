package ai.finai.jobs.archive.tables;

import java.util.Locale;
import org.apache.parquet.schema.MessageType;

/**
 * The tables of the archive and their columns. Columns are added at the end, never renamed or retyped: files that exist
 * are never rewritten.
 *
 * <p>A table is the folder {@code <location>/<folder>}, with a folder {@code day=2026-01-05} for each UTC day of event
 * time. Every {@code *.parquet} in it counts, and no other file does.
 */
public enum ArchiveTable {
    /** Accepted transactions, one row each: {@link ai.finai.events.Transaction}. */
    TRANSACTIONS(AmlSchemas.transactions()),
    /** Both sides of each transaction as rules saw them, or did not, with their scores: {@link ai.finai.events.WatchedPosting}. */
    POSTINGS(AmlSchemas.postings()),
    /** {@link ai.finai.events.Alert}s with their evidence. */
    ALERTS(AmlSchemas.alerts()),
    /** Bars of prices with what was computed from them, one row each: {@link ai.finai.events.market.WatchedBar}. */
    BARS(MarketSchemas.bars()),
    /** News with its sentiment, one row each, whatever the number of symbols: {@link ai.finai.events.market.ScoredNews}. */
    NEWS(MarketSchemas.news()),
    /** {@link ai.finai.events.market.Split}s. */
    SPLITS(MarketSchemas.splits()),
    /** {@link ai.finai.events.market.MarketAlert}s, a row for each revision. */
    MARKET_ALERTS(MarketSchemas.marketAlerts());

    private final String folder = name().toLowerCase(Locale.ROOT);
    private final MessageType schema;

    ArchiveTable(MessageType schema) {
        this.schema = schema;
    }

    /** Its name for readers and its folder: {@code transactions}. */
    public String folder() {
        return folder;
    }

    public MessageType schema() {
        return schema;
    }
}
