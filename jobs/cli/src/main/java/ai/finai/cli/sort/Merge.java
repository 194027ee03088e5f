package ai.finai.cli.sort;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a folder's {@link SortedRuns} in order. Where keys are equal the order is that of the runs' names. An
 * error of the file system is an {@link UncheckedIOException}. Not thread-safe; close it.
 */
public final class Merge implements Iterator<Sortable>, Closeable {

    /** Files open at once: well below any system's limit. More runs are merged in several rounds. */
    static final int MAX_OPEN = 128;

    private static final int FILE_BUFFER_BYTES = 1 << 16;

    private final List<Run> runs = new ArrayList<>();
    private final PriorityQueue<Run> heads =
            new PriorityQueue<>(Comparator.comparing(Run::head).thenComparingInt(run -> run.place));

    private Merge(List<Path> files) throws IOException {
        try {
            for (Path file : files) {
                Run run = new Run(file, runs.size());
                runs.add(run);
                if (run.head != null) {
                    heads.add(run);
                }
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** @param folder that {@link SortedRuns} wrote, or that is not there: nothing. Its files may be replaced by others */
    public static Merge of(Path folder) throws IOException {
        return of(folder, MAX_OPEN);
    }

    static Merge of(Path folder, int maxOpen) throws IOException {
        List<Path> files = new ArrayList<>(files(folder));
        for (int round = 0; files.size() > maxOpen; round++) {
            List<Path> merged = new ArrayList<>();
            for (int from = 0; from < files.size(); from += maxOpen) {
                List<Path> some = files.subList(from, Math.min(from + maxOpen, files.size()));
                Path target = folder.resolve("merged-" + round + '-' + merged.size() + SortedRuns.SUFFIX);
                try (Merge merge = new Merge(some)) {
                    SortedRuns.write(target, merge);
                }
                for (Path file : some) {
                    Files.delete(file);
                }
                merged.add(target);
            }
            files = merged;
        }
        return new Merge(files);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(file -> file.toString().endsWith(SortedRuns.SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public Sortable next() {
        Run run = heads.poll();
        if (run == null) {
            throw new NoSuchElementException();
        }
        Sortable record = run.take();
        if (run.head != null) {
            heads.add(run);
        }
        return record;
    }

    @Override
    public void close() throws IOException {
        for (Run run : runs) {
            run.in.close();
        }
    }

    private static final class Run {
        final DataInputStream in;
        final int place;

        @Nullable
        Sortable head;

        Run(Path file, int place) throws IOException {
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), FILE_BUFFER_BYTES));
            this.place = place;
            this.head = read();
        }

        SortKey head() {
            if (head == null) {
                throw new IllegalStateException("a run without a head is not in the queue");
            }
            return head.key();
        }

        Sortable take() {
            Sortable taken = head;
            if (taken == null) {
                throw new NoSuchElementException();
            }
            try {
                head = read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return taken;
        }

        private @Nullable Sortable read() throws IOException {
            long time;
            try {
                time = in.readLong();
            } catch (EOFException end) {
                return null;
            }
            SortKey key = new SortKey(time, in.readUTF(), in.readInt(), in.readLong());
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            return new Sortable(key, payload);
        }
    }
}
