package ai.finai.jobs.archive.tables;

import static ai.finai.jobs.archive.tables.ColumnTypes.addOrigin;
import static ai.finai.jobs.archive.tables.ColumnTypes.figure;
import static ai.finai.jobs.archive.tables.ColumnTypes.plain;
import static ai.finai.jobs.archive.tables.ColumnTypes.scores;
import static ai.finai.jobs.archive.tables.ColumnTypes.text;
import static ai.finai.jobs.archive.tables.ColumnTypes.texts;
import static ai.finai.jobs.archive.tables.ColumnTypes.time;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Columns of the market job's tables. */
final class MarketSchemas {

    private MarketSchemas() {}

    static MessageType bars() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "symbol"));
        table.addField(time("event_time"));
        table.addField(time("start_time"));
        table.addField(plain(DOUBLE, "open"));
        table.addField(plain(DOUBLE, "high"));
        table.addField(plain(DOUBLE, "low"));
        table.addField(plain(DOUBLE, "close"));
        table.addField(plain(INT64, "volume"));
        table.addField(text(REQUIRED, "currency"));
        table.addField(plain(BOOLEAN, "late"));
        table.addField(figure("log_return"));
        table.addField(figure("gap"));
        table.addField(figure("volatility"));
        table.addField(figure("long_volatility"));
        table.addField(figure("z_score"));
        table.addField(figure("volume_z_score"));
        table.addField(figure("drawdown"));
        table.addField(figure("correlation"));
        table.addField(figure("beta"));
        table.addField(figure("forecast_low"));
        table.addField(figure("forecast_median"));
        table.addField(figure("forecast_high"));
        table.addField(text(OPTIONAL, "forecast_model"));
        addOrigin(table);
        return table.named("bars");
    }

    static MessageType news() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "news_id"));
        table.addField(time("event_time"));
        table.addField(text(REQUIRED, "headline"));
        table.addField(text(OPTIONAL, "body"));
        table.addField(text(OPTIONAL, "publisher"));
        table.addField(texts("symbols"));
        table.addField(figure("negative"));
        table.addField(figure("neutral"));
        table.addField(figure("positive"));
        table.addField(figure("balance"));
        table.addField(text(OPTIONAL, "model"));
        addOrigin(table);
        return table.named("news");
    }

    static MessageType splits() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "symbol"));
        table.addField(time("event_time"));
        table.addField(plain(DOUBLE, "ratio"));
        addOrigin(table);
        return table.named("splits");
    }

    static MessageType marketAlerts() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "alert_id"));
        table.addField(plain(INT32, "revision"));
        table.addField(text(REQUIRED, "status"));
        table.addField(text(REQUIRED, "rule_id"));
        table.addField(text(REQUIRED, "rule_kind"));
        table.addField(plain(INT32, "rule_version"));
        table.addField(text(REQUIRED, "symbol"));
        table.addField(text(REQUIRED, "severity"));
        table.addField(time("event_time"));
        table.addField(text(REQUIRED, "narrative"));
        table.addField(text(REQUIRED, "facts"));
        table.addField(text(REQUIRED, "bars"));
        table.addField(text(REQUIRED, "headlines"));
        table.addField(scores());
        table.addField(text(REQUIRED, "rule_book"));
        table.addField(text(REQUIRED, "job"));
        table.addField(text(REQUIRED, "release"));
        return table.named("market_alerts");
    }
}
