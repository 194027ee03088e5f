package ai.finai.jobs.archive.tables;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.GroupBuilder;

/** The kinds of columns that tables are made of; {@link Columns} writes their values. */
final class ColumnTypes {

    /** Digits of an amount: all of a {@code long} of minor units, with four decimals. */
    static final int AMOUNT_PRECISION = 28;

    /** Decimals of an amount. No currency of ISO 4217 has more (CLF and UYW have four). */
    static final int AMOUNT_SCALE = 4;

    /** Bytes of an amount, big-endian two's complement. */
    static final int AMOUNT_BYTES = 12;

    /** Of an element of {@link #scores}. */
    static final int SCORE_COLUMNS = 4;

    private ColumnTypes() {}

    static void addOrigin(GroupBuilder<?> group) {
        group.addField(text(REQUIRED, "source"));
        group.addField(plain(INT32, "source_partition"));
        group.addField(plain(INT64, "source_offset"));
    }

    static PrimitiveType text(Repetition repetition, String name) {
        return Types.primitive(BINARY, repetition).as(stringType()).named(name);
    }

    static PrimitiveType time(String name) {
        return Types.required(INT64).as(timestampType(true, MILLIS)).named(name);
    }

    static PrimitiveType amount(Repetition repetition, String name) {
        return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition)
                .length(AMOUNT_BYTES)
                .as(decimalType(AMOUNT_SCALE, AMOUNT_PRECISION))
                .named(name);
    }

    static PrimitiveType plain(PrimitiveTypeName type, String name) {
        return Types.required(type).named(name);
    }

    /** A real number that is undefined in some rows. */
    static PrimitiveType figure(String name) {
        return Types.optional(DOUBLE).named(name);
    }

    /** Texts, none of them null. */
    static GroupType texts(String name) {
        return Types.requiredList().element(text(REQUIRED, "element")).named(name);
    }

    /** Of an alert. */
    static GroupType scores() {
        var score = Types.requiredGroup();
        score.addField(text(REQUIRED, "model"));
        score.addField(text(REQUIRED, "version"));
        score.addField(text(REQUIRED, "sha256"));
        score.addField(plain(DOUBLE, "score"));
        return Types.requiredList().element(score.named("element")).named("scores");
    }
}
