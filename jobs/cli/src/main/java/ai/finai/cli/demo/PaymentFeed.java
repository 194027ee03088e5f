package ai.finai.cli.demo;

import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.generator.Payments;
import ai.finai.jobs.config.AmlTopics;
import ai.finai.jobs.config.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Sends a bank's payments to the transactions topic at a steady rate, faster than life, and now and then what a bank's
 * systems send too: the same record twice, the same id with another amount, a record that is none, one that comes late. A
 * record's timestamp is when it would be sent in life: its event time, or, of one that comes late, that of the others.
 */
public final class PaymentFeed extends DemoFeed {

    private static final int LATE_EVERY = 503;
    private static final int CONFLICT_EVERY = 1_009;

    /** No record is late before event time has come further than that. */
    private static final int WARM_UP = 1_000;

    private final String topic;
    private final Payments payments;
    private final TransactionJson json = new TransactionJson();
    private volatile long lateMillis;
    private volatile long clockError;
    private int bad;

    /**
     * @param rate payments a second, from 1
     * @param late by how much of event time those come late that do; zero if none does
     */
    public PaymentFeed(KafkaConfig kafka, Payments payments, int rate, Duration late) {
        super(kafka, rate);
        this.lateMillis = late.toMillis();
        this.topic = AmlTopics.of(kafka).transactions();
        this.payments = payments;
    }

    /**
     * As if the clock of the system that makes the payments had jumped: from now on their event times are wrong by this
     * much, the records' timestamps are not.
     *
     * @param error positive for a clock that is fast; zero for a right one
     */
    public void jumpClock(Duration error) {
        clockError = error.toMillis();
    }

    /** From now on some come late. @param by how much of event time; zero if none does */
    public void late(Duration by) {
        lateMillis = by.toMillis();
    }

    @Override
    void give(KafkaProducer<byte[], byte[]> producer, long number) {
        Transaction next = payments.next();
        long timestamp = next.eventTime();
        Transaction payment = with(next, next.transactionId(), timestamp + clockError, next.amount());
        byte[] value = json.write(payment);
        send(producer, timestamp, payment, value);
        if (number % DUPLICATE_EVERY == 0) {
            send(producer, timestamp, payment, value);
        }
        if (number % CONFLICT_EVERY == 0) {
            Transaction other = with(payment, payment.transactionId(), payment.eventTime(), payment.amount() + 100);
            send(producer, timestamp, other, json.write(other));
        }
        if (number % BAD_EVERY == 0) {
            send(producer, timestamp, payment, badRecord(value));
        }
        if (lateMillis > 0 && number % LATE_EVERY == 0 && number > WARM_UP) {
            Transaction late = with(
                    payment, payment.transactionId() + "-late", payment.eventTime() - lateMillis, payment.amount());
            send(producer, timestamp, late, json.write(late));
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, long timestamp, Transaction payment, byte[] value) {
        byte[] key = payment.transactionId().getBytes(StandardCharsets.UTF_8);
        send(producer, topic, timestamp, key, value);
    }

    /** One after the other of the ways in which records go wrong. */
    private byte[] badRecord(byte[] good) {
        String text = new String(good, StandardCharsets.UTF_8);
        return switch (bad++ % 6) {
            case 0 -> Arrays.copyOf(good, good.length / 2);
            case 1 ->
                text.replaceFirst("\"currency\":\"...\"", "\"currency\":\"XBT\"")
                        .getBytes(StandardCharsets.UTF_8);
            case 2 -> text.replaceFirst("\"amount\":\"", "\"amount\":\"-").getBytes(StandardCharsets.UTF_8);
            case 3 ->
                text.replaceFirst("\"eventTime\":\"[^\"]*\"", "\"eventTime\":\"yesterday\"")
                        .getBytes(StandardCharsets.UTF_8);
            case 4 ->
                text.replaceFirst("\"transactionId\":\"[^\"]*\"", "\"transactionId\":null")
                        .getBytes(StandardCharsets.UTF_8);
            default -> text.replaceFirst("\\{", "{\"purpose\":\"Geb\u00fchr\",").getBytes(StandardCharsets.ISO_8859_1);
        };
    }

    private static Transaction with(Transaction of, String id, long eventTime, long amount) {
        return new Transaction(
                id,
                eventTime,
                amount,
                of.currency(),
                of.channel(),
                of.debtorAccount(),
                of.creditorAccount(),
                of.debtorName(),
                of.creditorName(),
                of.debtorCountry(),
                of.creditorCountry(),
                of.debtorAgent(),
                of.creditorAgent(),
                of.purpose(),
                of.origin());
    }
}
