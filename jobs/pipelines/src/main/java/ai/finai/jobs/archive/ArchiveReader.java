package ai.finai.jobs.archive;

import ai.finai.jobs.archive.tables.ArchiveTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of an archive as any other reader would: every {@code *.parquet} in a day's folder, nothing else. Counts
 * need the files' ends only, columns only their own bytes. For many questions, or joins, use an SQL engine on the files.
 */
public final class ArchiveReader {

    private static final String DAY = "day=";

    private final Path location;

    /**
     * UTC days of event time, both inclusive.
     *
     * @param first {@link LocalDate#MIN} for no limit
     * @param last {@link LocalDate#MAX} for no limit
     */
    public record Days(LocalDate first, LocalDate last) {

        public static final Days ALL = new Days(LocalDate.MIN, LocalDate.MAX);

        private boolean holds(String folder) {
            if (!folder.startsWith(DAY)) {
                return false;
            }
            String day = folder.substring(DAY.length()); // as text it sorts as its dates do
            return (first.equals(LocalDate.MIN) || day.compareTo(first.toString()) >= 0)
                    && (last.equals(LocalDate.MAX) || day.compareTo(last.toString()) <= 0);
        }
    }

    /** A text column that has this value, or a list of texts that has it among others. */
    public record Having(String column, String value) {}

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
        for (FileStatus file : visible(table, Days.ALL)) {
            files.add(file.getPath());
        }
        return files;
    }

    /** How many rows a reader sees. */
    public long rows(ArchiveTable table) throws IOException {
        long rows = 0;
        for (FileStatus file : visible(table, Days.ALL)) {
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
     *     Long, a real number a Double, a flag a Boolean, a list of texts a List of Strings.
     * @param columns of the table's top level; lists of structs and maps cannot be read here
     * @throws IllegalArgumentException if the table has no such column, or it is such a list or a map
     */
    public void read(ArchiveTable table, Consumer<@Nullable Object[]> rows, String... columns) throws IOException {
        read(table, Days.ALL, null, rows, columns);
    }

    /**
     * Hands over the rows of some days that have a value. Files of other days are not opened; of other rows only the column
     * with the value is decoded.
     *
     * @param having null for all rows
     */
    public void read(
            ArchiveTable table,
            Days days,
            @Nullable Having having,
            Consumer<@Nullable Object[]> rows,
            String... columns)
            throws IOException {
        RowReader reader = RowReader.of(table, having, columns);
        for (FileStatus file : visible(table, days)) {
            try (ParquetFileReader parquet = open(file)) {
                reader.read(parquet, rows);
            }
        }
    }

    /** The values of a text column, in no particular order, as often as there are rows; null where there is none. */
    public List<@Nullable String> texts(ArchiveTable table, String column) throws IOException {
        List<@Nullable String> values = new ArrayList<>();
        read(table, row -> values.add((String) row[0]), column);
        return values;
    }

    private static ParquetFileReader open(FileStatus file) throws IOException {
        return ParquetIo.read(file.getPath().getFileSystem(), file.getPath(), file.getLen());
    }

    private List<FileStatus> visible(ArchiveTable table, Days days) throws IOException {
        List<FileStatus> files = new ArrayList<>();
        Path folder = new Path(location, table.folder());
        FileSystem fileSystem = folder.getFileSystem();
        for (FileStatus day : list(fileSystem, folder)) {
            if (day.isDir() && days.holds(day.getPath().getName())) {
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
