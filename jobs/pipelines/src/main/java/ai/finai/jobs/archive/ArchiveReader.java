package ai.finai.jobs.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of an archive as any other reader would: every {@code *.parquet} in a day's folder, nothing else. Counts
 * need the files' ends only, columns only their own bytes. For many questions, or joins, use an SQL engine on the files.
 */
public final class ArchiveReader {

    private final Path location;

    private ArchiveReader(Path location) {
        this.location = location;
    }

    /** @param location as in {@link ArchiveConfig#location()}; its file system must be known to Flink */
    public static ArchiveReader of(String location) {
        return new ArchiveReader(new Path(location));
    }

    /** The visible files of a table, in no particular order; empty if nothing was published yet. */
    public List<Path> files(ArchiveTable table) throws IOException {
        List<Path> files = new ArrayList<>();
        for (FileStatus file : visible(table)) {
            files.add(file.getPath());
        }
        return files;
    }

    /** How many rows a reader sees. */
    public long rows(ArchiveTable table) throws IOException {
        long rows = 0;
        for (FileStatus file : visible(table)) {
            try (ParquetFileReader parquet = open(file)) {
                for (BlockMetaData group : parquet.getRowGroups()) {
                    rows += group.getRowCount();
                }
            }
        }
        return rows;
    }

    /**
     * Hands each row over, in no particular order.
     *
     * @param rows gets an array of its own for each row: a value a column, null where there is none. Text is a String, a
     *     time a Long (milliseconds since 1970-01-01T00:00:00Z), an amount a BigDecimal of scale 4, a count an Integer or
     *     Long, a flag a Boolean.
     * @param columns of the table's top level; lists and maps cannot be read here
     * @throws IllegalArgumentException if the table has no such column, or it is a list or a map
     */
    public void read(ArchiveTable table, Consumer<@Nullable Object[]> rows, String... columns) throws IOException {
        MessageType schema = projection(table, columns);
        for (FileStatus file : visible(table)) {
            try (ParquetFileReader parquet = open(file)) {
                parquet.setRequestedSchema(schema);
                String createdBy = parquet.getFileMetaData().getCreatedBy();
                PageReadStore pages = parquet.readNextRowGroup();
                while (pages != null) {
                    read(pages, schema, createdBy, rows);
                    pages = parquet.readNextRowGroup();
                }
            }
        }
    }

    /** The values of a text column, in no particular order, as often as there are rows; null where there is none. */
    public List<@Nullable String> texts(ArchiveTable table, String column) throws IOException {
        List<@Nullable String> values = new ArrayList<>();
        read(table, row -> values.add((String) row[0]), column);
        return values;
    }

    private static void read(
            PageReadStore pages, MessageType schema, String createdBy, Consumer<@Nullable Object[]> rows) {
        ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, new RowCopy.NoConverter(schema), schema, createdBy);
        List<ColumnDescriptor> columns = schema.getColumns();
        ColumnReader[] readers = columns.stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
        for (long row = 0; row < pages.getRowCount(); row++) {
            @Nullable Object[] values = new Object[readers.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = value(readers[i], columns.get(i));
                readers[i].consume();
            }
            rows.accept(values);
        }
    }

    private static @Nullable Object value(ColumnReader reader, ColumnDescriptor column) {
        if (reader.getCurrentDefinitionLevel() < column.getMaxDefinitionLevel()) {
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

    private static MessageType projection(ArchiveTable table, String... columns) {
        List<Type> fields = new ArrayList<>();
        for (String column : columns) {
            if (!table.schema().containsField(column)) {
                throw new IllegalArgumentException("table " + table.folder() + " has no column " + column);
            }
            Type field = table.schema().getType(column);
            if (!field.isPrimitive()) {
                throw new IllegalArgumentException(table.folder() + '.' + column + " is a list or a map");
            }
            fields.add(field);
        }
        return new MessageType(table.folder(), fields);
    }

    private static ParquetFileReader open(FileStatus file) throws IOException {
        return ParquetIo.read(file.getPath().getFileSystem(), file.getPath(), file.getLen());
    }

    private List<FileStatus> visible(ArchiveTable table) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        Path folder = new Path(location, table.folder());
        FileSystem fileSystem = folder.getFileSystem();
        for (FileStatus day : list(fileSystem, folder)) {
            if (day.isDir()) {
                for (FileStatus file : list(fileSystem, day.getPath())) {
                    if (file.getPath().getName().endsWith(".parquet")) {
                        files.add(file);
                    }
                }
            }
        }
        return files;
    }

    /** An object store has no folder where it has no object. */
    private static FileStatus[] list(FileSystem fileSystem, Path folder) throws IOException {
        try {
            return Objects.requireNonNullElse(fileSystem.listStatus(folder), new FileStatus[0]);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
