package ai.finai.cli.demo;

import ai.finai.cli.kafka.TopicReader;
import ai.finai.events.Event;
import ai.finai.events.Origin;
import ai.finai.events.RecordReader;
import ai.finai.events.market.MarketAlert;
import ai.finai.events.market.MarketAlertJson;
import ai.finai.events.market.MarketJson;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.NewsReader;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.PriceBarReader;
import ai.finai.events.market.Split;
import ai.finai.events.market.SplitReader;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.MarketTopics;
import ai.finai.jobs.market.MarketConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the market job made of its input, as {@link Balance} finds it for the other job: by reading topics and tables back.
 *
 * @param records in the topics of prices, news and splits
 * @param alerts by rule kind, without later revisions
 * @param withdrawn alerts that news which came later explained
 * @param problems what does not add up; empty: it balances
 */
record MarketBalance(
        long records,
        Map<String, Long> alerts,
        long withdrawn,
        long deadLetters,
        long duplicates,
        long late,
        long archived,
        List<String> problems) {

    boolean balanced() {
        return problems.isEmpty();
    }

    /** The job must have ended. */
    static MarketBalance of(MarketConfig config) throws IOException {
        MarketTopics topics = MarketTopics.of(config.kafka());
        ArchiveReader archive = ArchiveReader.of(config.archive().location());
        MarketJson json = new MarketJson();
        List<String> problems = new ArrayList<>();
        Came<PriceBar> bars = Came.in(config, topics.prices(), new PriceBarReader(config.maxFuture()), json::write);
        Came<NewsItem> news = Came.in(config, topics.news(), new NewsReader(config.maxFuture()), json::write);
        Came<Split> splits = Came.in(config, topics.splits(), new SplitReader(), json::write);
        long archived = rows(problems, archive, ArchiveTable.BARS, bars)
                + rows(problems, archive, ArchiveTable.NEWS, news)
                + rows(problems, archive, ArchiveTable.SPLITS, splits);
        long deadLetters = count(config, topics.deadLetters());
        long duplicates = bars.duplicates + news.duplicates + splits.duplicates;
        long records = bars.records + news.records + splits.records;
        equal(
                problems,
                "records in " + topics.deadLetters(),
                deadLetters,
                bars.deadLetters + news.deadLetters + splits.deadLetters);
        if (archived + deadLetters + duplicates != records) {
            problems.add(records + " records came in, but " + archived + " rows, " + deadLetters + " dead letters and "
                    + duplicates + " duplicates went out");
        }
        Map<String, Long> alerts = new TreeMap<>();
        config.watch().ruleBook().rules().forEach(rule -> alerts.put(rule.kind().name(), 0L));
        long[] said = new long[2];
        TopicReader.readSettled(config.kafka(), topics.alerts(), record -> {
            MarketAlert alert = MarketAlertJson.read(record.value());
            said[0]++;
            if (alert.revision() == 1) {
                alerts.merge(alert.rule().kind(), 1L, Long::sum);
            }
            said[1] += alert.status() == MarketAlert.Status.WITHDRAWN ? 1 : 0;
        });
        equal(problems, "rows of the market_alerts table", archive.rows(ArchiveTable.MARKET_ALERTS), said[0]);
        return new MarketBalance(
                records,
                alerts,
                said[1],
                deadLetters,
                duplicates,
                count(config, topics.lateEvents()),
                archived,
                List.copyOf(problems));
    }

    private static long rows(List<String> problems, ArchiveReader archive, ArchiveTable table, Came<?> came)
            throws IOException {
        long rows = archive.rows(table);
        equal(
                problems,
                "rows of the " + table.name().toLowerCase(java.util.Locale.ROOT) + " table",
                rows,
                came.accepted);
        return rows;
    }

    private static void equal(List<String> problems, String what, long found, long expected) {
        if (found != expected) {
            problems.add(what + ": " + found + ", expected " + expected);
        }
    }

    private static long count(MarketConfig config, String topic) {
        long[] records = {0};
        TopicReader.readSettled(config.kafka(), topic, record -> records[0]++);
        return records[0];
    }

    /** What there is in a topic of events, by the topic alone. */
    private record Came<T>(long records, long accepted, long duplicates, long deadLetters) {

        /** Of records with the same id the first one counts: they have the same key, so they are in one partition. */
        static <T extends Event> Came<T> in(
                MarketConfig config, String topic, RecordReader<T> reader, Function<T, byte[]> json) {
            Map<String, Integer> contents = new HashMap<>();
            long[] counts = new long[3];
            TopicReader.readSettled(config.kafka(), topic, record -> {
                counts[0]++;
                Origin origin = new Origin(record.topic(), record.partition(), record.offset());
                T event = reader.read(record.key(), record.value(), origin, record.timestamp())
                        .event();
                if (event == null) {
                    counts[2]++;
                    return;
                }
                int content = Arrays.hashCode(json.apply(event));
                Integer before = contents.putIfAbsent(event.id(), content);
                if (before != null && before == content) {
                    counts[1]++;
                } else if (before != null) {
                    counts[2]++;
                }
            });
            return new Came<>(counts[0], contents.size(), counts[1], counts[2]);
        }
    }
}
