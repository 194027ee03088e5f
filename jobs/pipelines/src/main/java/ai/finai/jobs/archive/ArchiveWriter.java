package ai.finai.jobs.archive;

import ai.finai.jobs.archive.tables.RowFormat;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One subtask's part of a table of the archive: writes each row exactly once.
 *
 * <p>Three steps, of which only the last one shows anything to a reader:
 *
 * <ol>
 *   <li><b>Stage.</b> With each checkpoint the rows of each day become a segment, a file in the staging folder whose name
 *       no reader's pattern matches. The checkpoint holds the segment's name: the rows are durable.
 *   <li><b>Decide.</b> When a day's segments are old or large enough ({@link Compaction}), a checkpoint also holds the
 *       decision which of them become one file, and the file's name.
 *   <li><b>Publish.</b> Once that checkpoint is complete, the file is written from its segments, appears whole, and the
 *       segments are deleted.
 * </ol>
 *
 * <p>A decision is only ever carried out from a completed checkpoint, and it fixes name and content. So carrying it out
 * again, after a failure in the middle, by a restored job, or by a task that does not know it was replaced, gives the same
 * file; nothing that readers see is ever changed or removed. A rescaled job deals segments and decisions out anew.
 *
 * <p>Why not {@code FileSink.enableCompact}: its small files lie in the tables' own folders, told apart only by a dot at
 * the start of their name, which DuckDB's patterns match; they are deleted after the large file appears, so there is a time
 * at which a reader finds rows twice. And it decodes and encodes every row again, where large segments here are copied as
 * they are. No upload stays open between checkpoints either, so no bucket rule that ends old uploads can take rows away,
 * and the native S3 file system needs no recovery of open files.
 *
 * <p>Going back to a snapshot that is older than what was published reads the transactions after it again, and publishes
 * their rows again, as with any sink.
 */
