package ai.finai.operators;

import static ai.finai.events.fixtures.Payment.cash;
import static ai.finai.events.fixtures.Payment.transfer;
import static ai.finai.models.fixtures.TestModel.MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import ai.finai.events.Alert;
import ai.finai.events.AlertJson;
import ai.finai.events.Direction;
import ai.finai.events.ModelScore;
import ai.finai.events.Posting;
import ai.finai.events.RateTable;
import ai.finai.events.Severity;
import ai.finai.events.Unscored;
import ai.finai.events.WatchedPosting;
import ai.finai.models.ModelOrder;
import ai.finai.models.ModelReference;
import ai.finai.models.ModelRole;
import ai.finai.models.ModelStatus;
import ai.finai.models.StepModel;
import ai.finai.models.features.AccountFeatures;
import ai.finai.models.features.AccountHistory;
import ai.finai.models.features.Feature;
import ai.finai.models.fixtures.TestModel;
import ai.finai.operators.models.ModelFiles;
import ai.finai.operators.models.ModelRegistry;
import ai.finai.operators.scoring.AlertPolicy;
import ai.finai.operators.scoring.Scoring;
import ai.finai.patterns.RuleBook;
import ai.finai.patterns.book.RuleBookReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The account operator with a model: scores, alerts of scores, and models that change. */
@Timeout(60)
class ScoringTest {

    private static final RuleBook BOOK = RuleBookReader.read("rules.yaml", """
            baseCurrency: USD
            rules:
              - {id: cash, kind: structuring, version: 1, severity: HIGH, parameters: {within: 7d}}
            """);
    private static final RateTable RATES = RateTable.none("USD");
    private static final AlertPolicy NO_ALERTS = new AlertPolicy(false, null, 0.5, Duration.ZERO, Severity.LOW);

    @TempDir
    Path registry;

