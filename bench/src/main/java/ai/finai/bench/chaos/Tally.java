package ai.finai.bench.chaos;

import ai.finai.jobs.proof.JobOutput.Compared;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * What readers miss of what they should see, see more often than once, and see although they should not. Each is put down to
 * the last fault before the record that it came of was sent.
 */
final class Tally {

    /** At the end of a row, and of the last evidence in an alert, of a dead letter, of a late event. */
    private static final Pattern ROW = Pattern.compile("\\|([^|]+)\\|(\\d+)\\|(\\d+)$");

    private static final Pattern SOURCE = Pattern.compile("\"source\":\"([^\"]+)-(\\d+)@(\\d+)\"");

    /** @param other that should not be seen at all: mostly records with other content, whose right ones then are lost */
    record Counts(long lost, long doubled, long other) {

        static final Counts NONE = new Counts(0, 0, 0);

        Counts plus(Counts more) {
            return new Counts(lost + more.lost, doubled + more.doubled, other + more.other);
        }

        boolean isClean() {
            return equals(NONE);
        }
    }

    /** By fault: where each partition ended just before it. */
    private final List<Map<TopicPartition, Long>> faults;

    private final Map<Integer, Counts> records = new HashMap<>();
    private final Map<Integer, Counts> alerts = new HashMap<>();
    private final Map<String, Counts> places = new HashMap<>();
    private long seen;
    private long seenAlerts;

    /** @param faults by number from 1 at index 0: where partitions ended just before it */
    Tally(List<Map<TopicPartition, Long>> faults) {
        this.faults = faults;
    }

    void add(Compared compared) {
        Map<String, Integer> expected = counts(compared.expected());
        Map<String, Integer> found = counts(compared.seen());
        if (compared.ofAlerts()) {
            seenAlerts += compared.seen().size();
        } else {
            seen += compared.seen().size();
        }
        expected.forEach((line, times) -> {
            int there = found.getOrDefault(line, 0);
            if (there != times) {
                put(compared, line, new Counts(Math.max(0, times - there), Math.max(0, there - times), 0));
            }
        });
        found.forEach((line, times) -> {
            if (!expected.containsKey(line)) {
                put(compared, line, new Counts(0, 0, times));
            }
        });
    }

    private static Map<String, Integer> counts(List<String> lines) {
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach(line -> counts.merge(line, 1, Integer::sum));
        return counts;
    }

    private void put(Compared compared, String line, Counts counts) {
        (compared.ofAlerts() ? alerts : records).merge(faultBefore(line), counts, Counts::plus);
        places.merge(compared.what(), counts, Counts::plus);
    }

    /** 0 where it came before the first one, or does not say where it came from. */
    private int faultBefore(String line) {
        String topic = null;
        int partition = 0;
        long offset = 0;
        Matcher row = ROW.matcher(line);
        if (row.find()) {
            topic = row.group(1);
            partition = Integer.parseInt(row.group(2));
            offset = Long.parseLong(row.group(3));
        }
        Matcher source = SOURCE.matcher(line);
        while (source.find()) {
            if (topic == null || Long.parseLong(source.group(3)) > offset) {
                topic = source.group(1);
                partition = Integer.parseInt(source.group(2));
                offset = Long.parseLong(source.group(3));
            }
        }
        if (topic == null) {
            return 0;
        }
        TopicPartition of = new TopicPartition(topic, partition);
        int fault = 0;
        for (int i = 0; i < faults.size(); i++) {
            Long began = faults.get(i).get(of);
            if (began != null && began <= offset) {
                fault = i + 1;
            }
        }
        return fault;
    }

    /** @param fault from 1; 0 for what came before the first one or cannot be put down to any */
    Counts records(int fault) {
        return records.getOrDefault(fault, Counts.NONE);
    }

    /** As {@link #records}. */
    Counts alerts(int fault) {
        return alerts.getOrDefault(fault, Counts.NONE);
    }

    Counts allRecords() {
        return records.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    Counts allAlerts() {
        return alerts.values().stream().reduce(Counts.NONE, Counts::plus);
    }

    /** Rows, dead letters and late events that readers see. */
    long seen() {
        return seen;
    }

    /** Of alerts in topics and tables. */
    long seenAlerts() {
        return seenAlerts;
    }

    boolean isClean() {
        return places.isEmpty();
    }

    /** A line a topic or table in which something is wrong. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        places.forEach((place, counts) -> problems.add(place + ": " + counts.lost() + " lost, " + counts.doubled()
                + " doubled, " + counts.other() + " that should not be there"));
        problems.sort(null);
        return problems;
    }
}