final class ArchiveWriter<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ArchiveWriter.class);

    /** Segments on their way to the staging folder at a time, all held in memory; with more, the task waits. */
    static final int MOST_UPLOADS = 8;

    private final SegmentFiles files;
    private final Compaction compaction;
    private final Consumer<Throwable> fail;
    private final OpenDays<T> days;
    private final Transfers transfers = new Transfers();

    /** Segments since the last snapshot, in the order they were started. */
    private final List<Upload> uploads = new ArrayList<>();

    private final List<StagedSegment> waiting = new ArrayList<>();
    /** Decisions whose checkpoint is not known to be complete. */
    private final List<Publication> decided = new ArrayList<>();

    private final List<Run> runs = new ArrayList<>();
    private final AtomicLong filesPublished = new AtomicLong();
    private final AtomicLong segmentsMissing = new AtomicLong();
    private volatile long rowsWaiting;

    private record Upload(Path path, long day, long rows, long bytes, CompletableFuture<?> done) {}

    private record Run(Publication publication, CompletableFuture<?> done) {}

    /** What a checkpoint holds. */
    record Snapshot(List<StagedSegment> waiting, List<Publication> decided) {}

    /** @param fail is told, from any thread, that a decision could not be carried out, with its file */
    ArchiveWriter(RowFormat<T> format, SegmentFiles files, Compaction compaction, Consumer<Throwable> fail) {
        this.files = files;
        this.compaction = compaction;
        this.fail = fail;
        days = new OpenDays<>(format, this::stage);
    }

    /** Takes over what a completed checkpoint held, and carries out its decisions. */
    void restore(Iterable<StagedSegment> segments, Iterable<Publication> publications) {
        segments.forEach(waiting::add);
        publications.forEach(this::start);
    }

    void add(T record) {
        days.add(record);
    }

    /**
     * Stages all rows and decides what becomes visible. Returns when the rows are durable.
     *
     * @param everything publish also what could wait
     * @throws IOException if a segment could not be written; the writer must not go on then
     */
    Snapshot snapshot(long checkpoint, boolean everything) throws IOException {
        days.flush();
        for (Upload upload : uploads) {
            await(upload.done());
            waiting.add(new StagedSegment(
                    upload.path().toString(), upload.day(), checkpoint, upload.rows(), upload.bytes()));
        }
        uploads.clear();
        decide(checkpoint, everything);
        runs.removeIf(run -> run.done().isDone() && !run.done().isCompletedExceptionally());

        List<Publication> held = new ArrayList<>(decided);
        runs.forEach(run -> held.add(run.publication()));
        rowsWaiting = waiting.stream().mapToLong(StagedSegment::rows).sum();
        return new Snapshot(List.copyOf(waiting), held);
    }

    /** Carries out what this checkpoint and earlier ones decided, in the background. */
    void completed(long checkpoint) {
        Iterator<Publication> candidates = decided.iterator();
        while (candidates.hasNext()) {
            Publication publication = candidates.next();
            if (publication.checkpoint() <= checkpoint) {
                candidates.remove();
                start(publication);
            }
        }
    }

    /** Rows that are durable but wait for their file, as of the last checkpoint. */
    long rowsWaiting() {
        return rowsWaiting;
    }

    long filesPublished() {
        return filesPublished.get();
    }

    long transfersRepeated() {
        return transfers.repeated();
    }

    long segmentsMissing() {
        return segmentsMissing.get();
    }

    /**
     * Waits for the decisions that are being carried out. One that fails meanwhile, or is not carried out in this time, is
     * reported like any other failure.
     */
    void awaitPublications(Duration patience) throws InterruptedException {
        try {
            CompletableFuture.allOf(runs.stream().map(Run::done).toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            LOG.debug("Reported when it happened", e);
        } catch (TimeoutException e) {
            List<String> files = runs.stream()
                    .filter(run -> !run.done().isDone())
                    .map(run -> run.publication().file())
                    .toList();
            fail.accept(new IOException("archive: gave up after " + patience + " waiting for " + files));
        }
    }

    /** Lets go of what is under way; whoever restores the last snapshot goes on with it. */
    @Override
    public void close() {
        transfers.close();
    }

    private void stage(long day, RowGroup rows) {
        try {
            if (uploads.size() >= MOST_UPLOADS) {
                await(uploads.get(uploads.size() - MOST_UPLOADS).done());
            }
            Path path = files.newSegment(day);
            long count = rows.rows();
            byte[] bytes = ParquetIo.toFile(rows);
            CompletableFuture<?> done = transfers.start(path.toString(), () -> files.stage(path, bytes));
            uploads.add(new Upload(path, day, count, bytes.length, done));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decide(long checkpoint, boolean everything) {
        Map<Long, List<StagedSegment>> byDay = new TreeMap<>();
        for (StagedSegment segment : waiting) {
            byDay.computeIfAbsent(segment.day(), day -> new ArrayList<>()).add(segment);
        }
        waiting.clear();
        byDay.forEach((day, segments) -> {
            if (everything || due(segments, checkpoint)) {
                String file = files.newFile(day, checkpoint).toString();
                decided.add(new Publication(file, checkpoint, List.copyOf(segments)));
            } else {
                waiting.addAll(segments);
            }
        });
    }

    private boolean due(List<StagedSegment> segments, long checkpoint) {
        long bytes = 0;
        long oldest = checkpoint;
        for (StagedSegment segment : segments) {
            bytes += segment.bytes();
            oldest = Math.min(oldest, segment.checkpoint());
        }
        return bytes >= compaction.fileBytes() || checkpoint - oldest + 1 >= compaction.checkpoints();
    }

    private void start(Publication publication) {
        CompletableFuture<?> done = transfers
                .start(publication.file(), () -> {
                    segmentsMissing.addAndGet(files.publish(publication));
                    filesPublished.incrementAndGet();
                })
                .whenComplete((nothing, failure) -> {
                    if (failure != null && !transfers.isClosed()) {
                        fail.accept(ExceptionUtils.stripCompletionException(failure));
                    }
                });
        runs.add(new Run(publication, done));
    }

    private static void await(CompletableFuture<?> done) throws IOException {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IOException("archive: rows of this checkpoint are not durable", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task ends");
        }
    }
}
