package ai.finai.jobs.archive;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Rows from a file in memory into a row group of the same schema, value by value, without building records. */
final class RowCopy {

    private final ColumnReader reader;
    private final ColumnWriter writer;
    private final PrimitiveTypeName type;
    private final int present;
    private long left;

    private RowCopy(ColumnDescriptor column, ColumnReader reader, ColumnWriter writer) {
        this.reader = reader;
        this.writer = writer;
        type = column.getPrimitiveType().getPrimitiveTypeName();
        present = column.getMaxDefinitionLevel();
        left = reader.getTotalValueCount();
    }

    static void copy(byte[] file, RowGroup to) throws IOException {
        MessageType schema = to.schema();
        try (ParquetFileReader from = ParquetIo.read(file)) {
            String createdBy = from.getFileMetaData().getCreatedBy();
            PageReadStore pages = from.readNextRowGroup();
            while (pages != null) {
                ColumnReadStoreImpl readers =
                        new ColumnReadStoreImpl(pages, new NoConverter(schema), schema, createdBy);
                List<ColumnDescriptor> columns = schema.getColumns();
                RowCopy[] copies = new RowCopy[columns.size()];
                for (int i = 0; i < copies.length; i++) {
                    ColumnDescriptor column = columns.get(i);
                    copies[i] = new RowCopy(
                            column, readers.getColumnReader(column), to.store().getColumnWriter(column));
                }
                for (long row = 0; row < pages.getRowCount(); row++) {
                    for (RowCopy copy : copies) {
                        copy.row();
                    }
                    to.endRow();
                }
                pages = from.readNextRowGroup();
            }
        }
    }

    /** All values of a row: a list has more than one. */
    private void row() {
        do {
            value();
            reader.consume();
            left--;
        } while (left > 0 && reader.getCurrentRepetitionLevel() > 0);
    }

    private void value() {
        int repetition = reader.getCurrentRepetitionLevel();
        int definition = reader.getCurrentDefinitionLevel();
        if (definition < present) {
            writer.writeNull(repetition, definition);
            return;
        }
        switch (type) {
            case INT32 -> writer.write(reader.getInteger(), repetition, definition);
            case INT64 -> writer.write(reader.getLong(), repetition, definition);
            case BOOLEAN -> writer.write(reader.getBoolean(), repetition, definition);
            case FLOAT -> writer.write(reader.getFloat(), repetition, definition);
            case DOUBLE -> writer.write(reader.getDouble(), repetition, definition);
            case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> writer.write(reader.getBinary(), repetition, definition);
        }
    }

    /** Column readers want converters, and call them only when asked to convert. */
    static final class NoConverter extends GroupConverter {

        private final GroupType group;

        NoConverter(GroupType group) {
            this.group = group;
        }

        @Override
        public Converter getConverter(int field) {
            Type type = group.getType(field);
            return type.isPrimitive() ? new PrimitiveConverter() {} : new NoConverter(type.asGroupType());
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    }
}
