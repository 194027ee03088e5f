package ai.finai.operators;

import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.LateEvent;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.patterns.oracle.Oracle;
import ai.finai.patterns.oracle.Oracle.Found;
import ai.finai.patterns.oracle.RandomPayments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random streams through deduplication, split and account operator give the oracle's alerts and nothing else: out of
 * order within the bound, with duplicates, equal times and amounts at every boundary, in one subtask or four, with
 * snapshots, restores and rescaling in the middle, on the heap and in RocksDB.
 */
class RandomStreamsTest {

    private static final long BOUND = 5_000;
    private static final RateTable RATES = RateTable.parse(
            "rates.csv",
            ("date,currency,rate\n"
                            + RandomPayments.RATES.entrySet().stream()
                                    .map(rate -> "2020-01-01," + rate.getKey() + "," + rate.getValue())
                                    .collect(Collectors.joining("\n")))
                    .getBytes(StandardCharsets.UTF_8),
            "USD");

    /** So many streams follow each other in one run, so far apart that no window reaches from one into the next. */
    private static final int STREAMS = 5;

    private static final long APART = Duration.ofDays(60).toMillis();

    /** How a stream is run. */
    private record Way(Backend backend, int[] parallelisms) {

        /** @param parallelisms one for each part of the stream; a snapshot is taken and restored between two parts */
        static Way on(Backend backend, int... parallelisms) {
            return new Way(backend, parallelisms);
        }
    }

    @Test
    void onTheHeapInOneSubtask() throws Exception {
        run(200, 200, Way.on(Backend.HEAP, 1));
    }

    @Test
    void onTheHeapInFourSubtasks() throws Exception {
        run(40, 200, Way.on(Backend.HEAP, 4));
    }

    @Test
    void onTheHeapWithARestoreInTheMiddle() throws Exception {
        run(60, 200, Way.on(Backend.HEAP, 1, 1));
    }

    @Test
    void onTheHeapRescaledFromOneToThreeToTwo() throws Exception {
        run(20, 300, Way.on(Backend.HEAP, 1, 3, 2));
    }

    @Test
    void inRocksDbInOneSubtask() throws Exception {
        run(10, 400, Way.on(Backend.ROCKSDB, 1));
    }

    @Test
    void inRocksDbRescaledFromOneToThreeToTwo() throws Exception {
        run(3, 300, Way.on(Backend.ROCKSDB, 1, 3, 2));
    }

    @Test
    @Tag("matrix")
    void thousandsOnTheHeap() throws Exception {
        run(2_000, 300, Way.on(Backend.HEAP, 1));
        run(200, 300, Way.on(Backend.HEAP, 4));
        run(200, 300, Way.on(Backend.HEAP, 1, 3, 2, 1, 4));
    }

    @Test
    @Tag("matrix")
    void hundredsInRocksDb() throws Exception {
        run(100, 500, Way.on(Backend.ROCKSDB, 1));
        run(20, 500, Way.on(Backend.ROCKSDB, 4));
        run(20, 500, Way.on(Backend.ROCKSDB, 1, 3, 2));
    }

    private static void run(int runs, int transactions, Way way) throws Exception {
        long seed = RandomPayments.seeded().seed();
        int alerts = 0;
        int restored = 0;
        boolean repeat = System.getProperty("finai.seed") != null;
        for (int run = 0; run < (repeat ? 1 : runs); run++) {
            Outcome outcome = new Outcome(seed + run, transactions, way);
            alerts += outcome.expected.size();
            restored += outcome.restoredWaiting;
            outcome.check();
        }
        if (!repeat) {
            assertThat(alerts).as("alerts, so that the streams test something").isGreaterThan(runs);
            if (way.parallelisms.length > 1) {
                assertThat(restored).as("postings that waited over a restore").isGreaterThan(runs);
            }
        }
    }

    /** One random stream, run. */
    private static final class Outcome {
        final String how;
        final List<Found> expected;
        final List<Found> found = new ArrayList<>();
        final List<Posting> expectedPostings;
        final List<Posting> postings = new ArrayList<>();
        final List<LateEvent> late = new ArrayList<>();
        int conflicts;
        int restoredWaiting;

