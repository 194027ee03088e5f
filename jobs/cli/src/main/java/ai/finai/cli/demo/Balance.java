package ai.finai.cli.demo;

import ai.finai.cli.kafka.TopicReader;
import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.Origin;
import ai.finai.events.Received;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.TransactionReader;
import ai.finai.jobs.AmlConfig;
import ai.finai.jobs.archive.ArchiveReader;
import ai.finai.jobs.archive.tables.ArchiveTable;
import ai.finai.jobs.config.AmlTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What the job made of its input, found by reading everything back: the topics as a reader of committed records sees them,
 * and the archive's Parquet files. No counter of the job is used. What should be there is worked out from the transactions
 * topic alone.
 *
 * @param transactions records in the transactions topic
 * @param alerts by rule kind, of the alerts topic
 * @param deadLetters records in the dead-letters topic
 * @param duplicates records whose id had come before with the same content
 * @param late records in the late-events topic
 * @param archived rows of the transactions table
 * @param problems what does not add up; empty: it balances
 */
record Balance(
        long transactions,
        Map<String, Long> alerts,
        long deadLetters,
        long duplicates,
        long late,
        long archived,
        List<String> problems) {

    /** Of alerts about scores. */
    private static final String MODEL_KIND = "model";

    boolean balanced() {
        return problems.isEmpty();
    }

    /** The job must have ended. */
    static Balance of(AmlConfig config) throws IOException {
        List<String> problems = new ArrayList<>();
        Expected expected = Expected.of(config);
        AmlTopics topics = AmlTopics.of(config.kafka());
        ArchiveReader archive = ArchiveReader.of(config.archive().location());

        long deadLetters = count(config, topics.deadLetters());
        equal(problems, "records in " + topics.deadLetters(), deadLetters, expected.deadLetters());

        Ids rows = Ids.of(archive.texts(ArchiveTable.TRANSACTIONS, "transaction_id"));
        equal(problems, "rows of the transactions table", rows.count(), expected.accepted());
        if (!rows.equals(expected.ids())) {
            problems.add("the transactions table holds other transactions than were accepted, or one of them twice");
        }
        if (rows.count() + deadLetters + expected.duplicates() != expected.records()) {
            problems.add(expected.records() + " records came in, but " + rows.count() + " rows, " + deadLetters
                    + " dead letters and " + expected.duplicates() + " duplicates went out");
        }

        long[] postings = {0, 0};
        archive.read(
                ArchiveTable.POSTINGS,
                row -> {
                    postings[0]++;
                    postings[1] += Boolean.TRUE.equals(row[0]) || Boolean.TRUE.equals(row[1]) ? 1 : 0;
                },
                "late",
                "unrated");
        equal(problems, "rows of the postings table", postings[0], expected.postings());
        long late = count(config, topics.lateEvents());
        equal(problems, "records in " + topics.lateEvents() + " (late or unrated postings)", late, postings[1]);

        Map<String, Long> alertsByKind = new TreeMap<>();
        config.ruleBook().rules().forEach(rule -> alertsByKind.put(rule.kind().name(), 0L));
        if (config.scoring().model() != null) {
            alertsByKind.put(MODEL_KIND, 0L);
        }
        List<String> alertIds = new ArrayList<>();
        TopicReader.readSettled(config.kafka(), topics.alerts(), record -> {
            Alert alert = AlertJson.read(record.value());
            alertIds.add(alert.alertId());
            alertsByKind.merge(alert.rule().kind(), 1L, Long::sum);
        });
        alerts(
                problems,
                alertIds,
                archive.texts(ArchiveTable.ALERTS, "alert_id").stream()
                        .map(Objects::requireNonNull)
                        .toList());
        return new Balance(
                expected.records(),
                alertsByKind,
                deadLetters,
                expected.duplicates(),
                late,
                rows.count(),
                List.copyOf(problems));
    }

    private static void alerts(List<String> problems, List<String> topic, List<String> table) {
        List<String> inTopic = new ArrayList<>(topic);
        List<String> inTable = new ArrayList<>(table);
        Collections.sort(inTopic);
        Collections.sort(inTable);
        equal(problems, "rows of the alerts table", inTable.size(), inTopic.size());
        if (inTopic.stream().distinct().count() != inTopic.size()) {
            problems.add("the alerts topic holds an alert twice");
        }
        if (inTable.size() == inTopic.size() && !inTable.equals(inTopic)) {
            problems.add("the alerts table holds other alerts than the topic");
        }
    }

    private static void equal(List<String> problems, String what, long found, long expected) {
        if (found != expected) {
            problems.add(what + ": " + found + ", expected " + expected);
        }
    }

    private static long count(AmlConfig config, String topic) {
        long[] records = {0};
        TopicReader.readSettled(config.kafka(), topic, record -> records[0]++);
        return records[0];
    }

    /**
     * What the job should have made of the transactions topic.
     *
     * @param deadLetters records that cannot be read, and ids that came again with other content
     * @param postings sides of the accepted transactions
     */
    private record Expected(long records, long accepted, long duplicates, long deadLetters, long postings, Ids ids) {

        /** Of records with the same id the first one counts: they have the same key, so they are in one partition. */
        static Expected of(AmlConfig config) {
            TransactionReader reader = new TransactionReader(config.maxFuture(), config.rates());
            TransactionJson json = new TransactionJson();
            Map<Long, Long> contents = new HashMap<>();
            long[] counts = new long[4];
            TopicReader.readSettled(config.kafka(), AmlTopics.of(config.kafka()).transactions(), record -> {
                counts[0]++;
                Origin origin = new Origin(record.topic(), record.partition(), record.offset());
                Received<Transaction> received = reader.read(record.key(), record.value(), origin, record.timestamp());
                Transaction transaction = received.event();
                if (transaction == null) {
                    counts[1]++;
                    return;
                }
                long content = Ids.hash(json.write(transaction));
                Long before = contents.putIfAbsent(Ids.hash(transaction.transactionId()), content);
                if (before == null) {
                    counts[3] += (transaction.debtorAccount() == null ? 0 : 1)
                            + (transaction.creditorAccount() == null ? 0 : 1);
                } else if (before == content) {
                    counts[2]++;
                } else {
                    counts[1]++;
                }
            });
            long[] ids = contents.keySet().stream().mapToLong(Long::longValue).toArray();
            return new Expected(counts[0], ids.length, counts[2], counts[1], counts[3], new Ids(ids));
        }
    }

    /** Many ids in little memory: 64 bits of each, sorted. */
    private static final class Ids {

        private final long[] hashes;

        Ids(long[] hashes) {
            this.hashes = hashes;
            Arrays.sort(hashes);
        }

        static Ids of(List<? extends String> ids) {
            return new Ids(ids.stream().mapToLong(id -> hash(id)).toArray());
        }

        static long hash(String id) {
            return hash(id.getBytes(StandardCharsets.UTF_8));
        }

        /** FNV-1a, with a last mixing step. */
        static long hash(byte[] bytes) {
            long hash = 0xcbf29ce484222325L;
            for (byte b : bytes) {
                hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
            }
            hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
            return hash ^ (hash >>> 29);
        }

        long count() {
            return hashes.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ids that && Arrays.equals(hashes, that.hashes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(hashes);
        }
    }
}
