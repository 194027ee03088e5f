package ai.finai.jobs.archive;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A reader that looks at the table again and again while the job runs. */
final class Watcher implements AutoCloseable {

    private final ArchiveJob job;
    private final Thread thread = new Thread(this::watch, "watcher");
    private final List<Object> twice = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private volatile int looks;
    private volatile int rows;
    private volatile Throwable failure;

    Watcher(ArchiveJob job) {
        this.job = job;
        thread.start();
    }

    /** Until so many rows are visible and so many failures were injected. */
    void await(int count, int failures) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        while (rows < count || Failures.injected() < failures) {
            check();
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        "only " + rows + " rows visible, " + Failures.injected() + " failures injected");
            }
            Thread.sleep(50);
        }
    }

    int looks() {
        return looks;
    }

    /** Rows that one look showed more than once, and looks that showed fewer rows than the one before. */
    List<Object> seenTwice() {
        check();
        return twice;
    }

    private void check() {
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    private void watch() {
        try {
            while (!stopped) {
                Set<String> distinct = new HashSet<>();
                for (String id : job.visible()) {
                    if (!distinct.add(id)) {
                        twice.add(id);
                    }
                }
                if (distinct.size() < rows) {
                    twice.add("from " + rows + " to " + distinct.size() + " rows");
                }
                rows = distinct.size();
                looks++;
                Thread.sleep(400); // each look reads every file
            }
        } catch (Throwable e) {
            if (!stopped) {
                failure = e;
            }
        }
    }

    @Override
    public void close() throws Exception {
        stopped = true;
        thread.join();
    }
}
