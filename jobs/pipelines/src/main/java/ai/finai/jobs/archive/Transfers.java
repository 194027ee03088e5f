package ai.finai.jobs.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.util.concurrent.ExecutorThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes files in the background, a few at a time, in the order they were started. Each is repeated a few times:
 * a file system that is busy for a moment must not fail the job.
 */
final class Transfers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Transfers.class);

    /** At a time; each holds one segment in memory. */
    private static final int THREADS = 4;

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, new ExecutorThreadFactory("archive-transfer"));

    private final AtomicLong repeated = new AtomicLong();

    /** Must be repeatable. */
    interface Transfer {
        void run() throws IOException;
    }

    /** @param path what is written, for messages */
    CompletableFuture<Void> start(String path, Transfer transfer) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        repeat(path, transfer);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    /** How many attempts have failed and were followed by another. */
    long repeated() {
        return repeated.get();
    }

    /** Interrupts what is under way, and does not wait for it. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    boolean isClosed() {
        return threads.isShutdown();
    }

    /** Repeats unchecked exceptions too: file systems pass on those of their libraries, such as the AWS SDK's. */
    private void repeat(String path, Transfer transfer) throws IOException {
        Duration pause = FIRST_RETRY;
        for (int attempt = 1; ; attempt++) {
            try {
                transfer.run();
                return;
            } catch (IOException | RuntimeException e) {
                if (attempt == ATTEMPTS || Thread.currentThread().isInterrupted()) {
                    throw new IOException("archive: cannot write " + path + " (" + attempt + " attempts)", e);
                }
                repeated.incrementAndGet();
                LOG.warn("Writing {} failed (attempt {}), next in {}: {}", path, attempt, pause, e.toString());
                pause(pause);
                pause = pause.multipliedBy(2);
            }
        }
    }

    private static void pause(Duration pause) throws IOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the task ends; whoever restores it goes on");
        }
    }
}