    private final List<AmlRig> rigs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AmlRig rig : rigs) {
            rig.close();
        }
    }

    private AmlRig rig(Scoring scoring, Backend backend, int parallelism, AmlRig.Snapshot from) throws Exception {
        AmlRig rig = new AmlRig(BOOK, scoring, RATES, backend, parallelism, from);
        rigs.add(rig);
        return rig;
    }

    private static Scoring scoring(TestModel model, AlertPolicy policy) {
        return new Scoring(model.bytes(), policy, 0.25);
    }

    /** Few accounts, so that many postings of one fall into one batch. */
    private static List<Posting> randomPostings(Random random, int count) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String from = "A" + random.nextInt(12);
            String to = "B" + random.nextInt(40);
            var payment = (random.nextInt(3) == 0 ? cash("1") : transfer("1"))
                    .amount(Integer.toString(1 + random.nextInt(9_000)))
                    .id("T" + i)
                    .at("00:00")
                    .later(Duration.ofSeconds(random.nextInt(1_000_000)));
            postings.add(
                    random.nextBoolean()
                            ? payment.from(from).to(to).debit()
                            : payment.from(to).to(from).credit());
        }
        return postings;
    }

    /** Each account by itself, one posting at a time. */
    private static Map<String, Float> oneByOne(TestModel testModel, List<Posting> postings) {
        AccountFeatures features = new AccountFeatures("USD");
        Map<String, AccountHistory> histories = new HashMap<>();
        Map<String, float[]> states = new HashMap<>();
        Map<String, Float> scores = new TreeMap<>();
        float[] row = new float[Feature.COUNT];
        try (StepModel model = testModel.open()) {
            float[] scratch = new float[model.stateSize()];
            for (Posting posting : sorted(postings)) {
                float[] state = states.computeIfAbsent(posting.account(), a -> new float[model.stateSize()]);
                features.next(histories.computeIfAbsent(posting.account(), a -> new AccountHistory()), posting, row, 0);
                model.put(0, row, 0, state);
                model.run(1);
                scores.put(key(posting), model.score(0));
                model.state(0, state, scratch);
            }
        }
        return scores;
    }

    private static List<Posting> sorted(List<Posting> postings) {
        List<Posting> sorted = new ArrayList<>(postings);
        sorted.sort(Posting.ORDER);
        return sorted;
    }

    private static String key(Posting posting) {
        return posting.transactionId() + posting.direction();
    }

    private static Map<String, Float> scores(AmlRig rig) {
        Map<String, Float> scores = new TreeMap<>();
        for (WatchedPosting watched : rig.watched()) {
            assertThat(scores.put(key(watched.posting()), watched.score())).isNull();
        }
        return scores;
    }

    @ParameterizedTest
    @EnumSource
    void aScoreIsThatOfTheAccountsPostingsOneByOneHoweverTheyCome(Backend backend) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Posting> postings = randomPostings(random, 3_000);
        Map<String, Float> expected = oneByOne(MODEL, postings);

        AmlRig atOnce = rig(scoring(MODEL, NO_ALERTS), backend, 1, null);
        for (Posting posting : postings) {
            atOnce.send(posting);
        }
        atOnce.watermark(Long.MAX_VALUE);
        assertThat(scores(atOnce)).as("seed %d", seed).isEqualTo(expected);

        // In pieces, with restores to other parallelisms between them.
        List<Posting> inOrder = sorted(postings);
        Map<String, Float> found = new TreeMap<>();
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), backend, 1, null);
        int sent = 0;
        for (int restore = 1; sent < inOrder.size(); restore++) {
            int until = Math.min(inOrder.size(), sent + 1 + random.nextInt(900));
            List<Posting> piece = new ArrayList<>(inOrder.subList(sent, until));
            Collections.shuffle(piece, random);
            for (Posting posting : piece) {
                rig.send(posting);
            }
            long last = inOrder.get(until - 1).eventTime();
            rig.watermark(until == inOrder.size() ? last : last - 1);
            sent = until;
            found.putAll(scores(rig));
            rig = rig(scoring(MODEL, NO_ALERTS), backend, 1 + random.nextInt(3), rig.snapshot(restore));
        }
        rig.watermark(Long.MAX_VALUE);
        found.putAll(scores(rig));
        assertThat(found).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void lateAndUnratedPostingsHaveNoScoreAndAReason() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        Posting posting = transfer("10").from("A1").to("A2").at("10:00").debit();
        rig.watermark(posting.eventTime());
        rig.send(posting);
        rig.send(transfer("10").in("GBP").from("A1").to("A2").at("11:00").debit());
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.watched()).extracting(WatchedPosting::unscored).containsExactly(Unscored.LATE, Unscored.UNRATED);
    }

    @Test
    void aScoreThatReachesTheThresholdIsAnAlertWithTheFeaturesThatRaisedIt() throws Exception {
        AlertPolicy policy = new AlertPolicy(true, 0.01, 0.5, Duration.ofDays(7), Severity.HIGH);
        AmlRig rig = rig(scoring(MODEL, policy), Backend.HEAP, 1, null);
        rig.send(cash("9,500").into("A1").at("10:00").id("T1").credit());
        rig.send(cash("9,500").into("A1").at("11:00").id("T2").credit());
        rig.watermark(Long.MAX_VALUE);

        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            WatchedPosting scored = rig.watched().get(0);
            assertThat(alert.rule()).isEqualTo(new Alert.RuleReference("account-lstm", "model", 1));
            assertThat(alert.severity()).isEqualTo(Severity.HIGH);
            assertThat(alert.evidence())
                    .extracting(Alert.Evidence::transactionId)
                    .containsExactly("T1");
            assertThat(alert.scores()).singleElement().satisfies(score -> {
                assertThat(score.model()).isEqualTo("account-lstm");
                assertThat(score.sha256()).isEqualTo(MODEL.file().sha256());
                assertThat((float) score.score()).isCloseTo(scored.score(), within(1e-6f));
            });
            assertThat(alert.narrative()).contains("this credit of 9,500.00 USD at ", "(alerts from 0.01)");
            assertThat(alert.facts()).extracting(Alert.Fact::name).startsWith("score", "threshold", "postings");
            assertThat(AlertJson.read(AlertJson.write(alert))).isEqualTo(alert);
        });
    }

    private static org.assertj.core.data.Offset<Float> within(float offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    /** Scores as they come, and which of them alert by the rule as it is written down. */
    @Test
    void anAccountUnderAlertHasNoOtherUntilItsScoreFellBackAndTheQuietPeriodHasPassed() throws Exception {
        long seed = new Random().nextLong();
        List<Posting> postings = randomPostings(new Random(seed), 2_000);
        Map<String, Float> scores = oneByOne(MODEL, postings);
        double[] sorted = scores.values().stream().mapToDouble(f -> f).sorted().toArray();
        double threshold = sorted[sorted.length * 3 / 4];
        double release = sorted[sorted.length / 2] / threshold;
        Duration quiet = Duration.ofHours(20);
        List<String> expected = new ArrayList<>();
        Map<String, Long> lastAlert = new HashMap<>();
        Map<String, Boolean> raised = new HashMap<>();
        for (Posting posting : sorted(postings)) {
            float score = scores.get(key(posting));
            String account = posting.account();
            if (score < threshold * release) {
                raised.put(account, false);
            }
            Long last = lastAlert.get(account);
            if (score >= threshold
                    && !raised.getOrDefault(account, false)
                    && (last == null || posting.eventTime() - last >= quiet.toMillis())) {
                raised.put(account, true);
                lastAlert.put(account, posting.eventTime());
                expected.add(key(posting));
            }
        }

        AmlRig rig = rig(
                scoring(MODEL, new AlertPolicy(true, threshold, release, quiet, Severity.LOW)), Backend.HEAP, 2, null);
        for (Posting posting : postings) {
            rig.send(posting);
        }
        rig.watermark(Long.MAX_VALUE);
        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(12);
        assertThat(rig.alerts())
                .as("seed %d", seed)
                .filteredOn(alert -> alert.rule().kind().equals(ModelAlert.KIND))
                .extracting(alert -> alert.evidence().get(0).transactionId()
                        + alert.evidence().get(0).direction())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void rulesSeeTheScoreAndTheirAlertsCarryIt() throws Exception {
        RuleBook strict = RuleBookReader.read("rules.yaml", """
                baseCurrency: USD
                rules:
                  - {id: scored, kind: structuring, version: 1, severity: HIGH, scope: {minScore: 0.000001}}
                  - {id: never, kind: structuring, version: 1, severity: HIGH, scope: {minScore: 1}}
                """);
        AmlRig rig = new AmlRig(strict, scoring(MODEL, NO_ALERTS), RATES, Backend.HEAP, 1, null);
        AmlRig without = new AmlRig(strict, RATES, Backend.HEAP, 1);
        rigs.add(rig);
        rigs.add(without);
        for (AmlRig each : List.of(rig, without)) {
            for (int i = 0; i < 3; i++) {
                each.send(
                        cash("9,500").into("A1").at("1" + i + ":00").id("T" + i).credit());
            }
            each.watermark(Long.MAX_VALUE);
        }
        assertThat(without.alerts()).isEmpty();
        assertThat(rig.alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.rule().id()).isEqualTo("scored");
            assertThat((float) alert.scores().get(0).score())
                    .isCloseTo(rig.watched().get(2).score(), within(1e-6f));
        });
    }

    private ModelOrder publish(TestModel model, ModelRole role, String orderId) throws Exception {
        new ModelRegistry(registry.toUri().toString()).publish(new ModelFiles(model.file(), null, model.manifest()));
        return new ModelOrder(
                orderId, role, ModelReference.of(model.file()), registry.toUri().toString(), null);
    }

    @ParameterizedTest
    @EnumSource
    void anOrderedModelScoresWhatComesAfterItAndStaysOverARestore(Backend backend) throws Exception {
        TestModel second = MODEL.version("2").seed(8);
        Posting before = transfer("10").from("A1").to("A2").at("10:00").id("T1").debit();
        Posting after = transfer("10").from("A1").to("A2").at("11:00").id("T2").debit();
        Posting restored =
                transfer("10").from("A1").to("A2").at("12:00").id("T3").debit();
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), backend, 2, null);
        rig.send(before);
        rig.watermark(before.eventTime());
        assertThat(rig.control(publish(second, ModelRole.CHAMPION, "o1")))
                .hasSize(2)
                .allSatisfy(status -> {
                    assertThat(status.state()).isEqualTo(ModelStatus.State.ACTIVE);
                    assertThat(status.orderId()).isEqualTo("o1");
                    assertThat(status.parallelism()).isEqualTo(2);
                });
        rig.send(after);
        rig.watermark(after.eventTime());
        AmlRig again = rig(scoring(MODEL, NO_ALERTS), backend, 1, rig.snapshot(1));
        again.send(restored);
        again.watermark(Long.MAX_VALUE);

        // All the account's postings are among its latest, so warming up gives what the model would have come to.
        Map<String, Float> byFirst = oneByOne(MODEL, List.of(before));
        Map<String, Float> bySecond = oneByOne(second, List.of(before, after, restored));
        assertThat(rig.watched())
                .containsExactly(
                        WatchedPosting.scored(before, byFirst.get(key(before)), "account-lstm/1"),
                        WatchedPosting.scored(after, bySecond.get(key(after)), "account-lstm/2"));
        assertThat(again.watched())
                .containsExactly(WatchedPosting.scored(restored, bySecond.get(key(restored)), "account-lstm/2"));
    }

    @Test
    void aModelOfTheSameStateSchemaGoesOnWithTheStates() throws Exception {
        TestModel second = MODEL.version("2").threshold(0.9).schema("same");
        TestModel first = MODEL.schema("same");
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // more than are kept for warming up
            postings.add(transfer(Integer.toString(10 + i))
                    .from("A1")
                    .to("B" + i)
                    .at("10:00")
                    .later(Duration.ofMinutes(i))
                    .id("T" + i)
                    .debit());
        }
        AmlRig rig = rig(scoring(first, NO_ALERTS), Backend.HEAP, 1, null);
        for (Posting posting : postings.subList(0, 30)) {
            rig.send(posting);
        }
        rig.watermark(postings.get(29).eventTime());
        rig.control(publish(second, ModelRole.CHAMPION, "o1"));
        for (Posting posting : postings.subList(30, 40)) {
            rig.send(posting);
        }
        rig.watermark(Long.MAX_VALUE);
        assertThat(scores(rig)).isEqualTo(oneByOne(first, postings));
    }

    @Test
    void aModelThatIsNotWhatItShouldBeIsRefusedWithTheReasonAndTheOldOneGoesOn() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        TestModel second = MODEL.version("2").seed(8);
        ModelOrder order = publish(second, ModelRole.CHAMPION, "o1");
        Map<String, String> reasons = new TreeMap<>();

        Path file = registry.resolve("account-lstm/2/model.onnx");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        reasons.put("truncated", refused(rig, order));
        Files.delete(file);
        reasons.put("missing", refused(rig, order));
        Files.write(file, whole);
        reasons.put(
                "other currency",
                refused(rig, publish(MODEL.version("3").baseCurrency("EUR"), ModelRole.CHAMPION, "o")));
        reasons.put(
                "not json",
                refused(
                        rig,
                        new ModelOrder(
                                "o",
                                ModelRole.CHAMPION,
                                new ModelReference("../etc", "1", "00"),
                                registry.toUri().toString(),
                                null)));
        assertThat(reasons.get("truncated")).contains("sha256");
        assertThat(reasons.get("missing")).contains("model.onnx");
        assertThat(reasons.get("other currency")).contains("EUR", "USD");
        assertThat(reasons.get("not json")).contains("../etc");

        Posting posting = transfer("10").from("A1").to("A2").at("10:00").debit();
        rig.send(posting);
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.watched()).extracting(WatchedPosting::model).containsExactly("account-lstm/1");
    }

    private static String refused(AmlRig rig, ModelOrder order) throws Exception {
        List<ModelStatus> answers = rig.control(order);
        assertThat(answers).extracting(ModelStatus::state).containsExactly(ModelStatus.State.REFUSED);
        return answers.get(0).reason();
    }

    @Test
    void bytesThatAreNoOrderChangeNothing() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        for (String bytes : List.of("{", "[]", "{}", "null", "{\"orderId\":\"o\"}", "\u0000")) {
            rig.accounts
                    .get(0)
                    .processElement2(
                            ControlMessage.model(bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8), "models-0@1"),
                            0);
        }
        rig.send(transfer("10").from("A1").to("A2").at("10:00").debit());
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.watched()).extracting(WatchedPosting::model).containsExactly("account-lstm/1");
    }

    @Test
    void aChallengerScoresBesideTheChampionAndChangesNothing() throws Exception {
        long seed = new Random().nextLong();
        List<Posting> postings = randomPostings(new Random(seed), 1_000);
        TestModel challenger = MODEL.version("2").seed(9).hidden(5);
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 2, null);
        rig.control(publish(challenger, ModelRole.CHALLENGER, "o1"));
        for (Posting posting : postings) {
            rig.send(posting);
        }
        rig.watermark(Long.MAX_VALUE);

        Map<String, Float> champions = oneByOne(MODEL, postings);
        Map<String, Float> challengers = oneByOne(challenger, postings);
        assertThat(scores(rig)).as("seed %d", seed).isEqualTo(champions);
        assertThat(rig.scores()).as("seed %d", seed).hasSize(1_000).allSatisfy(score -> {
            String key = score.transactionId() + score.direction();
            assertThat(score.championScore()).isEqualTo(champions.get(key));
            assertThat(score.challengerScore()).isEqualTo(challengers.get(key));
            assertThat(score.challenger()).isEqualTo("account-lstm/2");
        });

        rig.control(new ModelOrder("o2", ModelRole.CHALLENGER, null, "", null));
        rig.scores().clear();
        rig.send(transfer("10")
                .from("A1")
                .to("A2")
                .at("10:00")
                .later(Duration.ofDays(20))
                .debit());
        assertThat(rig.scores()).extracting(ModelScore::direction).doesNotContain(Direction.DEBIT);
    }

    @Test
    void aChallengerScoresWithoutAChampionToo() throws Exception {
        AmlRig rig = rig(Scoring.NONE, Backend.HEAP, 1, null);
        TestModel challenger = MODEL.version("2").seed(9);
        rig.control(publish(challenger, ModelRole.CHALLENGER, "o1"));
        List<Posting> postings = randomPostings(new Random(3), 50);
        for (Posting posting : postings) {
            rig.send(posting);
        }
        rig.watermark(Long.MAX_VALUE);
        Map<String, Float> expected = oneByOne(challenger, postings);
        assertThat(rig.scores()).hasSize(50).allSatisfy(score -> {
            assertThat(score.challengerScore()).isEqualTo(expected.get(score.transactionId() + score.direction()));
            assertThat(score.championScore()).isNaN();
        });
        assertThat(rig.watched()).extracting(WatchedPosting::unscored).containsOnly(Unscored.NO_MODEL);
    }

    @Test
    void aChallengerThatComesBackHasSeenWhatCameMeanwhile() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        TestModel challenger = MODEL.version("2").seed(9);
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            postings.add(transfer("1" + i)
                    .from("A1")
                    .to("A2")
                    .at("1" + i + ":00")
                    .id("T" + i)
                    .debit());
            if (i == 1) {
                rig.control(new ModelOrder("off", ModelRole.CHALLENGER, null, "", null));
            } else {
                rig.control(publish(challenger, ModelRole.CHALLENGER, "on" + i));
            }
            rig.send(postings.get(i));
            rig.watermark(postings.get(i).eventTime());
        }
        assertThat(rig.scores()).hasSize(2);
        assertThat(rig.scores().get(1).challengerScore())
                .isEqualTo(oneByOne(challenger, postings).get("T2DEBIT"));
    }

    @Test
    void anAccountIsForgottenAfterFourHundredDaysWithoutPostings() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        Posting first = transfer("10").from("A1").to("A2").at("10:00").id("T1").debit();
        Posting second = transfer("10")
                .from("A1")
                .to("A2")
                .at("10:00")
                .later(Duration.ofDays(100))
                .id("T2")
                .debit();
        rig.send(first);
        rig.send(second);
        rig.watermark(first.eventTime() + Duration.ofDays(450).toMillis());
        assertThat(rig.accountEntries()).as("sequence and profile").isEqualTo(2);
        assertThat(rig.accountTimers()).as("one for both").isEqualTo(1);
        rig.watermark(second.eventTime() + Duration.ofDays(400).toMillis() - 1);
        assertThat(rig.accountEntries()).isEqualTo(2);
        rig.watermark(second.eventTime() + Duration.ofDays(400).toMillis());
        assertThat(rig.accountEntries()).isZero();
        assertThat(rig.accountTimers()).isZero();
    }

    @Test
    void anOrderWithoutAModelBringsTheConfiguredOneBack() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        rig.control(publish(MODEL.version("2").seed(8), ModelRole.CHAMPION, "o1"));
        rig.control(new ModelOrder("o2", ModelRole.CHAMPION, null, "", null));
        rig.send(transfer("10").from("A1").to("A2").at("10:00").debit());
        rig.watermark(Long.MAX_VALUE);
        assertThat(rig.watched()).extracting(WatchedPosting::model).containsExactly("account-lstm/1");
    }

    @Test
    void anotherConfiguredModelWinsOverTheOneThatWasOrdered() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        rig.control(publish(MODEL.version("2").seed(8), ModelRole.CHAMPION, "o1"));
        AmlRig.Snapshot snapshot = rig.snapshot(1);
        AmlRig again = rig(scoring(MODEL.version("7").seed(3), NO_ALERTS), Backend.HEAP, 1, snapshot);
        again.send(transfer("10").from("A1").to("A2").at("10:00").debit());
        again.watermark(Long.MAX_VALUE);
        assertThat(again.watched()).extracting(WatchedPosting::model).containsExactly("account-lstm/7");
    }

    /** The snapshot is taken while the model is being loaded. */
    @Test
    void anOrderThatWasNotCarriedOutAtASnapshotIsCarriedOutAfterIt() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        rig.begin(publish(MODEL.version("2").seed(8), ModelRole.CHAMPION, "o1"));
        AmlRig.Snapshot snapshot = rig.snapshot(1);
        AmlRig again = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, snapshot);
        assertThat(again.answers()).extracting(ModelStatus::state).containsExactly(ModelStatus.State.ACTIVE);
        again.send(transfer("10").from("A1").to("A2").at("10:00").debit());
        again.watermark(Long.MAX_VALUE);
        assertThat(again.watched()).extracting(WatchedPosting::model).containsExactly("account-lstm/2");
    }

    @Test
    void aModelThatCannotBeLoadedAtARestoreCostsScoresAndNotTheJob() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        rig.control(publish(MODEL.version("2").seed(8), ModelRole.CHAMPION, "o1"));
        AmlRig.Snapshot snapshot = rig.snapshot(1);
        Files.writeString(registry.resolve("account-lstm/2/model.onnx"), "gone");
        AmlRig again = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, snapshot);
        assertThat(again.answers()).extracting(ModelStatus::state).containsExactly(ModelStatus.State.UNAVAILABLE);
        again.send(transfer("10").from("A1").to("A2").at("10:00").debit());
        again.watermark(Long.MAX_VALUE);
        assertThat(again.watched()).extracting(WatchedPosting::unscored).containsExactly(Unscored.MODEL_UNAVAILABLE);
    }

    @Test
    void aModelThatIsAwayAtARestoreIsTriedAgainUntilItIsBack() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        rig.control(publish(MODEL.version("2").seed(8), ModelRole.CHAMPION, "o1"));
        AmlRig.Snapshot snapshot = rig.snapshot(1);
        Files.move(registry.resolve("account-lstm"), registry.resolve("away"));
        AmlRig again = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, snapshot);
        assertThat(again.answers()).extracting(ModelStatus::state).containsExactly(ModelStatus.State.UNAVAILABLE);
        Files.move(registry.resolve("away"), registry.resolve("account-lstm"));
        again.takeMail();
        again.send(transfer("10").from("A1").to("A2").at("10:00").debit());
        again.watermark(Long.MAX_VALUE);
        assertThat(again.watched()).extracting(WatchedPosting::model).containsExactly("account-lstm/2");
    }

    @Test
    void theSameOrderTwiceIsAnsweredOnce() throws Exception {
        AmlRig rig = rig(scoring(MODEL, NO_ALERTS), Backend.HEAP, 1, null);
        ModelOrder order = publish(MODEL.version("2").seed(8), ModelRole.CHAMPION, "o1");
        rig.begin(order);
        rig.begin(order);
        assertThat(rig.answers()).extracting(ModelStatus::state).containsExactly(ModelStatus.State.ACTIVE);
    }
}
