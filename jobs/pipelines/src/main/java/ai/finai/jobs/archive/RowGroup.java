package ai.finai.jobs.archive;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;

/** Rows in memory, encoded column by column: one row group of a file to be. */
final class RowGroup {

    static final CompressionCodecName CODEC = CompressionCodecName.SNAPPY;

    private static final int PAGE_BYTES = 256 << 10;

    /** Columns with nearly as many values as rows: looking each up in a dictionary costs more than it saves. */
    private static final List<String> WITHOUT_DICTIONARY = List.of(
            "transaction_id",
            "event_time",
            "amount",
            "base_amount",
            "debtor_account",
            "creditor_account",
            "account",
            "counterparty",
            "debtor_name",
            "creditor_name",
            "purpose",
            "alert_id",
            "subject_id",
            "narrative",
            "source_offset",
            "open",
            "high",
            "low",
            "close",
            "volume",
            "log_return",
            "gap",
            "volatility",
            "long_volatility",
            "z_score",
            "volume_z_score",
            "drawdown",
            "correlation",
            "beta",
            "forecast_low",
            "forecast_median",
            "forecast_high",
            "news_id",
            "headline",
            "body",
            "negative",
            "neutral",
            "positive",
            "balance",
            "facts",
            "bars",
            "headlines");

    /**
     * Version 1 pages and encodings, which every reader knows. No statistics of sizes: they cost time, and DuckDB, Spark
     * and Trino plan without them.
     */
    static final ParquetProperties PROPERTIES = properties();

    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore store;
    private final MessageType schema;
    private long rows;

    RowGroup(MessageType schema) {
        this.schema = schema;
        pages = new ColumnChunkPageWriteStore(
                new PureJavaCodecs().getCompressor(CODEC),
                schema,
                new HeapByteBufferAllocator(),
                PROPERTIES.getColumnIndexTruncateLength(),
                PROPERTIES.getPageWriteChecksumEnabled());
        store = PROPERTIES.newColumnWriteStore(schema, pages);
    }

    private static ParquetProperties properties() {
        ParquetProperties.Builder properties = ParquetProperties.builder()
                .withWriterVersion(WriterVersion.PARQUET_1_0)
                .withPageSize(PAGE_BYTES)
                .withDictionaryPageSize(PAGE_BYTES)
                .withSizeStatisticsEnabled(false)
                .withPageWriteChecksumEnabled(true);
        WITHOUT_DICTIONARY.forEach(column -> properties.withDictionaryEncoding(column, false));
        return properties.build();
    }

    /** To write the row's values to, each column once, before {@link #endRow}. */
    ColumnWriteStore store() {
        return store;
    }

    MessageType schema() {
        return schema;
    }

    void endRow() {
        store.endRecord();
        rows++;
    }

    long rows() {
        return rows;
    }

    /** About how much memory it holds. Walks over all columns. */
    long bytes() {
        return store.getBufferedSize();
    }

    /** Appends the row group to a file. It can take no rows after that. */
    void appendTo(ParquetFileWriter file) throws IOException {
        file.startBlock(rows);
        store.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
        store.close();
        pages.close();
    }
}
