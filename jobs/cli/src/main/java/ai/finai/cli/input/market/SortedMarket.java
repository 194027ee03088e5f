package ai.finai.cli.input.market;

import ai.finai.cli.input.rows.InputFiles;
import ai.finai.cli.input.rows.ReadFile;
import ai.finai.cli.sort.Merge;
import ai.finai.cli.sort.SortKey;
import ai.finai.cli.sort.Sortable;
import ai.finai.cli.sort.SortedRuns;
import ai.finai.events.Hashes;
import ai.finai.events.Origin;
import ai.finai.events.market.MarketEvent;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.Split;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The rows of files of bars, news and splits, sorted into a folder on this machine: each kind by event time, id, file and
 * line; and the bad rows by file and line. Rows that are there twice are there twice.
 */
public final class SortedMarket {

    private static final long MEMORY_BYTES = 32L << 20;
    private static final int PROGRESS_EVERY = 100_000;
    private static final String BAD_ROWS = "bad-rows";

    private final Path folder;
    private final List<ReadFile> files;
    private final Map<MarketKind, Long> counts;
    private final long badRows;

    private SortedMarket(Path folder, List<ReadFile> files, Map<MarketKind, Long> counts, long badRows) {
        this.folder = folder;
        this.files = List.copyOf(files);
        this.counts = new EnumMap<>(counts);
        this.badRows = badRows;
    }

    /** Told of progress, for a person who waits. */
    public interface Progress {
        /** @param rows read so far, of all files */
        void reading(String file, long rows);
    }

    /**
     * Reads files and sorts them; at most about 100 MB of rows are in memory.
     *
     * @param inputs paths and URIs; a file's place in the list is its number in origins
     * @param folder for the sorted rows; theirs alone
     * @throws ai.finai.cli.CommandFailed if a file cannot be read
     */
    public static SortedMarket read(List<String> inputs, MarketFiles files, Path folder, Progress progress)
            throws IOException {
        List<ReadFile> read = new ArrayList<>();
        try (Writer writer = new Writer(folder)) {
            long before = 0;
            for (int i = 0; i < inputs.size(); i++) {
                ReadFile file = sort(inputs.get(i), i, files, writer, before, progress);
                before += file.rows();
                read.add(file);
            }
            return new SortedMarket(folder, read, writer.counts, writer.bad);
        }
    }

    private static ReadFile sort(
            String input, int number, MarketFiles files, Writer writer, long before, Progress progress)
            throws IOException {
        MessageDigest digest = Hashes.sha256();
        long count = 0;
        try (InputStream bytes = new DigestInputStream(InputFiles.open(input), digest);
                MarketRows rows = files.read(bytes, input, number)) {
            for (MarketRow row = rows.next(); row != null; row = rows.next()) {
                writer.add(row);
                if (++count % PROGRESS_EVERY == 0) {
                    progress.reading(input, before + count);
                }
            }
            bytes.transferTo(OutputStream.nullOutputStream()); // what follows a gzip stream counts for the hash
        }
        progress.reading(input, before + count);
        return new ReadFile(count, HexFormat.of().formatHex(digest.digest()));
    }

    private static final class Writer implements Closeable {

        private final Map<MarketKind, SortedRuns> runs = new EnumMap<>(MarketKind.class);
        private final Map<MarketKind, Long> counts = new EnumMap<>(MarketKind.class);
        private final SortedRuns badRuns;
        private final EventBytes bytes = new EventBytes();
        private long bad;

        Writer(Path folder) throws IOException {
            for (MarketKind kind : MarketKind.values()) {
                runs.put(kind, new SortedRuns(folder.resolve(kind.code()), "rows", MEMORY_BYTES));
                counts.put(kind, 0L);
            }
            this.badRuns = new SortedRuns(folder.resolve(BAD_ROWS), "rows", MEMORY_BYTES);
        }

        void add(MarketRow row) throws IOException {
            MarketEvent event = row.event();
            BadRow wrong = row.bad();
            if (event != null) {
                Origin origin = event.origin();
                SortKey key = new SortKey(event.eventTime(), event.id(), origin.partition(), origin.offset());
                MarketKind kind = kind(event);
                Objects.requireNonNull(runs.get(kind)).add(new Sortable(key, bytes.write(event)));
                counts.merge(kind, 1L, Long::sum);
            } else if (wrong != null) {
                Origin origin = wrong.letter().origin();
                badRuns.add(new Sortable(SortKey.ofPlace(origin.partition(), origin.offset()), bytes.write(wrong)));
                bad++;
            }
        }

        private static MarketKind kind(MarketEvent event) {
            if (event instanceof PriceBar) {
                return MarketKind.PRICES;
            }
            return event instanceof NewsItem ? MarketKind.NEWS : MarketKind.SPLITS;
        }

        @Override
        public void close() throws IOException {
            for (SortedRuns sorted : runs.values()) {
                sorted.close();
            }
            badRuns.close();
        }
    }

    /** In the order in which they were given. */
    public List<ReadFile> files() {
        return files;
    }

    /** How many good rows there are of a kind. */
    public long count(MarketKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Of all files, the bad ones too. */
    public long rows() {
        return ReadFile.rows(files);
    }

    /** The sorted runs of a kind's rows, in the form of {@link EventBytes}. */
    public Path folder(MarketKind kind) {
        return folder.resolve(kind.code());
    }

    public long badRows() {
        return badRows;
    }

    /** All bars in order. To be read to its end, which closes its files; as the others. */
    public Iterator<PriceBar> bars() {
        return new Rows<>(folder(MarketKind.PRICES), EventBytes::bar);
    }

    public Iterator<NewsItem> news() {
        return new Rows<>(folder(MarketKind.NEWS), EventBytes::news);
    }

    public Iterator<Split> splits() {
        return new Rows<>(folder(MarketKind.SPLITS), EventBytes::split);
    }

    public Iterator<BadRow> bad() {
        return new Rows<>(folder.resolve(BAD_ROWS), EventBytes::badRow);
    }

    private static final class Rows<T> implements Iterator<T> {

        private final Merge merge;
        private final Function<byte[], T> form;
        private boolean ended;

        Rows(Path folder, Function<byte[], T> form) {
            try {
                this.merge = Merge.of(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.form = form;
        }

        @Override
        public boolean hasNext() {
            boolean more = merge.hasNext();
            if (!more && !ended) {
                ended = true;
                try {
                    merge.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return more;
        }

        @Override
        public T next() {
            return form.apply(merge.next().payload());
        }
    }
}
