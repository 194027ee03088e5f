package ai.finai.bench;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.patterns.RuleBook;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run in this JVM takes, from its first posting until the last operator has finished, and what it finds. One run
 * at a time; its operators may run in several threads.
 */
public final class Measured {

    /** What a run found: order and engine do not matter, which postings do. */
    record Findings(long matches, long checksum) {}

    private static long startCpu;
    private static long startWall;
    private static long endCpu;
    private static long endWall;
    private static long matches;
    private static long checksum;

    private Measured() {}

    public static synchronized void begin() {
        matches = 0;
        checksum = 0;
        startWall = System.nanoTime();
        startCpu = ProcessCpu.ownNanosWithoutCompilers();
    }

    public static synchronized void end() {
        endCpu = ProcessCpu.ownNanosWithoutCompilers();
        endWall = System.nanoTime();
    }

    public static synchronized long cpuNanos() {
        return endCpu - startCpu;
    }

    static synchronized long wallNanos() {
        return endWall - startWall;
    }

    static synchronized Findings findings() {
        return new Findings(matches, checksum);
    }

    static Map<String, Integer> numbers(RuleBook book) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < book.rules().size(); i++) {
            numbers.put(book.rules().get(i).id(), i);
        }
        return numbers;
    }

    static void match(int rule, List<Posting> postings) {
        long sum = 0;
        for (int i = 0; i < postings.size(); i++) {
            sum += postings.get(i).transactionId().hashCode();
        }
        add(rule, sum);
    }

    static void match(int rule, Collection<List<Posting>> steps) {
        long sum = 0;
        for (List<Posting> step : steps) {
            for (Posting posting : step) {
                sum += posting.transactionId().hashCode();
            }
        }
        add(rule, sum);
    }

    static void alert(Alert alert) {
        long sum = 0;
        for (Alert.Evidence evidence : alert.evidence()) {
            sum += evidence.transactionId().hashCode();
        }
        add(Integer.parseInt(alert.rule().id().substring(alert.rule().id().lastIndexOf('-') + 1)), sum);
    }

    private static synchronized void add(int rule, long sum) {
        matches++;
        checksum += (sum * 31 + rule) * 0x9E3779B97F4A7C15L >>> 7;
    }
}
