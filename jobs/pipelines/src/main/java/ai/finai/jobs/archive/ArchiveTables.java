package ai.finai.jobs.archive;

import ai.finai.events.Alert;
import ai.finai.events.Transaction;
import ai.finai.events.WatchedPosting;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Split;
import ai.finai.events.market.WatchedBar;
import ai.finai.jobs.archive.tables.AlertRow;
import ai.finai.jobs.archive.tables.BarRow;
import ai.finai.jobs.archive.tables.MarketAlertRow;
import ai.finai.jobs.archive.tables.NewsRow;
import ai.finai.jobs.archive.tables.PostingRow;
import ai.finai.jobs.archive.tables.RowFormat;
import ai.finai.jobs.archive.tables.SplitRow;
import ai.finai.jobs.archive.tables.TransactionRow;
import ai.finai.state.AmlOperator;
import ai.finai.state.MarketOperator;
import ai.finai.state.OperatorName;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The archive's end of a job: its Parquet tables, each row exactly once, a folder per UTC day of event time. For the tables
 * themselves see src/docs/archive.md.
 *
 * <p>Rows are visible when the file they are in is: {@link Compaction}. A savepoint makes everything before it visible, so
 * a job that ended by a stop with savepoint, drained or not, or with its bounded input, has nothing left to show. Without
 * checkpoints everything becomes visible at the end of the input.
 *
 * <p>The file system of the location must be known to Flink before the job starts ({@link S3FileSystem}).
 */
public final class ArchiveTables {

    private final ArchiveConfig config;

    private ArchiveTables(ArchiveConfig config) {
        this.config = config;
    }

    public static ArchiveTables of(ArchiveConfig config) {
        return new ArchiveTables(config);
    }

    /** Every transaction becomes a row of {@code transactions}. */
    public void transactions(DataStream<Transaction> accepted) {
        write(accepted, new TransactionRow(), AmlOperator.TRANSACTIONS_TABLE);
    }

    /**
     * Every posting, late and unrated ones too, becomes a row of {@code postings}.
     *
     * @param baseCurrency ISO 4217; what {@code base_amount} is in
     */
    public void postings(DataStream<WatchedPosting> postings, String baseCurrency) {
        write(postings, new PostingRow(baseCurrency), AmlOperator.POSTINGS_TABLE);
    }

    /** Every alert becomes a row of {@code alerts}. One subtask writes them: they are few. */
    public void alerts(DataStream<Alert> alerts) {
        write(alerts, new AlertRow(), AmlOperator.ALERTS_TABLE).setParallelism(1);
    }

    /** Every bar, late ones too, becomes a row of {@code bars}. */
    public void bars(DataStream<WatchedBar> bars) {
        write(bars, new BarRow(), MarketOperator.BARS_TABLE);
    }

    /** Every piece of news becomes a row of {@code news}. One subtask writes them, as the next two: they are few. */
    public void news(DataStream<ScoredNews> news) {
        write(news, new NewsRow(), MarketOperator.NEWS_TABLE).setParallelism(1);
    }

    /** Every split becomes a row of {@code splits}. */
    public void splits(DataStream<Split> splits) {
        write(splits, new SplitRow(), MarketOperator.SPLITS_TABLE).setParallelism(1);
    }

    /** Every revision of an alert becomes a row of {@code market_alerts}. */
    public void marketAlerts(DataStream<MarketAlert> alerts) {
        write(alerts, new MarketAlertRow(), MarketOperator.MARKET_ALERTS_TABLE).setParallelism(1);
    }

    private <T> SingleOutputStreamOperator<Void> write(DataStream<T> rows, RowFormat<T> format, OperatorName operator) {
        return rows.transform(
                        operator.title(),
                        Types.VOID,
                        new ArchiveOperator<>(format, config.location(), config.compaction()))
                .uid(operator.uid())
                .name(operator.title());
    }
}
