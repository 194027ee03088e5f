package ai.finai.operators;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Severity;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import ai.finai.events.fixtures.Payment;
import ai.finai.operators.scoring.AlertPolicy;
import ai.finai.operators.scoring.Scoring;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import ai.finai.state.AmlState;
import ai.finai.state.Forgettable;
import ai.finai.state.account.AccountAlerts;
import ai.finai.state.account.AccountAlertsSerializer;
import ai.finai.state.account.AccountProfile;
import ai.finai.state.account.AccountProfileSerializer;
import ai.finai.state.account.PastAlert;
import ai.finai.state.account.Turnover;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the account operator keeps of each account for queries. */
@Timeout(60)
class AccountProfilesTest {

    private static final RuleBook BOOK = RuleBookReader.read("rules.yaml", """
            baseCurrency: USD
            rules:
              - {id: cash, kind: structuring, version: 3, severity: HIGH, parameters: {within: 7d}}
            """);
    private static final RateTable RATES = RateTable.none("USD");
    private static final Scoring SCORING =
            new Scoring(MODEL.bytes(), new AlertPolicy(true, 0.3, 0.9, Duration.ofDays(1), Severity.LOW), 0.25);
    private static final Payment DEPOSIT = cash("9,500").into("A1").at("10:00");
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final List<AmlRig> rigs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AmlRig rig : rigs) {
            rig.close();
        }
    }

    private AmlRig rig(Scoring scoring, boolean profiles, Backend backend, int parallelism, AmlRig.Snapshot from)
            throws Exception {
        WatchAccounts.Config config =
                WatchAccounts.Config.of(BOOK, "00", "aml", "test").with(scoring).profiles(profiles);
        AmlRig rig = new AmlRig(config, RATES, backend, parallelism, from);
        rigs.add(rig);
        return rig;
    }

    private AmlRig rig() throws Exception {
        return rig(Scoring.NONE, true, Backend.HEAP, 1, null);
    }

    private static <T> T value(AmlRig rig, String account, AmlState state, TypeSerializer<T> serializer)
            throws Exception {
        int subtask = KeyGroupRangeAssignment.assignKeyToParallelOperator(
                account, AmlRig.MAX_PARALLELISM, rig.accounts.size());
        AccountOperator operator = (AccountOperator) rig.accounts.get(subtask).getOperator();
        operator.setCurrentKey(account);
        ValueState<T> values = operator.getKeyedStateBackend()
                .getPartitionedState(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        new ValueStateDescriptor<>(state.title(), serializer));
        return values.value();
    }

    private static AccountProfile profile(AmlRig rig, String account) throws Exception {
        return value(rig, account, AmlState.PROFILE, new AccountProfileSerializer());
    }

    private static AccountAlerts alerts(AmlRig rig, String account) throws Exception {
        return value(rig, account, AmlState.ALERTS, new AccountAlertsSerializer());
    }

    private static List<Posting> randomPostings(Random random, int count) {
        List<Posting> postings = new ArrayList<>();
        String[] countries = {"US", "DE", "CN", null};
        for (int i = 0; i < count; i++) {
            Payment payment = (random.nextInt(3) == 0 ? cash("9,500") : transfer("1"))
                    .id("T" + i)
                    .at("00:00")
                    .countries(countries[random.nextInt(4)], countries[random.nextInt(4)])
                    .later(Duration.ofSeconds((long) (70 * 86_400 * random.nextDouble())));
            String account = "A" + random.nextInt(12);
            boolean structured = random.nextInt(3) == 0;
            Payment known = structured ? payment : payment.amount(Integer.toString(1 + random.nextInt(9_000)));
            Payment rated = random.nextInt(20) == 0 ? known.in("GBP") : known;
            boolean cash = rated.transaction().channel().equals("CASH");
            String other = cash ? null : "B" + random.nextInt(90);
            postings.add(
                    random.nextBoolean()
                            ? rated.from(account).to(other).debit()
                            : rated.from(other).to(account).credit());
        }
        return postings;
    }

    /** In pieces, each out of order, with late ones; restored to 1, 3, 2 and 1 subtasks in turn. */
    @ParameterizedTest
    @EnumSource
    void profilesAreThoseOfThePostingsOneByOneOverRestoresAndRescaling(Backend backend) throws Exception {
        for (Scoring scoring : List.of(Scoring.NONE, SCORING)) {
            long seed = Long.getLong("finai.seed", System.nanoTime());
            Random random = new Random(seed);
            List<Posting> postings = randomPostings(random, 4_000);
            postings.sort(Posting.ORDER);
            List<WatchedPosting> watched = new ArrayList<>();
            List<Alert> alerts = new ArrayList<>();
            int[] parallelism = {1, 3, 2, 1};
            AmlRig rig = null;
            for (int part = 0; part < parallelism.length; part++) {
                rig = rig(scoring, true, backend, parallelism[part], rig == null ? null : rig.snapshot(part));
                List<Posting> own = new ArrayList<>(postings.subList(part * 1_000, (part + 1) * 1_000));
                long last = own.get(999).eventTime();
                List<Posting> waiting = part == 3 ? List.of() : own.subList(990, 1_000);
                Collections.shuffle(own, random);
                for (Posting posting : own) {
                    rig.send(posting);
                }
                rig.watermark(waiting.isEmpty() ? last : waiting.get(0).eventTime() - 1);
                rig.send(own.get(0)); // late, or a second time: what is released twice counts twice
                watched.addAll(rig.watched());
                alerts.addAll(rig.alerts());
                rig.watched().clear();
                rig.alerts().clear();
            }
            rig.watermark(postings.get(3_999).eventTime());
            watched.addAll(rig.watched());
            alerts.addAll(rig.alerts());
            requireSame(rig, watched, alerts, "-Dfinai.seed=" + seed);
        }
    }

    private static void requireSame(AmlRig rig, List<WatchedPosting> watched, List<Alert> alerts, String seed)
            throws Exception {
        Map<String, AccountProfile> expected = new TreeMap<>();
        List<WatchedPosting> inOrder = new ArrayList<>(watched);
        inOrder.sort((a, b) -> Posting.ORDER.compare(a.posting(), b.posting()));
        for (WatchedPosting each : inOrder) {
            if (each.unscored() != Unscored.LATE && each.unscored() != Unscored.UNRATED) {
                expected.computeIfAbsent(each.posting().account(), account -> new AccountProfile())
                        .add(each.posting(), each.score());
            }
        }
        assertThat(alerts).as(seed).hasSizeGreaterThan(20);
        Map<String, AccountAlerts> last = new TreeMap<>();
        for (Alert alert : alerts) {
            String account = alert.subject().id();
            expected.get(account).alerted();
            last.merge(
                    account,
                    AccountAlerts.NONE.and(PastAlert.of(alert)),
                    (before, next) -> before.and(next.last().get(0)));
        }
        assertThat(expected).as(seed).hasSize(12);
        for (Map.Entry<String, AccountProfile> entry : expected.entrySet()) {
            AccountProfile kept = profile(rig, entry.getKey());
            assertThat(kept).as("%s, %s", seed, entry.getKey()).isNotNull();
            assertThat(kept.forgetTimer()).isBetween(kept.firstSeen() + 400 * DAY, kept.lastSeen() + 400 * DAY);
            assertThat(bytes(kept)).as("%s, %s", seed, entry.getKey()).isEqualTo(bytes(entry.getValue()));
            assertThat(alerts(rig, entry.getKey()))
                    .as("%s, %s", seed, entry.getKey())
                    .isEqualTo(last.get(entry.getKey()));
        }
    }

    /** But for the timer. */
    private static String bytes(AccountProfile profile) throws IOException {
        AccountProfileSerializer serializer = new AccountProfileSerializer();
        AccountProfile copy = serializer.copy(profile);
        copy.forgetTimer(Forgettable.NEVER);
        DataOutputSerializer out = new DataOutputSerializer(1_000);
        serializer.serialize(copy, out);
        return HexFormat.of().formatHex(out.getCopyOfBuffer());
    }

    @Test
    void lateAndUnratedPostingsDoNotCount() throws Exception {
        AmlRig rig = rig();
        rig.send(DEPOSIT.credit());
        rig.send(DEPOSIT.in("GBP").id("T2").credit());
        rig.watermark(DEPOSIT.eventTime());
        rig.send(DEPOSIT.id("T3").credit());
        rig.watermark(DEPOSIT.eventTime() + DAY);
        assertThat(profile(rig, "A1").total()).isEqualTo(new Turnover(1, 0, 950_000, 0));
    }

    @ParameterizedTest
    @EnumSource
    void anAlertIsRememberedWithWhatIsNeededToFindIt(Backend backend) throws Exception {
        AmlRig rig = rig(Scoring.NONE, true, backend, 1, null);
        for (int i = 1; i <= 3; i++) {
            assertThat(alerts(rig, "A1")).isNull();
            rig.send(DEPOSIT.id("T" + i).later(Duration.ofHours(i)).credit());
            rig.watermark(DEPOSIT.later(Duration.ofHours(i)).eventTime());
        }
        Alert alert = rig.alerts().get(0);
        assertThat(alerts(rig, "A1").last())
                .containsExactly(new PastAlert(
                        alert.alertId(), "cash", "structuring", 3, Severity.HIGH, alert.eventTime(), Double.NaN));
        assertThat(profile(rig, "A1").alerts()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void anAccountIsForgottenWithItsAlertsAfterFourHundredDaysWithoutPostings(Backend backend) throws Exception {
        AmlRig rig = rig(Scoring.NONE, true, backend, 1, null);
        for (int i = 1; i <= 3; i++) {
            rig.send(DEPOSIT.id("T" + i).later(Duration.ofHours(i)).credit());
        }
        long last = DEPOSIT.later(Duration.ofHours(3)).eventTime();
        rig.watermark(last);
        rig.send(DEPOSIT.id("T4").later(Duration.ofDays(300)).credit());
        rig.watermark(last + 401 * DAY);
        assertThat(profile(rig, "A1").total().countIn()).isEqualTo(4);
        assertThat(alerts(rig, "A1")).isNotNull();
        rig.watermark(DEPOSIT.eventTime() + 700 * DAY - 1);
        assertThat(profile(rig, "A1")).isNotNull();
        rig.watermark(DEPOSIT.eventTime() + 700 * DAY);
        assertThat(profile(rig, "A1")).isNull();
        assertThat(alerts(rig, "A1")).isNull();
        assertThat(rig.accountTimers()).isZero();
    }

    @Test
    void whetherAWatermarkComesWithinALongSilenceMakesNoDifference() throws Exception {
        List<String> kept = new ArrayList<>();
        for (boolean between : new boolean[] {false, true}) {
            AmlRig rig = rig();
            for (int i = 1; i <= 3; i++) {
                rig.send(DEPOSIT.id("T" + i).later(Duration.ofHours(i)).credit());
            }
            Posting after = DEPOSIT.id("T4").later(Duration.ofDays(402)).credit();
            rig.send(after);
            if (between) {
                rig.watermark(after.eventTime() - 1);
            }
            rig.watermark(after.eventTime());
            AccountProfile profile = profile(rig, "A1");
            assertThat(profile.forgetTimer()).isEqualTo(after.eventTime() + 400 * DAY);
            kept.add(bytes(profile));
            assertThat(rig.alerts()).hasSize(1);
            assertThat(alerts(rig, "A1")).isNull();
            rig.watermark(after.eventTime() + 400 * DAY);
            assertThat(profile(rig, "A1")).isNull();
        }
        assertThat(kept.get(0)).isEqualTo(kept.get(1));
    }

    @ParameterizedTest
    @EnumSource
    void switchedOffNothingIsKeptAndWhatWasKeptIsForgottenInItsTime(Backend backend) throws Exception {
        AmlRig on = rig(Scoring.NONE, true, backend, 1, null);
        on.send(DEPOSIT.credit());
        on.watermark(DEPOSIT.eventTime());
        AmlRig off = rig(Scoring.NONE, false, backend, 1, on.snapshot(1));
        off.send(DEPOSIT.later(Duration.ofDays(1)).id("T2").credit());
        off.send(DEPOSIT.later(Duration.ofDays(1)).into("A2").id("T3").credit());
        off.watermark(DEPOSIT.eventTime() + DAY);
        assertThat(profile(off, "A1").total().countIn()).isEqualTo(1);
        assertThat(profile(off, "A2")).isNull();
        off.watermark(DEPOSIT.eventTime() + 400 * DAY);
        assertThat(profile(off, "A1")).isNull();
    }
}
