package ai.finai.jobs.archive;

import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** What must be true of the archive's place before the job starts. */
public final class ArchivePrerequisites {

    /** One, however often it is written: who may not delete would leave one each time. */
    private static final String PROBE = "probe-" + UUID.randomUUID();

    private ArchivePrerequisites() {}

    /**
     * Writes a small file where rows are staged, and deletes it.
     *
     * @throws IOException if one of them is not possible; says which key names the place, and what to check
     */
    public static void check(ArchiveConfig archive) throws IOException {
        Path probe = new Path(SegmentFiles.staging(archive.location()), PROBE);
        try {
            FileSystem fileSystem = probe.getFileSystem();
            fileSystem.create(probe, FileSystem.WriteMode.OVERWRITE).close();
            fileSystem.delete(probe, false);
        } catch (IOException | RuntimeException e) { // some file systems throw what their S3 client does
            throw new IOException(
                    "archive.location: cannot write to " + archive.location() + ": " + e.getMessage()
                            + ". Check that the bucket is there, that these credentials may write and delete in it, and"
                            + " Flink's s3.* options",
                    e);
        }
    }
}
