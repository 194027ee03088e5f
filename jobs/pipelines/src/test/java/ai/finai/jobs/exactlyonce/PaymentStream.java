package ai.finai.jobs.exactlyonce;

import ai.finai.events.RateTable;
import ai.finai.events.Transaction;
import ai.finai.events.fixtures.HostileRecord;
import ai.finai.events.fixtures.HostileRecords;
import ai.finai.jobs.exactlyonce.run.DisturbedJob.Seed;
import ai.finai.jobs.fixture.AmlScenario;
import ai.finai.patterns.oracle.RandomPayments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Random payments of dozens of accounts over {@link #HOURS} of event time, as they come: out of order within the bound,
 * some twice, some again with another amount, and what is no payment at all in between. The same seed gives the same.
 *
 * @param accepted what must be accepted, each once, by event time
 * @param arriving every record, in the order in which they are sent
 * @param duplicates how many of them come twice with the same content
 * @param conflicts how many come again with another
 * @param hostile how many are no payments
 */
record PaymentStream(
        Seed seed, List<Transaction> accepted, List<Record> arriving, int duplicates, int conflicts, int hostile) {

    /** Allowed by default; what comes is never later than this behind what came before it. */
    private static final long OUT_OF_ORDER_MILLIS = 5_000;

    private static final int GROUPS = 12;
    private static final int PAYMENTS_OF_GROUP = 110;
    private static final int HOURS = 8;
    private static final long SHIFT_MILLIS = 20 * 60_000;
    private static final int HOSTILE = 15;
    private static final int LARGEST_HOSTILE = 32 * 1024;
    private static final long HOSTILE_TIME =
            Instant.parse("2026-01-05T10:16:00Z").toEpochMilli();

    interface Record {
        void send(AmlScenario aml);
    }

    static PaymentStream of(Seed seed) {
        Random random = new Random(seed.value());
        List<Transaction> payments = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            for (Transaction payment : new RandomPayments(random.nextLong()).transactions(PAYMENTS_OF_GROUP)) {
                Transaction own = ofGroup(payment, group);
                if (own.eventTime() < RandomPayments.START + HOURS * 3_600_000L) {
                    payments.add(own);
                }
            }
        }
        payments.sort(Comparator.comparingLong(Transaction::eventTime));

        RandomPayments disorder = new RandomPayments(random.nextLong());
        List<Transaction> twice = disorder.withDuplicates(payments);
        List<Record> arriving = new ArrayList<>();
        int conflicts = 0;
        Set<String> seen = new HashSet<>();
        List<Transaction> again = new ArrayList<>();
        for (Transaction payment : disorder.outOfOrder(twice, OUT_OF_ORDER_MILLIS)) {
            arriving.add(aml -> aml.send(payment));
            if (seen.add(payment.transactionId()) && random.nextInt(60) == 0) {
                again.add(withOtherAmount(payment));
            }
            if (!again.isEmpty() && random.nextInt(10) == 0) {
                Transaction conflict = again.remove(0);
                arriving.add(aml -> aml.send(conflict));
                conflicts++;
            }
        }
        int hostile = mixIn(arriving, random);
        return new PaymentStream(
                seed, List.copyOf(payments), arriving, twice.size() - payments.size(), conflicts, hostile);
    }

    private static int mixIn(List<Record> arriving, Random random) {
        List<HostileRecord> all = new ArrayList<>(HostileRecords.all());
        Collections.shuffle(all, random);
        int count = 0;
        for (HostileRecord record : all) {
            byte[] bytes = record.bytes();
            if (bytes.length <= LARGEST_HOSTILE && count < HOSTILE) {
                byte[] key = {(byte) count++};
                arriving.add(random.nextInt(arriving.size()), aml -> aml.send(key, bytes, HOSTILE_TIME));
            }
        }
        return count;
    }

    /** The first group keeps its accounts, for rules that name some. */
    private static Transaction ofGroup(Transaction t, int group) {
        String suffix = group == 0 ? "" : "-" + group;
        return new Transaction(
                t.transactionId() + "-" + group,
                t.eventTime() + group * SHIFT_MILLIS,
                t.amount(),
                t.currency(),
                t.channel(),
                t.debtorAccount() == null ? null : t.debtorAccount() + suffix,
                t.creditorAccount() == null ? null : t.creditorAccount() + suffix,
                t.debtorName(),
                t.creditorName(),
                t.debtorCountry(),
                t.creditorCountry(),
                t.debtorAgent(),
                t.creditorAgent(),
                t.purpose(),
                t.origin());
    }

    private static Transaction withOtherAmount(Transaction t) {
        return new Transaction(
                t.transactionId(),
                t.eventTime(),
                t.amount() + 1,
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

    static RateTable rates() {
        StringBuilder csv = new StringBuilder("date,currency,rate\n");
        // In one order in every JVM: the table's hash stands on alerts.
        new TreeMap<>(RandomPayments.RATES).forEach((currency, rate) -> csv.append("1970-01-01,")
                .append(currency)
                .append(',')
                .append(rate.toPlainString())
                .append('\n'));
        return RateTable.parse(
                "rates.csv", csv.toString().getBytes(StandardCharsets.UTF_8), RandomPayments.BOOK.baseCurrency());
    }

    /** Says how to repeat it. */
    @Override
    public String toString() {
        return seed.toString();
    }
}
