package ai.finai.jobs.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of a decision where the archive is now. A snapshot names files by their whole paths. After a region is
 * lost, the job goes on from a copy of the bucket, which has another name: what the snapshot says leads to the lost one.
 *
 * <p>Files have names that no others have, so one of the same name in this archive is a copy, and the decision is carried
 * out here. Where nothing of it is here, it is carried out where the snapshot says: that is so when {@code archive.location}
 * was changed and the place before is still there. What is here is looked for first, since a region that is lost does not
 * even say no.
 */
final class CopiedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(CopiedFiles.class);

    private final Path folder;
    private final Path staging;

    /**
     * @param folder of the table's files
     * @param staging of its segments
     */
    CopiedFiles(Path folder, Path staging) {
        this.folder = folder;
        this.staging = staging;
    }

    /**
     * The decision, with paths at which its files are to be found. Asks the file system only where a path leads out of
     * this archive.
     *
     * @throws IOException if a part of it is not here, and the place that it names cannot be asked
     */
    Publication found(Publication said) throws IOException {
        if (isBelow(folder, said.file()) && said.segments().stream().allMatch(this::isHere)) {
            return said;
        }
        Publication copy = copy(said);
        if (exists(copy.file())) {
            return copy;
        }
        List<StagedSegment> segments = new ArrayList<>();
        for (int i = 0; i < said.segments().size(); i++) {
            StagedSegment here = copy.segments().get(i);
            segments.add(exists(here.path()) ? here : there(said.segments().get(i)));
        }
        if (segments.equals(said.segments())) {
            return said;
        }
        LOG.info("{} is published here, as {}: this archive has copies of its segments.", said.file(), copy.file());
        return new Publication(copy.file(), said.checkpoint(), segments);
    }

    /**
     * Whether the rows of a segment are visible where its own readers look, once the file is there. Where they are not, the
     * original of a copied archive may live on, and its job has yet to read the segment.
     */
    boolean isDone(Publication published, StagedSegment segment) {
        return isBelow(folder, published.file()) == isHere(segment);
    }

    private boolean isHere(StagedSegment segment) {
        return isBelow(staging, segment.path());
    }

    /** It may be gone from there, but a place that does not answer has not said so. */
    private static StagedSegment there(StagedSegment segment) throws IOException {
        try {
            exists(segment.path());
            return segment;
        } catch (IOException | RuntimeException e) { // some file systems throw what their S3 client does
            throw new IOException(
                    "archive: " + segment.rows() + " rows of the snapshot are in " + segment.path()
                            + ", which cannot be read (" + e.getMessage()
                            + "), and there is no copy of it below archive.location. Copy it there, or start from a"
                            + " snapshot whose files are there",
                    e);
        }
    }

    private Publication copy(Publication said) {
        Path file = new Path(said.file());
        return new Publication(
                new Path(new Path(folder, file.getParent().getName()), file.getName()).toString(),
                said.checkpoint(),
                said.segments().stream()
                        .map(segment -> new StagedSegment(
                                new Path(staging, new Path(segment.path()).getName()).toString(),
                                segment.day(),
                                segment.checkpoint(),
                                segment.rows(),
                                segment.bytes()))
                        .toList());
    }

    private static boolean isBelow(Path place, String path) {
        return path.startsWith(place + Path.SEPARATOR);
    }

    private static boolean exists(String file) throws IOException {
        Path path = new Path(file);
        return path.getFileSystem().exists(path);
    }
}
