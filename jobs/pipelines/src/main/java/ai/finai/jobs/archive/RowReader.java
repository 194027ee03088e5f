package ai.finai.jobs.archive;

import ai.finai.jobs.archive.tables.ArchiveTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Some columns of a table's rows: {@link ArchiveReader#read}. Each has one column of a file, so rows need no assembly. */
final class RowReader {

    private final MessageType schema;
    /** Columns that are handed over, the first of the schema. */
    private final int wanted;
    /** Place in the schema of the column that decides, or negative. */
    private final int deciding;

    private final String value;

    private RowReader(MessageType schema, int wanted, int deciding, String value) {
        this.schema = schema;
        this.wanted = wanted;
        this.deciding = deciding;
        this.value = value;
    }

    static RowReader of(ArchiveTable table, ArchiveReader.@Nullable Having having, String... columns) {
        List<Type> fields = new ArrayList<>();
        for (String column : columns) {
            fields.add(field(table, column));
        }
        if (having == null) {
            return new RowReader(new MessageType(table.folder(), fields), columns.length, -1, "");
        }
        int deciding = List.of(columns).indexOf(having.column());
        if (deciding < 0) {
            deciding = columns.length;
            fields.add(field(table, having.column()));
        }
        return new RowReader(new MessageType(table.folder(), fields), columns.length, deciding, having.value());
    }

    private static Type field(ArchiveTable table, String column) {
        if (!table.schema().containsField(column)) {
            throw new IllegalArgumentException("table " + table.folder() + " has no column " + column);
        }
        Type field = table.schema().getType(column);
        if (!field.isPrimitive() && !isListOfTexts(field)) {
            throw new IllegalArgumentException(table.folder() + '.' + column + " is a list of structs or a map");
        }
        return field;
    }

    private static boolean isListOfTexts(Type field) {
        return field.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
                && field.asGroupType().getType(0).asGroupType().getType(0).isPrimitive();
    }

    void read(ParquetFileReader file, Consumer<@Nullable Object[]> rows) throws IOException {
        file.setRequestedSchema(schema);
        String createdBy = file.getFileMetaData().getCreatedBy();
        PageReadStore pages = file.readNextRowGroup();
        while (pages != null) {
            read(pages, createdBy, rows);
            pages = file.readNextRowGroup();
        }
    }

    private void read(PageReadStore pages, String createdBy, Consumer<@Nullable Object[]> rows) {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, new RowCopy.NoConverter(schema), schema, createdBy);
        List<ColumnDescriptor> columns = schema.getColumns();
        ColumnReader[] readers = columns.stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
        @Nullable Object[] values = new Object[readers.length];
        for (long row = 0; row < pages.getRowCount(); row++) {
            boolean counts = true;
            if (deciding >= 0) {
                values[deciding] = next(readers[deciding], columns.get(deciding));
                counts = decides(values[deciding]);
            }
            for (int i = 0; i < readers.length; i++) {
                if (i == deciding) {
                    continue;
                }
                if (counts) {
                    values[i] = next(readers[i], columns.get(i));
                } else {
                    skip(readers[i], columns.get(i));
                }
            }
            if (counts) {
                rows.accept(Arrays.copyOf(values, wanted));
            }
        }
    }

    private boolean decides(@Nullable Object found) {
        return found instanceof List<?> list ? list.contains(value) : value.equals(found);
    }

    /** The row's value in a column. */
    private static @Nullable Object next(ColumnReader reader, ColumnDescriptor column) {
        if (column.getMaxRepetitionLevel() == 0) {
            Object value = value(reader, column);
            reader.consume();
            return value;
        }
        List<Object> values = new ArrayList<>();
        do {
            Object value = value(reader, column);
            if (value != null) {
                values.add(value);
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
        return values;
    }

    private static void skip(ColumnReader reader, ColumnDescriptor column) {
        do {
            if (isPresent(reader, column)) {
                reader.skip();
            }
            reader.consume();
        } while (reader.getCurrentRepetitionLevel() > 0);
    }

    private static boolean isPresent(ColumnReader reader, ColumnDescriptor column) {
        return reader.getCurrentDefinitionLevel() >= column.getMaxDefinitionLevel();
    }

    private static @Nullable Object value(ColumnReader reader, ColumnDescriptor column) {
        if (!isPresent(reader, column)) {
            return null;
        }
        PrimitiveType type = column.getPrimitiveType();
        return switch (type.getPrimitiveTypeName()) {
            case INT32 -> reader.getInteger();
            case INT64 -> reader.getLong();
            case BOOLEAN -> reader.getBoolean();
            case FLOAT -> reader.getFloat();
            case DOUBLE -> reader.getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
                type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
                        ? new BigDecimal(new BigInteger(reader.getBinary().getBytes()), decimal.getScale())
                        : reader.getBinary().toStringUsingUTF8();
        };
    }
}