        Outcome(long seed, int count, Way way) throws Exception {
            how = "-Dfinai.seed=" + seed + ", " + STREAMS + " streams of " + count + " transactions, " + way.backend
                    + " " + Arrays.toString(way.parallelisms);
            RandomPayments payments = new RandomPayments(seed);
            Random random = new Random(seed);
            List<Transaction> sent = new ArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                List<Transaction> stream = random.nextInt(20) == 0
                        ? payments.hotAccount(count / 2, count / 2)
                        : payments.transactions(count);
                long shift = i * APART;
                stream.forEach(transaction -> sent.add(later(transaction, shift)));
            }
            expectedPostings = RandomPayments.postings(sent);
            expected = Oracle.alerts(RandomPayments.BOOK, expectedPostings);
            List<Transaction> arriving = payments.outOfOrder(payments.withDuplicates(sent), BOUND);

            int parts = way.parallelisms.length;
            AmlRig.Snapshot snapshot = null;
            long latest = Long.MIN_VALUE;
            for (int part = 0; part < parts; part++) {
                try (AmlRig rig =
                        new AmlRig(RandomPayments.BOOK, RATES, way.backend, way.parallelisms[part], snapshot)) {
                    int end = arriving.size() * (part + 1) / parts;
                    for (Transaction transaction : arriving.subList(arriving.size() * part / parts, end)) {
                        rig.send(transaction);
                        latest = Math.max(latest, transaction.eventTime());
                        if (random.nextInt(8) == 0) {
                            rig.watermark(latest - BOUND - 1);
                        }
                    }
                    if (part == parts - 1) {
                        rig.watermark(Long.MAX_VALUE);
                        assertThat(rig.accountTimers()).as(how).isZero();
                        if (way.backend == Backend.HEAP) {
                            assertThat(rig.accountEntries()).as(how).isZero();
                        }
                    } else {
                        snapshot = rig.snapshot(part + 1);
                        restoredWaiting += arriving.subList(0, end).stream()
                                        .distinct()
                                        .toList()
                                        .size()
                                - (int) rig.watched().stream()
                                        .map(watched -> watched.posting().transactionId())
                                        .distinct()
                                        .count();
                        // What comes after the snapshot is lost with the failure, and must leave no trace.
                        for (Transaction transaction : arriving.subList(end, Math.min(end + 20, arriving.size()))) {
                            drop(rig, () -> rig.send(transaction));
                        }
                        long ahead = latest + BOUND;
                        drop(rig, () -> rig.watermark(ahead));
                    }
                    rig.alerts().forEach(alert -> found.add(Found.of(alert)));
                    rig.watched().forEach(watched -> postings.add(watched.posting()));
                    late.addAll(rig.late());
                    conflicts += rig.conflicts().size();
                }
            }
        }

        private static void drop(AmlRig rig, Step step) throws Exception {
            int alerts = rig.alerts().size();
            int watched = rig.watched().size();
            int late = rig.late().size();
            step.run();
            rig.alerts().subList(alerts, rig.alerts().size()).clear();
            rig.watched().subList(watched, rig.watched().size()).clear();
            rig.late().subList(late, rig.late().size()).clear();
        }

        void check() {
            found.sort(null);
            assertThat(found).as(how).isEqualTo(expected);
            postings.sort(Posting.ORDER);
            List<Posting> all = new ArrayList<>(expectedPostings);
            all.sort(Posting.ORDER);
            assertThat(postings).as(how).isEqualTo(all);
            assertThat(late)
                    .as(how)
                    .allSatisfy(event -> assertThat(event.reason()).isEqualTo(LateEvent.Reason.UNRATED))
                    .hasSize((int)
                            all.stream().filter(posting -> !posting.rated()).count());
            assertThat(conflicts).as(how).isZero();
        }
    }

    private static Transaction later(Transaction t, long millis) {
        return new Transaction(
                t.transactionId(),
                t.eventTime() + millis,
                t.amount(),
                t.currency(),
                t.channel(),
                t.debtorAccount(),
                t.creditorAccount(),
                t.debtorName(),
                t.creditorName(),
                t.debtorCountry(),
                t.creditorCountry(),
                t.debtorAgent(),
                t.creditorAgent(),
                t.purpose(),
                t.origin());
    }

    private interface Step {
        void run() throws Exception;
    }
}
