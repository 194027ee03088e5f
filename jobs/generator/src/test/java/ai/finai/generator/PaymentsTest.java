package ai.finai.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.finai.events.Origin;
import ai.finai.events.Transaction;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

class PaymentsTest {

    /** Of {@link #SMALL}. It changes whenever what is generated changes: say so in the release notes, and put the new one here. */
    private static final String GOLDEN = "403f64df9d6fc85ff74221723b4f08c4c136c1da94d9c25d9b5e68f526d46d78";

    /** Of {@link #ALL}. */
    private static final String GOLDEN_ALL = "042bf1220c962d9a938044bccf45430e8eec2312e2e351c814d14b55d3f920b2";

    private static final GeneratorSettings SMALL = GeneratorSettings.of(1_000, 12, 7)
            .withScenarios(GeneratorSettings.parseScenarios("structuring=5,rapid-transfer=5"));

    private static final GeneratorSettings ALL =
            GeneratorSettings.of(1_000, 30, 7).withScenarios(GeneratorSettings.parseScenarios("all=5"));

    private static final long DAY = 86_400_000L;

    @Test
    void theSameSeedGivesTheSameBytesForEver() throws Exception {
        assertThat(sha256(SMALL)).isEqualTo(GOLDEN);
    }

    @Test
    void thatHoldsForEveryScenarioToo() throws Exception {
        assertThat(sha256(ALL)).isEqualTo(GOLDEN_ALL);
    }

    @Test
    void neitherTimeZoneNorLanguageOfTheMachineMatter() throws Exception {
        TimeZone zone = TimeZone.getDefault();
        Locale locale = Locale.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(sha256(SMALL)).isEqualTo(GOLDEN);
        } finally {
            TimeZone.setDefault(zone);
            Locale.setDefault(locale);
        }
    }

    @Test
    void anotherSeedGivesOtherPayments() throws Exception {
        GeneratorSettings other = GeneratorSettings.of(1_000, 12, 8).withScenarios(SMALL.scenarios());
        assertThat(sha256(other)).isNotEqualTo(GOLDEN);
    }

    @Test
    void paymentsComeInTheOrderOfTimeAndIdAndEachIdOnce() {
        Payments payments = Payments.of(SMALL);
        Comparator<Transaction> order =
                Comparator.comparingLong(Transaction::eventTime).thenComparing(Transaction::transactionId);
        Set<String> ids = new HashSet<>();
        Transaction before = payments.next();
        ids.add(before.transactionId());
        assertThat(before.origin()).isEqualTo(new Origin("generator", 0, 1));
        while (payments.hasNext()) {
            Transaction next = payments.next();
            assertThat(order.compare(before, next))
                    .as("%s before %s", before, next)
                    .isNegative();
            assertThat(ids.add(next.transactionId())).as(next.transactionId()).isTrue();
            before = next;
        }
        assertThat(payments.count()).isEqualTo(ids.size());
        assertThatThrownBy(payments::next).isInstanceOf(NoSuchElementException.class);
    }

    /** Somewhere in the world it is day: no hour is empty, neither the first nor the last. */
    @Test
    void theyFillTheDaysThatWereAskedForAndNoOthers() {
        LocalDate start = LocalDate.of(2028, 2, 28);
        Payments payments = Payments.of(SMALL.withStart(start));
        long[] hours = new long[12 * 24];
        while (payments.hasNext()) {
            hours[(int) Math.floorDiv(payments.next().eventTime() - start.toEpochDay() * DAY, DAY / 24)]++;
        }
        assertThat(hours).doesNotContain(0);
    }

    @Test
    void anEndlessStreamGoesOnWithNewEpisodesRoundAfterRound() {
        GeneratorSettings days = GeneratorSettings.of(1_000, 3, 11)
                .withScenarios(GeneratorSettings.parseScenarios("structuring=3,rapid-transfer=4"));
        Payments payments = Payments.endless(days);
        long end = (GeneratorSettings.DEFAULT_START.toEpochDay() + 4 * 3) * DAY;
        long before = Long.MIN_VALUE;
        while (before < end) {
            long next = payments.next().eventTime();
            assertThat(next).isGreaterThanOrEqualTo(before);
            before = next;
        }
        List<Label> labels = payments.labels();
        assertThat(labels).extracting(Label::id).doesNotHaveDuplicates();
        assertThat(labels).hasSize(4 * 14);
        assertThat(labels).extracting(Label::id).contains("structuring-0001", "rapid-transfer-0016");
    }

    @Test
    void labelsNameTheirTransactionsInOrder() {
        Payments payments = Payments.of(SMALL);
        Map<String, Transaction> byId = new HashMap<>();
        payments.forEachRemaining(t -> byId.put(t.transactionId(), t));
        List<Label> labels = payments.labels();
        assertThat(labels).hasSize(20);
        assertThat(labels).extracting(Label::account).doesNotHaveDuplicates();
        for (Label label : labels) {
            assertThat(label.transactionIds()).isNotEmpty().isSorted().allSatisfy(id -> {
                Transaction t = Objects.requireNonNull(byId.get(id));
                assertThat(label.account()).isIn(t.creditorAccount(), t.debtorAccount());
            });
        }
        assertThat(labels)
                .extracting(Label::nearMiss)
                .containsAll(Arrays.stream(NearMiss.values())
                        .filter(nearMiss -> nearMiss.scenario().hasRule())
                        .toList());
    }

    @Test
    void aSingleDayHasRoomForEpisodesToo() {
        Payments payments = Payments.of(GeneratorSettings.of(1_000, 1, 3)
                .withScenarios(GeneratorSettings.parseScenarios("structuring=10,rapid-transfer=10")));
        long last = 0;
        while (payments.hasNext()) {
            last = payments.next().eventTime();
        }
        assertThat(payments.labels()).hasSize(40);
        assertThat(Instant.ofEpochMilli(last)).isBefore("2026-01-06T00:00:00Z");
    }

    private static String sha256(GeneratorSettings settings) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Payments payments = Payments.of(settings);
        PaymentFile.writeJsonLines(payments, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        for (Label label : payments.labels()) {
            digest.update(label.toString().getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
