package ai.finai.jobs.archive;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import java.util.Locale;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.GroupBuilder;

/**
 * The tables of the archive and their columns. Columns are added at the end, never renamed or retyped: files that exist
 * are never rewritten.
 *
 * <p>A table is the folder {@code <location>/<folder>}, with a folder {@code day=2026-01-05} for each UTC day of event
 * time. Every {@code *.parquet} in it counts, and no other file does.
 */
public enum ArchiveTable {
    /** Accepted transactions, one row each: {@link ai.finai.events.Transaction}. */
    TRANSACTIONS(transactions()),
    /** Both sides of each transaction as rules saw them, or did not, with their scores: {@link ai.finai.events.WatchedPosting}. */
    POSTINGS(postings()),
    /** {@link ai.finai.events.Alert}s with their evidence. */
    ALERTS(alerts());

    /** Digits of an amount: all of a {@code long} of minor units, with four decimals. */
    static final int AMOUNT_PRECISION = 28;

    /** Decimals of an amount. No currency of ISO 4217 has more (CLF and UYW have four). */
    static final int AMOUNT_SCALE = 4;

    /** Bytes of an amount, big-endian two's complement. */
    static final int AMOUNT_BYTES = 12;

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

    private static MessageType transactions() {
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

    private static MessageType postings() {
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

    private static MessageType alerts() {
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
        var score = Types.requiredGroup();
        score.addField(text(REQUIRED, "model"));
        score.addField(text(REQUIRED, "version"));
        score.addField(text(REQUIRED, "sha256"));
        score.addField(plain(DOUBLE, "score"));
        table.addField(Types.requiredList().element(score.named("element")).named("scores"));
        table.addField(text(REQUIRED, "rule_book"));
        table.addField(text(REQUIRED, "rates"));
        table.addField(text(REQUIRED, "job"));
        table.addField(text(REQUIRED, "release"));
        return table.named("alerts");
    }

    private static void addOrigin(GroupBuilder<?> group) {
        group.addField(text(REQUIRED, "source"));
        group.addField(plain(INT32, "source_partition"));
        group.addField(plain(INT64, "source_offset"));
    }

    private static PrimitiveType text(Repetition repetition, String name) {
        return Types.primitive(BINARY, repetition).as(stringType()).named(name);
    }

    private static PrimitiveType time(String name) {
        return Types.required(INT64).as(timestampType(true, MILLIS)).named(name);
    }

    private static PrimitiveType amount(Repetition repetition, String name) {
        return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
                .length(AMOUNT_BYTES)
                .as(decimalType(AMOUNT_SCALE, AMOUNT_PRECISION))
                .named(name);
    }

    private static PrimitiveType plain(PrimitiveTypeName type, String name) {
        return Types.required(type).named(name);
    }
}
