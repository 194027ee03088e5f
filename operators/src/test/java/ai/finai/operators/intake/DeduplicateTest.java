package ai.finai.operators.intake;

import static ai.finai.events.fixtures.Payment.cash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.DeadLetter;
import ai.finai.events.Origin;
import ai.finai.events.RejectionReason;
import ai.finai.events.Transaction;
import ai.finai.events.TransactionJson;
import ai.finai.events.fixtures.Payment;
import ai.finai.operators.Backend;
import ai.finai.operators.types.EventTypes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeduplicateTest {

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final Duration MILLISECOND = Duration.ofMillis(1);
    private static final Payment PAYMENT = cash("9,500").into("A1").id("T1").at("10:00");

    private KeyedOneInputStreamOperatorTestHarness<Integer, Transaction, Transaction> harness;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameAgainIsDroppedWhereverItWasRead(Backend backend) throws Exception {
        open(backend);
        send(PAYMENT);
        send(PAYMENT.readFrom(new Origin("transactions", 3, 99)));

        assertThat(accepted()).containsExactly(PAYMENT.transaction());
        assertThat(conflicts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theSameIdWithOtherContentIsADeadLetter(Backend backend) throws Exception {
        open(backend);
        Payment otherPayment = PAYMENT.amount("9,500.01");
        Transaction other = otherPayment.transaction();
        send(PAYMENT);
        send(otherPayment);

        assertThat(accepted()).containsExactly(PAYMENT.transaction());
        assertThat(conflicts()).singleElement().satisfies(letter -> {
            assertThat(letter.reason()).isEqualTo(RejectionReason.CONFLICTING_DUPLICATE);
            assertThat(letter.value()).isEqualTo(new TransactionJson().write(other));
            assertThat(new String(letter.key(), StandardCharsets.UTF_8)).isEqualTo("T1");
            assertThat(letter.origin()).isEqualTo(other.origin());
        });
    }

    /** Also where event times differ: they are content. */
    @ParameterizedTest
    @EnumSource
    void lessThanTheWindowAwayItIsADuplicateAndFromTheWindowOnANewOne(Backend backend) throws Exception {
        open(backend);
        send(PAYMENT);
        send(PAYMENT.later(WINDOW.minus(MILLISECOND)));
        send(PAYMENT.later(WINDOW.minus(MILLISECOND).negated()));
        assertThat(conflicts()).hasSize(2);
        send(PAYMENT.later(WINDOW));
        send(PAYMENT.later(WINDOW.negated()));

        assertThat(conflicts()).hasSize(2);
        assertThat(accepted()).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void whereAnIdWasAcceptedTwiceBothAreRemembered(Backend backend) throws Exception {
        open(backend);
        Payment next = PAYMENT.later(WINDOW);
        send(PAYMENT);
        send(next);
        send(PAYMENT);
        send(next);
        watermark(next);
        send(next);

        assertThat(accepted()).containsExactly(PAYMENT.transaction(), next.transaction());
        assertThat(conflicts()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void theOutcomeDoesNotDependOnWhenWatermarksCome(Backend backend) throws Exception {
        open(backend);
        Payment lastWithin = PAYMENT.later(WINDOW.minus(MILLISECOND));
        send(PAYMENT);
        watermark(PAYMENT.later(WINDOW.minus(MILLISECOND).minus(MILLISECOND)));
        send(lastWithin);
        assertThat(conflicts()).hasSize(1);
        watermark(lastWithin);
        send(PAYMENT.later(WINDOW));
        assertThat(accepted()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasAcceptedIsKnownAfterARestoreAndForgottenInTime(Backend backend) throws Exception {
        open(backend);
        send(PAYMENT);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(backend);
        harness.initializeState(snapshot);
        harness.open();

        send(PAYMENT);
        assertThat(accepted()).isEmpty();
        assertThat(conflicts()).isEmpty();
        watermark(PAYMENT.later(WINDOW.multipliedBy(2)));
        send(PAYMENT);
        assertThat(accepted()).hasSize(1);
    }

    @Test
    void nothingIsKeptOnceTwoWindowsHavePassed() throws Exception {
        open(Backend.HEAP);
        Payment last = PAYMENT.id("T99").later(WINDOW);
        for (int i = 0; i < 100; i++) {
            send(PAYMENT.id("T" + i).later(WINDOW.multipliedBy(i).dividedBy(99)));
        }
        watermark(PAYMENT.later(WINDOW.minus(MILLISECOND)));
        int kept = harness.numKeyedStateEntries();
        assertThat(kept).isGreaterThanOrEqualTo(100);
        watermark(last.later(WINDOW));
        assertThat(harness.numKeyedStateEntries()).isBetween(1, kept - 1);
        watermark(last.later(WINDOW.multipliedBy(2)));
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void whatComesLateAfterItsBucketWasForgottenIsForgottenTooInTheEnd() throws Exception {
        open(Backend.HEAP);
        send(PAYMENT);
        watermark(PAYMENT.later(WINDOW.multipliedBy(2)));
        send(PAYMENT);
        assertThat(accepted()).hasSize(2);
        watermark(PAYMENT.later(WINDOW.multipliedBy(3)));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void whatIsTooLateToBeRememberedPassesAndLeavesNothing() throws Exception {
        open(Backend.HEAP);
        watermark(PAYMENT.later(WINDOW.multipliedBy(3)));
        send(PAYMENT);
        assertThat(accepted()).hasSize(1);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void anotherWindowThanTheSnapshotsIsRefused() throws Exception {
        open(Backend.HEAP);
        send(PAYMENT);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(Backend.HEAP, WINDOW.dividedBy(2));
        assertThatThrownBy(() -> harness.initializeState(snapshot))
                .hasStackTraceContaining("deduplication.window is PT12H, but the snapshot was made with PT24H");
    }

    /** Days without payments, or one far ahead, and late ones: the plain rule holds, and nothing stays behind. */
    @ParameterizedTest
    @EnumSource
    void randomTimesAndRestoresGiveWhatThePlainRuleGives(Backend backend) throws Exception {
        long seed = Long.getLong("finai.seed", System.nanoTime());
        Random random = new Random(seed);
        open(backend);
        Map<String, List<Payment>> remembered = new HashMap<>();
        long watermark = PAYMENT.eventTime();
        for (int i = 0; i < 3_000; i++) {
            long ahead = random.nextInt(100) == 0 ? random.nextLong(WINDOW.toMillis() * 6) : random.nextLong(3_600_000);
            if (random.nextInt(5) == 0) {
                watermark += ahead;
                harness.processWatermark(watermark);
            }
            long away = WINDOW.toMillis() - 1 + random.nextInt(3);
            List<Payment> same = remembered.computeIfAbsent("T" + random.nextInt(40), id -> new ArrayList<>());
            long time = same.isEmpty() || random.nextBoolean()
                    ? watermark + 1 + ahead
                    : Math.max(
                            watermark + 1, same.get(random.nextInt(same.size())).eventTime() + away);
            Payment payment = PAYMENT.id("T" + System.identityHashCode(same)).at(time);
            boolean isNew = same.stream().allMatch(other -> Math.abs(other.eventTime() - time) >= WINDOW.toMillis());
            int before = accepted().size();
            send(payment);
            assertThat(accepted().size() - before)
                    .as("-Dfinai.seed=%d, payment %d", seed, i)
                    .isEqualTo(isNew ? 1 : 0);
            if (isNew) {
                same.add(payment);
            }
            if (random.nextInt(500) == 0) {
                OperatorSubtaskState snapshot = harness.snapshot(i, i);
                harness.close();
                harness = harness(backend);
                harness.initializeState(snapshot);
                harness.open();
                harness.processWatermark(watermark);
            }
        }
        harness.processWatermark(watermark + WINDOW.toMillis() * 10);
        assertThat(harness.numEventTimeTimers()).isZero();
        if (backend == Backend.HEAP) {
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void everyFieldButTheOriginIsContent() {
        Payment full = PAYMENT.from("B")
                .countries("US", "DE")
                .names("a", "b")
                .agents("x", "y")
                .purpose("rent");
        assertThat(List.of(
                                full,
                                full.amount("9,501"),
                                full.in("EUR"),
                                full.through("CARD"),
                                full.through(null),
                                full.from("C"),
                                full.to("C"),
                                full.countries("DE", "DE"),
                                full.countries("US", "US"),
                                full.names("b", "b"),
                                full.names("a", "a"),
                                full.names("ab", ""),
                                full.agents("y", "y"),
                                full.agents("x", "x"),
                                full.purpose("rent!"),
                                full.purpose(null),
                                full.id("T2"),
                                full.later(MILLISECOND))
                        .stream()
                        .map(payment -> ContentHash.of(payment.transaction())))
                .doesNotHaveDuplicates();
        assertThat(ContentHash.of(full.readFrom(new Origin("input", 1, 1)).transaction()))
                .isEqualTo(ContentHash.of(full.transaction()));
    }

    private void open(Backend backend) throws Exception {
        harness = harness(backend);
        harness.open();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Transaction, Transaction> harness(Backend backend)
            throws Exception {
        return harness(backend, WINDOW);
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Transaction, Transaction> harness(
            Backend backend, Duration window) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Integer, Transaction, Transaction> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        Deduplication.operator(window), Deduplication::shard, Types.INT);
        harness.setStateBackend(backend.create());
        harness.setup(EventTypes.TRANSACTION.createSerializer(
                harness.getExecutionConfig().getSerializerConfig()));
        return harness;
    }

    private void send(Payment payment) throws Exception {
        harness.processElement(payment.transaction(), payment.eventTime());
    }

    private void watermark(Payment payment) throws Exception {
        harness.processWatermark(payment.eventTime());
    }

    private List<Transaction> accepted() {
        return harness.extractOutputValues();
    }

    private List<DeadLetter> conflicts() {
        var letters = harness.getSideOutput(Deduplicate.CONFLICTS);
        List<DeadLetter> values = new ArrayList<>();
        if (letters != null) {
            letters.forEach((StreamRecord<DeadLetter> letter) -> values.add(letter.getValue()));
        }
        return values;
    }
}
