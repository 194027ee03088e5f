package ai.finai.jobs.archive;

import ai.finai.jobs.archive.tables.ArchiveTable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystem.WriteMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.RecoverableFsDataOutputStream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One table's files: segments in {@code <location>/_staging/<table>}, and what readers see in
 * {@code <location>/<table>/day=...}. For any number of threads.
 */
final class SegmentFiles {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentFiles.class);

    /** Segments of at least this many rows are copied as they are; smaller ones are encoded anew, together. */
    static final long LARGE_SEGMENT_ROWS = 50_000;

    /** Bound of the memory for encoding small segments anew. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final ArchiveTable table;
    private final Path folder;
    private final Path staging;
    private final CopiedFiles copied;

    SegmentFiles(String location, ArchiveTable table) {
        this.table = table;
        folder = new Path(location, table.folder());
        staging = new Path(staging(location), table.folder());
        copied = new CopiedFiles(folder, staging);
    }

    /** What no reader looks into. */
    static Path staging(String location) {
        return new Path(location, "_staging");
    }

    /** A name that no other segment has. Not {@code .parquet}: no reader's pattern may match it. */
    Path newSegment(long day) {
        return new Path(staging, LocalDate.ofEpochDay(day) + "-" + UUID.randomUUID() + ".segment");
    }

    /** A name that no other file of the table has. */
    Path newFile(long day, long checkpoint) {
        return new Path(
                new Path(folder, "day=" + LocalDate.ofEpochDay(day)),
                String.format("part-%08d-%s.parquet", checkpoint, UUID.randomUUID()));
    }

    /** Returns when the bytes are durable. */
    void stage(Path segment, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = segment.getFileSystem().create(segment, WriteMode.OVERWRITE)) {
            out.write(bytes);
        }
    }

    /**
     * Carries a decision out, as often as it is called: the file appears whole, with the rows of its segments, and stays;
     * then the segments go. A decision of a bucket that was lost is carried out in its copy: {@link CopiedFiles}.
     *
     * @return segments that were not there though the file was not either
     */
    int publish(Publication decided) throws IOException {
        Publication publication = copied.found(decided);
        Path file = new Path(publication.file());
        FileSystem fileSystem = file.getFileSystem();
        int missing = 0;
        if (!fileSystem.exists(file)) {
            List<StagedSegment> present = present(publication);
            // Segments go only after the file is there. If some are gone, someone else may have been faster: the task
            // that replaced this one without its knowledge. Then the file is whole, and must not be replaced by a part
            // of it. One that goes while it is read fails this attempt; the next one finds the file.
            if (present.size() < publication.segments().size() && fileSystem.exists(file)) {
                present = List.of();
            } else {
                missing = publication.segments().size() - present.size();
                warn(publication, present);
            }
            if (!present.isEmpty()) {
                write(fileSystem, file, present);
            }
        }
        for (StagedSegment segment : publication.segments()) {
            if (copied.isDone(publication, segment)) {
                clearAway(new Path(segment.path()));
            }
        }
        return missing;
    }

    /** The rows are visible: a segment that stays only takes space, until the bucket's rule for old ones removes it. */
    private static void clearAway(Path segment) {
        try {
            segment.getFileSystem().delete(segment, false);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Segment {} is published and stays, since it cannot be deleted: {}", segment, e.toString());
        }
    }

    private static List<StagedSegment> present(Publication publication) throws IOException {
        List<StagedSegment> present = new ArrayList<>();
        for (StagedSegment segment : publication.segments()) {
            Path path = new Path(segment.path()); // it may be elsewhere than the file
            if (path.getFileSystem().exists(path)) {
                present.add(segment);
            }
        }
        return present;
    }

    private static void warn(Publication publication, List<StagedSegment> present) {
        for (StagedSegment segment : publication.segments()) {
            if (!present.contains(segment)) {
                LOG.warn(
                        "Segment {} with {} rows is gone. Expected if the job went back to a snapshot older than its"
                                + " last run: then that run published these rows. Otherwise someone deleted it, and"
                                + " the rows are lost to the archive.",
                        segment.path(),
                        segment.rows());
            }
        }
    }

    /** A recoverable stream, since only that shows nothing before its commit on every file system, local ones included. */
    private void write(FileSystem fileSystem, Path file, List<StagedSegment> segments) throws IOException {
        RecoverableFsDataOutputStream out = fileSystem.createRecoverableWriter().open(file);
        try {
            ParquetFileWriter parquet = ParquetIo.write(out, table.schema());
            RowGroup small = null;
            for (StagedSegment segment : segments) {
                byte[] bytes = read(segment);
                if (segments.size() == 1 || segment.rows() >= LARGE_SEGMENT_ROWS) {
                    copy(bytes, parquet);
                    continue;
                }
                small = small == null ? new RowGroup(table.schema()) : small;
                RowCopy.copy(bytes, small);
                if (small.bytes() >= ROW_GROUP_BYTES) {
                    small.appendTo(parquet);
                    small = null;
                }
            }
            if (small != null) {
                small.appendTo(parquet);
            }
            parquet.end(Map.of());
            out.closeForCommit().commit();
        } catch (Throwable e) {
            out.close();
            throw e;
        }
    }

    /** Copies row groups without decoding them. */
    private static void copy(byte[] segment, ParquetFileWriter to) throws IOException {
        try (ParquetFileReader from = ParquetIo.read(segment)) {
            to.appendRowGroups(ParquetIo.stream(segment), from.getRowGroups(), false);
        }
    }

    private static byte[] read(StagedSegment segment) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(segment.bytes())];
        Path path = new Path(segment.path());
        try (FSDataInputStream in = path.getFileSystem().open(path)) {
            int count = in.readNBytes(bytes, 0, bytes.length);
            if (count < bytes.length) {
                throw new IOException(segment.path() + " ends after " + count + " of " + bytes.length + " bytes");
            }
        }
        return bytes;
    }
}
