package ai.finai.generator.market;

import ai.finai.events.Instants;
import ai.finai.events.market.MarketEvent;
import ai.finai.generator.FastGzip;
import ai.finai.generator.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a market into a folder: {@code prices.jsonl.gz}, {@code news.jsonl.gz} and {@code splits.jsonl.gz} as the topics have
 * them, each in order of event time, and {@code labels.csv}: {@code symbol,time,kind,size,news_id}, in order of time.
 */
public final class MarketFolder {

    /** In the folder. */
    public static final String LABELS = "labels.csv";

    static final String LABELS_HEADER = "symbol,time,kind,size,news_id\n";

    private static final int BUFFER = 1 << 16;
    private static final int PROGRESS_EVERY = 1 << 16;

    private final Market market;
    private final Progress progress;
    private final MarketFormat format = new MarketFormat();
    private final Map<MarketTopic, Long> records = new EnumMap<>(MarketTopic.class);
    private final Map<MarketLabel.Kind, Long> labels = new EnumMap<>(MarketLabel.Kind.class);
    private long bytes;
    private long count;

    private MarketFolder(Market market, Progress progress) {
        this.market = market;
        this.progress = progress;
        for (MarketTopic topic : MarketTopic.values()) {
            records.put(topic, 0L);
        }
        for (MarketLabel.Kind kind : MarketLabel.Kind.values()) {
            labels.put(kind, 0L);
        }
    }

    /** Told of progress, for a person who waits. */
    public interface Progress {
        /**
         * @param records written so far
         * @param eventTime epoch milliseconds, of the latest one
         */
        void written(long records, long eventTime);
    }

    /**
     * What was written.
     *
     * @param bytes of the records before compression
     */
    public record Written(Map<MarketTopic, Long> records, Map<MarketLabel.Kind, Long> labels, long bytes) {

        public long total() {
            return records.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The file of a topic's records, in the folder. */
    public static String fileName(MarketTopic topic) {
        return topic.code() + ".jsonl.gz";
    }

    /**
     * Writes all that is left of a market. Files that are there are replaced once all is written.
     *
     * @param folder made where it is not there
     * @throws IOException if it cannot be written; files that are there stay as they are
     */
    public static Written write(Market market, Path folder, Progress progress) throws IOException {
        Files.createDirectories(folder);
        MarketFolder writing = new MarketFolder(market, progress);
        // The files are made side by side, so the last one to be begun is the first one to be whole.
        return WholeFile.write(
                folder.resolve(LABELS),
                labels -> WholeFile.write(
                        file(folder, MarketTopic.SPLITS),
                        splits -> WholeFile.write(
                                file(folder, MarketTopic.NEWS),
                                news -> WholeFile.write(
                                        file(folder, MarketTopic.PRICES),
                                        prices -> writing.write(prices, news, splits, labels)))));
    }

    private static Path file(Path folder, MarketTopic topic) {
        return folder.resolve(fileName(topic));
    }

    private Written write(OutputStream prices, OutputStream news, OutputStream splits, OutputStream labelFile)
            throws IOException {
        try (OutputStream pricesOut = zipped(prices);
                OutputStream newsOut = zipped(news);
                OutputStream splitsOut = zipped(splits);
                OutputStream labelsOut = new BufferedOutputStream(labelFile, BUFFER)) {
            Map<MarketTopic, OutputStream> outs = new EnumMap<>(
                    Map.of(MarketTopic.PRICES, pricesOut, MarketTopic.NEWS, newsOut, MarketTopic.SPLITS, splitsOut));
            labelsOut.write(LABELS_HEADER.getBytes(StandardCharsets.US_ASCII));
            while (market.hasNext()) {
                MarketEvent event = market.next();
                MarketTopic topic = format.write(event);
                OutputStream out = Objects.requireNonNull(outs.get(topic));
                out.write(format.buffer(), 0, format.size());
                out.write('\n');
                bytes += format.size() + 1;
                records.merge(topic, 1L, Long::sum);
                if (++count % PROGRESS_EVERY == 0) {
                    writeLabels(labelsOut);
                    progress.written(count, event.eventTime());
                }
            }
            writeLabels(labelsOut);
        }
        return new Written(records, labels, bytes);
    }

    private static OutputStream zipped(OutputStream out) throws IOException {
        return new BufferedOutputStream(new FastGzip(out), BUFFER);
    }

    private void writeLabels(OutputStream out) throws IOException {
        for (MarketLabel label : market.takeLabels()) {
            labels.merge(label.kind(), 1L, Long::sum);
            out.write(line(label).getBytes(StandardCharsets.UTF_8));
        }
    }

    static String line(MarketLabel label) {
        String id = label.newsId();
        return label.symbol()
                + ','
                + Instants.format(label.time())
                + ','
                + label.kind().code()
                + ','
                + size(label)
                + ','
                + (id == null ? "" : id)
                + '\n';
    }

    /** Whole numbers as such, others with four decimals. */
    private static String size(MarketLabel label) {
        double size = label.size();
        return size == Math.rint(size) ? Long.toString((long) size) : String.format(Locale.ROOT, "%.4f", size);
    }
}
