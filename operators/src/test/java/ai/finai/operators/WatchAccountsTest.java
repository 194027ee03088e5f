package ai.finai.operators;

import static ai.finai.events.WatchedPosting.unscored;
import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Alert;
import ai.finai.events.AlertId;
import ai.finai.events.AlertJson;
import ai.finai.events.LateEvent;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import ai.finai.events.fixtures.Payment;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account operator: order, lateness, what a restore keeps, and what it cleans up. */
class WatchAccountsTest {

    private static final RuleBook BOOK = RuleBookReader.read("rules.yaml", """
            baseCurrency: USD
            rules:
              - {id: cash, kind: structuring, version: 1, severity: HIGH, parameters: {within: 7d}}
              - {id: rapid, kind: rapid-transfer, version: 1, severity: HIGH, parameters: {within: 24h}}
            """);
    private static final RateTable RATES = RateTable.none("USD");
    private static final Payment DEPOSIT = cash("9,500").into("A1").at("10:00");

    private final List<AmlRig> rigs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AmlRig rig : rigs) {
            rig.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAlertComesOnceTheWatermarkHasPassedWhatCompletesIt(Backend backend) throws Exception {
        AmlRig rig = rig(backend);
        rig.send(DEPOSIT.id("T3").later(hours(2)).credit());
        rig.send(DEPOSIT.id("T1").credit());
        rig.send(DEPOSIT.id("T2").later(hours(1)).credit());
        rig.watermark(DEPOSIT.later(hours(2)).eventTime() - 1);
        assertThat(rig.alerts()).isEmpty();
        rig.watermark(DEPOSIT.later(hours(2)).eventTime());

        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.rule().kind()).isEqualTo("structuring");
            assertThat(alert.subject()).isEqualTo(new Alert.Subject("account", "A1"));
            assertThat(alert.eventTime()).isEqualTo(DEPOSIT.later(hours(2)).eventTime());
            assertThat(alert.evidence())
                    .extracting(Alert.Evidence::transactionId)
                    .containsExactly("T1", "T2", "T3");
            assertThat(alert.alertId()).isEqualTo(AlertId.of(alert.rule(), alert.subject(), List.of("T1", "T2", "T3")));
            assertThat(alert.evidenceCount()).isEqualTo(3);
            assertThat(alert.evidenceSha256()).isNull();
            assertThat(alert.narrative()).contains("28,500.00");
            assertThat(alert.provenance())
                    .isEqualTo(new Alert.Provenance("sha256:" + BOOK.sha256(), "sha256:00", "aml", "test"));
        });
    }

    @Test
    void whatIsAtTheWatermarkIsLateAndWhatIsAfterItIsNot() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        rig.watermark(DEPOSIT.eventTime());
        Posting late = DEPOSIT.credit();
        Posting inTime = DEPOSIT.id("T2").later(Duration.ofMillis(1)).credit();
        rig.send(late);
        rig.send(inTime);
        rig.watermark(Long.MAX_VALUE);

        assertThat(rig.late()).containsExactly(new LateEvent(late, LateEvent.Reason.LATE, DEPOSIT.eventTime()));
        assertThat(rig.watched()).containsExactly(unscored(late, Unscored.LATE), unscored(inTime, Unscored.NO_MODEL));
    }

    @Test
    void whatHasNoRateIsArchivedAndReportedAndSeenByNoRule() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        List<Posting> unrated = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            unrated.add(unrated(DEPOSIT.id("T" + i).credit()));
            rig.send(unrated.get(i));
        }
        rig.watermark(Long.MAX_VALUE);
        rig.send(unrated.get(0));

        assertThat(rig.alerts()).isEmpty();
        assertThat(rig.watched()).extracting(WatchedPosting::late).containsExactly(false, false, false, true);
        assertThat(rig.late())
                .extracting(LateEvent::reason)
                .containsExactly(
                        LateEvent.Reason.UNRATED,
                        LateEvent.Reason.UNRATED,
                        LateEvent.Reason.UNRATED,
                        LateEvent.Reason.LATE);
    }

    @ParameterizedTest
    @EnumSource
    void whatWasLateBeforeARestoreIsLateAfterIt(Backend backend) throws Exception {
        AmlRig before = rig(backend);
        before.watermark(DEPOSIT.eventTime());
        AmlRig after = restored(backend, before, 2);
        Posting late = DEPOSIT.credit();
        Posting inTime = DEPOSIT.id("T2").later(Duration.ofMillis(1)).credit();
        after.send(late);
        after.send(inTime);
        assertThat(after.late()).containsExactly(new LateEvent(late, LateEvent.Reason.LATE, DEPOSIT.eventTime()));

        // A second restore before any watermark still knows it.
        AmlRig again = restored(backend, after, 3);
        again.send(DEPOSIT.id("T3").credit());
        assertThat(again.late()).hasSize(1);
        again.watermark(Long.MAX_VALUE);
        assertThat(again.watched()).contains(unscored(inTime, Unscored.NO_MODEL));
    }

    /** Two subtasks had come to different watermarks; each account keeps its own. */
    @Test
    void theFloorIsThatOfTheAccountsKeyGroup() throws Exception {
        AmlRig before = new AmlRig(BOOK, RATES, Backend.HEAP, 2);
        rigs.add(before);
        before.accounts.get(1).processWatermark1(new Watermark(DEPOSIT.eventTime()));
        AmlRig after = restored(Backend.HEAP, before, 1);
        int late = 0;
        for (int i = 0; i < 100; i++) {
            after.send(DEPOSIT.into("A" + i).id("T" + i).credit());
            boolean second = org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            "A" + i, AmlRig.MAX_PARALLELISM, 2)
                    == 1;
            late += second ? 1 : 0;
            assertThat(after.late()).hasSize(late);
        }
        assertThat(late).isBetween(20, 80);
    }

    @ParameterizedTest
    @EnumSource
    void aMatchGoesOnAfterARestore(Backend backend) throws Exception {
        AmlRig before = rig(backend);
        before.send(DEPOSIT.id("T1").credit());
        before.watermark(DEPOSIT.eventTime());
        before.send(DEPOSIT.id("T2").later(hours(1)).credit());
        AmlRig after = restored(backend, before, 3);
        after.send(DEPOSIT.id("T3").later(hours(2)).credit());
        after.watermark(DEPOSIT.later(hours(2)).eventTime());

        assertThat(after.alerts()).hasSize(1);
    }

    @Test
    void stateGoesWhenItsWindowHasPassed() throws Exception {
        AmlRig rig = withoutProfiles(BOOK);
        rig.send(DEPOSIT.credit());
        rig.send(DEPOSIT.id("T2").later(hours(30)).credit());
        rig.watermark(DEPOSIT.later(hours(30)).eventTime());
        assertThat(rig.accountEntries()).isEqualTo(1);
        assertThat(rig.accountTimers()).isEqualTo(1);
        rig.watermark(DEPOSIT.later(Duration.ofDays(7)).eventTime());
        assertThat(rig.accountEntries()).isEqualTo(1);
        assertThat(rig.accountTimers()).isEqualTo(1);
        rig.watermark(DEPOSIT.later(Duration.ofDays(7).plus(hours(30))).eventTime());
        assertThat(rig.accountEntries()).isZero();
        assertThat(rig.accountTimers()).isZero();
    }

    @Test
    void stateAndTimerGoWithTheAlertThatUsesEverythingUp() throws Exception {
        RuleBook onlyCash = RuleBookReader.read("rules.yaml", """
                baseCurrency: USD
                rules:
                  - {id: cash, kind: structuring, version: 1, severity: HIGH, parameters: {within: 7d}}
                """);
        AmlRig rig = withoutProfiles(onlyCash);
        for (int i = 1; i <= 3; i++) {
            assertThat(rig.accountTimers()).isEqualTo(i == 1 ? 0 : 1);
            rig.send(DEPOSIT.id("T" + i).later(hours(i)).credit());
            rig.watermark(DEPOSIT.later(hours(i)).eventTime());
        }
        assertThat(rig.alerts()).hasSize(1);
        assertThat(rig.accountEntries()).isZero();
        assertThat(rig.accountTimers()).isZero();
    }

    @Test
    void evidenceIsCutAtFiveHundredWithCountAndHashOfAll() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            ids.add("T" + (1_000 + i));
            Payment payment = i == 0
                    ? transfer("5,990").from("B").to("A1")
                    : transfer("8").from("A1").to("B");
            Payment next = payment.id(ids.get(i)).later(Duration.ofSeconds(i));
            rig.send(i == 0 ? next.credit() : next.debit());
        }
        rig.watermark(Long.MAX_VALUE);

        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.evidence())
                    .extracting(Alert.Evidence::transactionId)
                    .containsExactlyElementsOf(ids.subList(0, Alert.MAX_EVIDENCE));
            assertThat(alert.evidenceCount()).isEqualTo(600);
            assertThat(alert.evidenceSha256()).isEqualTo(AlertId.ofEvidence(ids));
            assertThat(alert.alertId()).isEqualTo(AlertId.of(alert.rule(), alert.subject(), ids));
        });
    }

    /** A broker takes no record above 1 MiB, and a record that it does not take would stop the job for good. */
    @Test
    void evidenceOfTheLongestTextsFitsIntoARecord() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        String longest = "\uD83D\uDE00".repeat(250);
        for (int i = 0; i < 500; i++) {
            Payment payment = i == 0
                    ? transfer("5,000").from("B" + longest).to("A1")
                    : transfer("8.02").from("A1").to("B" + longest);
            Payment next = payment.id(longest + (1_000 + i)).later(Duration.ofSeconds(i));
            rig.send(i == 0 ? next.credit() : next.debit());
        }
        rig.watermark(Long.MAX_VALUE);

        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            assertThat(AlertJson.write(alert).length).isBetween(256 * 1024, 700 * 1024);
            assertThat(alert.evidenceCount()).isEqualTo(500);
            assertThat(alert.evidenceSha256()).isNotNull();
        });
    }

    @Test
    void theControlStreamNeitherHoldsBackEventTimeNorMovesIt() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        var operator = rig.accounts.get(0);
        operator.processWatermark2(new Watermark(Long.MAX_VALUE));
        rig.send(DEPOSIT.credit());
        assertThat(rig.watched()).isEmpty();
        operator.processWatermarkStatus2(WatermarkStatus.IDLE);
        operator.processWatermarkStatus1(WatermarkStatus.IDLE);
        operator.processWatermarkStatus1(WatermarkStatus.ACTIVE);
        operator.processWatermark1(new Watermark(DEPOSIT.eventTime()));
        rig.watermark(DEPOSIT.eventTime());
        assertThat(rig.watched()).hasSize(1);
    }

    private static final String TWO_ARE_ENOUGH = """
            baseCurrency: USD
            rules:
              - {id: cash, kind: structuring, version: 1, severity: HIGH, parameters: {within: 7d}}
              - {id: pair, kind: structuring, version: 1, severity: LOW, parameters: {minDeposits: 2, within: 7d}}
            """;

    @ParameterizedTest
    @EnumSource
    void anotherRuleBookComesIntoForceGoesOnWithMatchesAndStaysOverARestore(Backend backend) throws Exception {
        AmlRig rig = rig(backend);
        rig.send(DEPOSIT.id("T1").credit());
        rig.watermark(DEPOSIT.eventTime());
        rig.control(TWO_ARE_ENOUGH);
        rig.send(DEPOSIT.id("T2").later(hours(1)).credit());
        rig.send(DEPOSIT.id("T3").later(hours(2)).credit());
        AmlRig after = restored(backend, rig, 2);
        after.watermark(DEPOSIT.later(hours(3)).eventTime());

        String book = RuleBookReader.read("rules.yaml", TWO_ARE_ENOUGH).sha256();
        assertThat(after.alerts())
                .allSatisfy(alert -> assertThat(alert.provenance().ruleBook()).isEqualTo("sha256:" + book))
                .extracting(alert -> alert.rule().id() + alert.evidenceCount())
                .containsExactlyInAnyOrder("cash3", "pair2");
    }

    @Test
    void aRuleBookThatIsInvalidOrOfAnotherCurrencyIsRefused() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        rig.control("rules: [");
        rig.control(TWO_ARE_ENOUGH.replace("USD", "EUR"));
        for (int i = 1; i <= 3; i++) {
            rig.send(DEPOSIT.id("T" + i).later(hours(i)).credit());
        }
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.provenance().ruleBook()).isEqualTo("sha256:" + BOOK.sha256()));
    }

    @Test
    void aNewConfiguredBookComesBeforeOneOfTheSnapshot() throws Exception {
        AmlRig rig = rig(Backend.HEAP);
        rig.control(TWO_ARE_ENOUGH);
        RuleBook configured = RuleBookReader.read("rules.yaml", TWO_ARE_ENOUGH.replace("LOW", "HIGH"));
        AmlRig after = new AmlRig(configured, RATES, Backend.HEAP, 1, rig.snapshot(1));
        rigs.add(after);
        after.send(DEPOSIT.id("T1").credit());
        after.send(DEPOSIT.id("T2").credit());
        after.watermark(Long.MAX_VALUE);
        assertThat(after.alerts()).singleElement().satisfies(alert -> assertThat(
                        alert.provenance().ruleBook())
                .isEqualTo("sha256:" + configured.sha256()));
    }

    @Test
    void timersOnTheHeapBesideRocksDbAreRefusedBeforeTheyWouldMixWithWaitingPostings() {
        EmbeddedRocksDBStateBackend rocksDb = new EmbeddedRocksDBStateBackend(true)
                .configure(
                        Configuration.fromMap(java.util.Map.of("state.backend.rocksdb.timer-service.factory", "HEAP")),
                        getClass().getClassLoader());
        assertThatThrownBy(() -> {
                    var harness = new org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness<>(
                            new AccountOperator(WatchAccounts.Config.of(BOOK, "00", "aml", "test")),
                            Posting::account,
                            (ControlMessage message) -> "",
                            ai.finai.operators.types.EventTypes.KEY);
                    harness.setStateBackend(rocksDb);
                    harness.open();
                })
                .hasStackTraceContaining("state.backend.rocksdb.timer-service.factory")
                .hasStackTraceContaining("set it to ROCKSDB");
    }

    private static Posting unrated(Posting p) {
        return new Posting(
                p.account(),
                p.direction(),
                p.counterparty(),
                p.amount(),
                "GBP",
                Posting.UNRATED,
                p.channel(),
                p.country(),
                p.counterpartyCountry(),
                p.eventTime(),
                p.transactionId(),
                p.origin());
    }

    private AmlRig rig(Backend backend) throws Exception {
        AmlRig rig = new AmlRig(BOOK, RATES, backend, 1);
        rigs.add(rig);
        return rig;
    }

    /** Keeps of an account only what its open matches need. */
    private AmlRig withoutProfiles(RuleBook book) throws Exception {
        AmlRig rig = new AmlRig(
                WatchAccounts.Config.of(book, "00", "aml", "test").profiles(false), RATES, Backend.HEAP, 1, null);
        rigs.add(rig);
        return rig;
    }

    private AmlRig restored(Backend backend, AmlRig before, int parallelism) throws Exception {
        AmlRig rig = new AmlRig(BOOK, RATES, backend, parallelism, before.snapshot(1));
        rigs.add(rig);
        return rig;
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
