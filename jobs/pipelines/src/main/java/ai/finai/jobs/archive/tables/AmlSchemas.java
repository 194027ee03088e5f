package ai.finai.jobs.archive.tables;

import static ai.finai.jobs.archive.tables.ColumnTypes.addOrigin;
import static ai.finai.jobs.archive.tables.ColumnTypes.amount;
import static ai.finai.jobs.archive.tables.ColumnTypes.plain;
import static ai.finai.jobs.archive.tables.ColumnTypes.scores;
import static ai.finai.jobs.archive.tables.ColumnTypes.text;
import static ai.finai.jobs.archive.tables.ColumnTypes.time;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Columns of the money laundering job's tables. */
final class AmlSchemas {

    private AmlSchemas() {}

    static MessageType transactions() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "transaction_id"));
        table.addField(time("event_time"));
        table.addField(amount(REQUIRED, "amount"));
        table.addField(text(REQUIRED, "currency"));
        table.addField(text(OPTIONAL, "channel"));
        table.addField(text(OPTIONAL, "debtor_account"));
        table.addField(text(OPTIONAL, "creditor_account"));
        table.addField(text(OPTIONAL, "debtor_name"));
        table.addField(text(OPTIONAL, "creditor_name"));
        table.addField(text(OPTIONAL, "debtor_country"));
        table.addField(text(OPTIONAL, "creditor_country"));
        table.addField(text(OPTIONAL, "debtor_agent"));
        table.addField(text(OPTIONAL, "creditor_agent"));
        table.addField(text(OPTIONAL, "purpose"));
        addOrigin(table);
        return table.named("transactions");
    }

    static MessageType postings() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "transaction_id"));
        table.addField(text(REQUIRED, "direction"));
        table.addField(text(REQUIRED, "account"));
        table.addField(text(OPTIONAL, "counterparty"));
        table.addField(time("event_time"));
        table.addField(amount(REQUIRED, "amount"));
        table.addField(text(REQUIRED, "currency"));
        table.addField(amount(OPTIONAL, "base_amount"));
        table.addField(text(REQUIRED, "base_currency"));
        table.addField(text(OPTIONAL, "channel"));
        table.addField(text(OPTIONAL, "country"));
        table.addField(text(OPTIONAL, "counterparty_country"));
        table.addField(plain(BOOLEAN, "late"));
        table.addField(plain(BOOLEAN, "unrated"));
        addOrigin(table);
        table.addField(Types.optional(DOUBLE).named("score"));
        table.addField(text(OPTIONAL, "unscored"));
        table.addField(text(OPTIONAL, "model"));
        return table.named("postings");
    }

    static MessageType alerts() {
        var table = Types.buildMessage();
        table.addField(text(REQUIRED, "alert_id"));
        table.addField(text(REQUIRED, "rule_id"));
        table.addField(text(REQUIRED, "rule_kind"));
        table.addField(plain(INT32, "rule_version"));
        table.addField(text(REQUIRED, "subject_type"));
        table.addField(text(REQUIRED, "subject_id"));
        table.addField(text(REQUIRED, "severity"));
        table.addField(time("event_time"));
        table.addField(text(REQUIRED, "narrative"));
        table.addField(Types.requiredMap()
                .key(text(REQUIRED, "key"))
                .value(text(REQUIRED, "value"))
                .named("facts"));
        var evidence = Types.requiredGroup();
        evidence.addField(text(REQUIRED, "transaction_id"));
        evidence.addField(time("event_time"));
        evidence.addField(text(REQUIRED, "direction"));
        evidence.addField(amount(REQUIRED, "amount"));
        evidence.addField(text(REQUIRED, "currency"));
        evidence.addField(text(OPTIONAL, "counterparty"));
        evidence.addField(text(OPTIONAL, "channel"));
        addOrigin(evidence);
        table.addField(Types.requiredList().element(evidence.named("element")).named("evidence"));
        table.addField(plain(INT32, "evidence_count"));
        table.addField(text(OPTIONAL, "evidence_sha256"));
        table.addField(scores());
        table.addField(text(REQUIRED, "rule_book"));
        table.addField(text(REQUIRED, "rates"));
        table.addField(text(REQUIRED, "job"));
        table.addField(text(REQUIRED, "release"));
        return table.named("alerts");
    }
}
